import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { PIECE_BYTES, Sending } from '../../../../service/http/sending.ts';

const MIB = 1024 * 1024;
/** More than the operating system takes for a client that does not read. */
const LARGE = Buffer.alloc(24 * MIB);
const ONE_PIECE = Buffer.alloc(PIECE_BYTES);

describe('answers that nobody reads', () => {
  const server = createServer();
  afterEach(() => {
    server.removeAllListeners('request');
    server.closeAllConnections();
    server.close();
  });

  it('are held up to a quota of one client and of all, and cut off', async () => {
    const sending = new Sending({ writeDeadlineMs: 1_500, maxUnsentBytes: 30 * MIB });
    const held: ServerResponse[] = [];
    const refused: string[] = [];
    server.on('request', (asking: IncomingMessage, response: ServerResponse) => {
      asking.resume().on('end', () => {
        answer(response);
      });
    });
    const answer = (response: ServerResponse): void => {
      const client = String(response.req.headers['x-client']);
      if (sending.hasRoom(client, LARGE.length)) {
        held.push(response);
        sending.send(response, client, { status: 200, head: {}, body: LARGE });
      } else {
        refused.push(client);
        response.writeHead(503).end();
      }
    };
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const ask = async (client: string): Promise<void> => {
      const asked = request({ port, agent: false, headers: { 'x-client': client } });
      asked.on('error', () => undefined);
      asked.end();
      await once(asked, 'response');
    };

    for (const client of ['a', 'a', 'b', 'c', 'd', 'e', 'f']) await ask(client);
    const room = ['h', 'i'].map((client, at) => sending.hasRoom(client, at === 0 ? MIB : 1_000));
    const closed = await Promise.all(
      held.map(async (response) => {
        if (!response.destroyed) await once(response, 'close');
        return response.writableFinished;
      }),
    );

    expect(refused).toEqual(['a', 'f']);
    expect(room).toEqual([false, true]);
    expect(closed).toEqual(['a', 'b', 'c', 'd', 'e'].map(() => false));
    expect(sending.hasRoom('a', LARGE.length)).toBe(true);
  }, 20_000);

  it.each(['reads it', 'leaves in the middle'])(
    'are released only when all was written to a client that %s',
    async (how) => {
      const sending = new Sending({ writeDeadlineMs: 5_000, maxUnsentBytes: 30 * MIB });
      const release = jest.fn();
      const answered = new Promise<ServerResponse>((resolve) => {
        server.on('request', (asking: IncomingMessage, response: ServerResponse) => {
          asking.resume().on('end', () => {
            sending.send(response, 'a', { status: 200, head: {}, body: LARGE, release });
            resolve(response);
          });
        });
      });
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const asked = request({ port, agent: false }).on('error', () => undefined);
      asked.end();
      const [received] = (await once(asked, 'response')) as [IncomingMessage];
      received.on('error', () => undefined);
      const response = await answered;
      const before = release.mock.calls.length;

      if (how === 'reads it') received.resume();
      else received.destroy();
      await once(response, 'close');

      expect(before).toBe(0);
      expect(release).toHaveBeenCalledTimes(how === 'reads it' ? 1 : 0);
    },
  );

  it.each(['whose client leaves', 'whose client has asked its last and leaves', 'that is cut off'])(
    'are not released where Node finishes with the last write of one %s by giving it up',
    async (how) => {
      const sending = new Sending({
        writeDeadlineMs: how === 'that is cut off' ? 200 : 5_000,
        maxUnsentBytes: 30 * MIB,
      });
      const release = jest.fn();
      const answered = new Promise<ServerResponse>((resolve) => {
        server.on('request', (asking: IncomingMessage, response: ServerResponse) => {
          asking.resume().on('end', () => {
            sending.send(response, 'a', { status: 200, head: {}, body: ONE_PIECE, release });
            resolve(response);
          });
        });
      });
      // Such a socket takes less than a piece, and no more with time.
      const path = join(tmpdir(), `sending-${process.pid}.sock`);
      server.listen(path);
      await once(server, 'listening');
      const client = connect(path).on('error', () => undefined);
      client.pause().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
      const response = await answered;
      const [ended, taken] = [response.writableEnded, response.writableFinished];

      if (how === 'whose client has asked its last and leaves') {
        client.end();
        await once(response.req.socket, 'end');
      }
      if (how !== 'that is cut off') client.destroy();
      await once(response, 'close');

      client.destroy();
      expect([ended, taken, response.writableFinished]).toEqual([true, false, true]);
      expect(release).not.toHaveBeenCalled();
    },
  );

  it.each([
    ['short', Buffer.alloc(15_000)],
    ['long', LARGE],
  ])('are cut off where they are %s', async (_what, body) => {
    const sending = new Sending({ writeDeadlineMs: 200, maxUnsentBytes: 4_000 * MIB });
    server.on('request', (asking: IncomingMessage, response: ServerResponse) => {
      asking.resume().on('end', () => {
        sending.send(response, 'a', { status: 200, head: {}, body });
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1').on('error', () => undefined);
    // More than the system takes.
    const count = Math.ceil(LARGE.length / body.length);
    client.pause().write('GET / HTTP/1.1\r\nHost: a\r\n\r\n'.repeat(count));
    const [socket] = (await once(server, 'connection')) as [Socket];

    await once(socket, 'close');

    client.destroy();
    expect(socket.bytesWritten).toBeGreaterThan(0);
    expect(sending.hasRoom('a', 4_000 * MIB)).toBe(true);
  });

  it('are cut off where the request has not been read to its end', async () => {
    const sending = new Sending({ writeDeadlineMs: 200, maxUnsentBytes: 30 * MIB });
    server.on('request', (_asking: IncomingMessage, response: ServerResponse) => {
      sending.send(response, 'a', { status: 413, head: {}, body: LARGE });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const client = connect(port, '127.0.0.1').on('error', () => undefined);
    client.pause().write('POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\n');
    const [socket] = (await once(server, 'connection')) as [Socket];
    const began = performance.now();
    await new Promise((resolve) => setTimeout(resolve, 50));
    client.write('the rest.');

    await once(socket, 'close');

    client.destroy();
    expect(performance.now() - began).toBeGreaterThan(1_000);
  });

  it('are made no further, piece by piece, than one that is read, and cut off', async () => {
    const sending = new Sending({ writeDeadlineMs: 200, maxUnsentBytes: 30 * MIB });
    let made = 0;
    let left = false;
    async function* pieces(): AsyncGenerator<Buffer> {
      try {
        for (;;) {
          made += 1;
          yield await Promise.resolve(LARGE);
        }
      } finally {
        left = true;
      }
    }
    const sent = new Promise<ServerResponse>((resolve) => {
      server.on('request', (asking: IncomingMessage, response: ServerResponse) => {
        response.writeHead(200);
        asking.resume();
        const ending = sending.sendAsItComes(response, 'a', Buffer.from('first'), pieces());
        void ending.then(() => {
          resolve(response);
        });
      });
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const { port } = server.address() as AddressInfo;
    const asked = request({ port, agent: false });
    // Without a listener, Node would read the answer and throw it away.
    asked.on('response', () => undefined);
    asked.on('error', () => undefined).end();

    const response = await sent;

    expect(response.destroyed).toBe(true);
    expect([made, left]).toEqual([2, true]);
    expect(sending.hasRoom('a', 30 * MIB)).toBe(true);
  });
});

describe('a part of an answer that is read slowly', () => {
  afterEach(() => {
    jest.useRealTimers();
  });

  /** A response whose client reads so many milliseconds on each KiB. */
  class SlowResponse extends EventEmitter {
    destroyed = false;
    ended = false;
    read = 0;
    readonly #msPerKib: number;

    constructor(msPerKib: number) {
      super();
      this.#msPerKib = msPerKib;
    }

    write({ length }: Buffer): boolean {
      setTimeout(
        () => {
          if (this.destroyed) return;
          this.read += length;
          this.emit('drain');
        },
        (length / 1024) * this.#msPerKib,
      );
      return false;
    }

    destroy(): void {
      this.destroyed = true;
      this.emit('close');
    }

    end(): void {
      this.ended = true;
    }
  }

  it.each([
    ['is sent to its end where each 256 KiB are read in time', 3, [3 * MIB, true, false]],
    ['is cut off where they are not', 5, [0, true, true]],
  ])('%s', async (_what, msPerKib, expected) => {
    jest.useFakeTimers();
    const sending = new Sending({ writeDeadlineMs: 1_000, maxUnsentBytes: 30 * MIB });
    const response = new SlowResponse(msPerKib);
    async function* rest(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.alloc(MIB));
    }

    const first = Buffer.alloc(2 * MIB);
    const sent = sending.sendAsItComes(response as unknown as ServerResponse, 'a', first, rest());
    const room = sending.hasRoom('a', 29 * MIB);
    await jest.advanceTimersByTimeAsync(20_000);
    await sent;

    expect(room).toBe(false);
    expect([response.read, response.ended, response.destroyed]).toEqual(expected);
    expect(sending.hasRoom('a', 30 * MIB)).toBe(true);
  });

  it('is cut off where other answers that its client has not read leave it no room', async () => {
    jest.useFakeTimers();
    const sending = new Sending({ writeDeadlineMs: 1_000, maxUnsentBytes: 3 * MIB });
    const responses = [new SlowResponse(3), new SlowResponse(3)];
    async function* rest(): AsyncGenerator<Buffer> {
      yield await Promise.resolve(Buffer.alloc(2 * MIB));
    }

    const sent = responses.map((response) =>
      sending.sendAsItComes(
        response as unknown as ServerResponse,
        'a',
        Buffer.from('first'),
        rest(),
      ),
    );
    await jest.advanceTimersByTimeAsync(20_000);
    await Promise.all(sent);

    expect(responses.map(({ destroyed }) => destroyed)).toEqual([false, true]);
    expect(sending.hasRoom('a', 3 * MIB)).toBe(true);
  });
});
