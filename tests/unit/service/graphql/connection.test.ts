import { EventEmitter } from 'node:events';
import { IncomingMessage, validateHeaderValue } from 'node:http';
import { Socket } from 'node:net';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { WebSocket } from 'ws';
import { ANONYMOUS } from '../../../../service/access/identity.ts';
import {
  Connection,
  type ConnectionParts,
} from '../../../../service/graphql/sockets/connection.ts';
import { fault } from '../../../../service/errors/faults.ts';
import type { Answering } from '../../../../service/graphql/answering.ts';
import { Admission } from '../../../../service/http/admission/admission.ts';
import { Sending } from '../../../../service/http/sending.ts';
import { createLog } from '../../../../service/log.ts';
import { collectGarbage } from '../../../support/collect-garbage.ts';
import { silent } from '../../../support/http/http-fixture.ts';

const ROOM = 1_000_000;
const SOCKET_ID = 'of-a-proxy';

afterEach(() => {
  jest.useRealTimers();
});

/** A socket whose client reads what it is sent only when the test has it do so. */
class UnreadSocket extends EventEmitter {
  readonly OPEN = 1;
  readyState = 1;
  closedWith: number | undefined;
  /** Bytes of the longest frame. */
  longest = 0;
  /** Frames on the way, a character for each byte. */
  readonly unread: { readonly frame: string; readonly fin: boolean; readonly read: () => void }[] =
    [];

  send(frame: Buffer, { fin }: { readonly fin: boolean }, read: () => void): void {
    this.longest = Math.max(this.longest, frame.length);
    this.unread.push({ frame: frame.toString('latin1'), fin, read });
  }

  /** Has the client read all that is and comes; answers the messages. */
  async readAll(): Promise<readonly unknown[]> {
    let text = '';
    const messages: unknown[] = [];
    for (let idle = 0; idle < 3; idle += 1) {
      for (const { frame, fin, read } of this.unread.splice(0)) {
        idle = 0;
        text += frame;
        if (fin) messages.push(JSON.parse(Buffer.from(text, 'latin1').toString()));
        if (fin) text = '';
        read();
      }
      await new Promise(setImmediate);
    }
    return messages;
  }

  /** What a client says. */
  async hear(...messages: readonly object[]): Promise<void> {
    for (const message of messages)
      this.emit('message', Buffer.from(JSON.stringify(message)), false);
    await new Promise(setImmediate);
  }

  ping(): void {}

  close(code?: number): void {
    this.closedWith ??= code;
    this.readyState = 2;
    this.emit('close');
  }

  terminate(): void {
    this.close();
    for (const { read } of this.unread.splice(0)) read();
  }
}

const answeringWith =
  (answer: object): Answering =>
  () =>
    Promise.resolve({
      status: 200,
      headers: new Map(),
      body: Buffer.from(JSON.stringify(answer)),
    });

const subscribe = (id: string) => ({ id, type: 'subscribe', payload: {} });

/** A connection whose client has begun; closed by the test. */
async function connected(otherwise: Partial<ConnectionParts> = {}, told = {}) {
  const socket = new UnreadSocket();
  const sending = new Sending({ writeDeadlineMs: 10_000, maxUnsentBytes: ROOM });
  const admission = new Admission({
    maxRequests: 4,
    maxRequestsPerClient: 2,
    maxCost: 1_000,
    maxCostPerClient: 1_000,
    queueMs: 1_000,
  });
  const parts: ConnectionParts = {
    answering: answeringWith({ data: {} }),
    admission,
    identify: () => Promise.resolve(ANONYMOUS),
    onMessage: () => undefined,
    toldHeaders: new Set(),
    maxOperations: 2,
    parseBody: JSON.parse,
    deadlineMs: 60_000,
    sending,
    log: silent,
    ...otherwise,
  };
  new Connection(
    socket as unknown as WebSocket,
    Object.assign(new IncomingMessage(new Socket()), { headers: { 'x-request-id': SOCKET_ID } }),
    'a',
    parts,
  );
  await socket.hear({ type: 'connection_init', payload: told });
  await socket.readAll();
  return { socket, admission, sending };
}

describe('a socket whose client does not read', () => {
  it('is sent one answer to all its pings', async () => {
    const { socket } = await connected();
    await socket.hear(...Array.from({ length: 1_000 }, () => ({ type: 'ping' })));
    const unread = socket.unread.length;
    const first = await socket.readAll();
    await socket.hear({ type: 'ping' });
    const second = await socket.readAll();
    socket.close();

    expect(unread).toBe(1);
    expect([first, second]).toEqual([[{ type: 'pong' }], [{ type: 'pong' }]]);
  });

  it('is sent a long answer in frames, and refused what it has no room for beside that', async () => {
    const data = { text: 'ộ'.repeat(ROOM / 6) };
    const { socket, sending } = await connected({ answering: answeringWith({ data }) });
    await socket.hear(subscribe('1'), subscribe('2'));
    const room = sending.hasRoom('a', ROOM);
    const messages = await socket.readAll();
    await socket.hear(subscribe('3'));
    const [after] = await socket.readAll();
    socket.close();

    expect(room).toBe(false);
    expect(socket.longest).toBe(256 * 1024);
    expect(messages).toMatchObject([
      { id: '1', type: 'next' },
      { id: '2', type: 'next', payload: { errors: [{ extensions: { code: 'OVERLOADED' } }] } },
      { id: '1', type: 'complete' },
      { id: '2', type: 'complete' },
    ]);
    expect([messages[0], after]).toEqual([
      { id: '1', type: 'next', payload: { data } },
      { id: '3', type: 'next', payload: { data } },
    ]);
    expect(sending.hasRoom('a', ROOM)).toBe(true);
  });

  it('has nothing kept of an answer that there was no room for', async () => {
    const bodies: WeakRef<Buffer>[] = [];
    const { socket } = await connected({
      answering: () => {
        const body = Buffer.alloc(ROOM, '0');
        bodies.push(new WeakRef(body));
        return Promise.resolve({ status: 200, headers: new Map(), body });
      },
    });
    await socket.hear(subscribe('1'), subscribe('2'));
    collectGarbage();

    expect(bodies.map((body) => body.deref() !== undefined)).toEqual([true, false]);
    socket.terminate();
  });

  it('holds the places of its operations', async () => {
    const { socket, admission } = await connected();
    await socket.hear(subscribe('1'), subscribe('2'));
    const whileUnread = () => admission.enter('a');

    expect(whileUnread).toThrow('Too much is asked');
    await socket.readAll();
    expect(whileUnread).not.toThrow();
    socket.close();
  });
});

describe('a socket whose client reads each frame', () => {
  it.each([
    ['in time is not cut off, however long it takes', 9_000, false],
    ['too late is cut off', 10_000, true],
  ])('%s', async (_when, ms, isCut) => {
    jest.useFakeTimers({ doNotFake: ['setImmediate'] });
    const { socket } = await connected({
      answering: answeringWith({ data: { text: 'x'.repeat(ROOM) } }),
    });
    await socket.hear(subscribe('1'));
    let frames = 0;
    for (; socket.unread.length > 0; frames += 1) {
      jest.advanceTimersByTime(ms);
      socket.unread.shift()?.read();
      await new Promise(setImmediate);
    }
    const wasCut = socket.readyState !== socket.OPEN;
    socket.close();

    expect([wasCut, frames]).toEqual([isCut, isCut ? 1 : 7]);
  });
});

describe('what a client tells of itself when it begins', () => {
  const begun = async (authorization: unknown) => {
    const identify = jest.fn((_request: IncomingMessage) => Promise.resolve(ANONYMOUS));
    const { socket } = await connected(
      { identify, toldHeaders: new Set(['authorization']) },
      { authorization },
    );
    const { closedWith } = socket;
    socket.close();
    return { closedWith, headers: identify.mock.calls.map(([{ headers }]) => headers) };
  };

  it('is passed on where a header can have it, and closes the socket where none can', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.string({ unit: fc.integer({ max: 0x1ff }).map((code) => String.fromCharCode(code)) }),
          fc.constantFrom(
            'Bearer ngô ệ',
            'a\nb',
            'a\r\nx-identity: b',
            'Bearer a.b.c',
            'Bearer Ngô',
          ),
        ),
        async (value) => {
          let carried = true;
          try {
            validateHeaderValue('authorization', value);
          } catch {
            carried = false;
          }

          const { closedWith, headers } = await begun(value);

          expect(closedWith).toBe(carried ? undefined : 4400);
          expect(headers).toMatchObject(carried ? [{ authorization: value }] : []);
        },
      ),
    );
  });
});

describe('an operation on a socket', () => {
  /** Answers nothing until it is cancelled. */
  const untilCancelled: Answering = (_request, { signal }) =>
    new Promise((_resolve, reject) => {
      signal.addEventListener('abort', () => {
        reject(fault('REQUEST_CANCELLED'));
      });
    });

  it('is told when its time is up', async () => {
    const { socket } = await connected({ answering: untilCancelled, deadlineMs: 0 });
    await socket.hear(subscribe('1'));
    while (socket.unread.length === 0) await new Promise(setImmediate);
    const messages = await socket.readAll();
    socket.close();

    expect(messages).toMatchObject([
      { id: '1', type: 'error', payload: [{ extensions: { code: 'REQUEST_TIMEOUT' } }] },
    ]);
  });

  it('has an id of its own, and the log tells that of its socket', async () => {
    const answering = jest.fn(answeringWith({ data: {} }));
    const lines: string[] = [];
    const destination = { write: (line: string) => lines.push(line) };
    const log = createLog({ service: 'test', level: 'info', destination });
    const { socket } = await connected({ answering, log });
    await socket.hear(subscribe('1'), subscribe('2'));
    await socket.readAll();
    socket.close();

    const ids = answering.mock.calls.map(([, { requestId }]) => requestId);
    expect(new Set([...ids, SOCKET_ID]).size).toBe(3);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject(
      ids.map((requestId) => ({ requestId, socketId: SOCKET_ID })),
    );
  });

  it.each([
    ['a token that has run out', fault('UNAUTHENTICATED', { reason: 'TOKEN_EXPIRED' }), 4403],
    ['a fault of ours', new Error('no such key'), undefined],
  ])('is not answered to %s, which closes the socket', async (_whose, refusal, code) => {
    const answering = jest.fn(answeringWith({ data: {} }));
    const identifyAgain = jest
      .fn(() => Promise.resolve(ANONYMOUS))
      .mockResolvedValueOnce({ ...ANONYMOUS, roles: ['officer'] })
      .mockRejectedValueOnce(refusal);
    const { socket } = await connected({ answering, identifyAgain });
    await socket.hear(subscribe('1'));
    const messages = await socket.readAll();
    await socket.hear(subscribe('2'));
    await socket.hear(subscribe('3'));

    expect(messages).toHaveLength(2);
    expect(answering.mock.calls.map(([, { identity }]) => identity?.roles)).toEqual([['officer']]);
    expect([socket.readyState, socket.closedWith]).toEqual([2, code]);
    expect(identifyAgain).toHaveBeenCalledTimes(2);
  });

  it('is told nothing more when its client has left it', async () => {
    const { socket } = await connected({ answering: untilCancelled });
    await socket.hear(subscribe('1'), { id: '1', type: 'complete' });
    const messages = await socket.readAll();
    socket.close();

    expect(messages).toEqual([]);
  });

  it('counts until it has ended, though its client has left it', async () => {
    let end: () => void = () => undefined;
    const answer = new Promise<never>((_resolve, reject) => {
      end = () => {
        reject(fault('REQUEST_CANCELLED'));
      };
    });
    const { socket } = await connected({ answering: () => answer });
    const leave = { id: '1', type: 'complete' };
    for (const message of [subscribe('1'), leave, subscribe('1'), leave])
      await socket.hear(message);
    const before = socket.closedWith;
    await socket.hear(subscribe('1'));
    end();

    expect([before, socket.closedWith]).toEqual([undefined, 1013]);
  });
});

describe('what a client says beside its operations', () => {
  it.each([
    ['ping', 3, { type: 'ping' }],
    ['pong', 3, { type: 'pong' }],
    ['complete', 3, { type: 'complete', id: 'gone' }],
    ['a long message, before it is read', 0, { ...subscribe('1'), more: 'x'.repeat(20_000) }],
  ])('counts (%s): one too many closes it, and nothing is read after', async (_what, most, one) => {
    let counted = 0;
    let read = 0;
    const { socket } = await connected({
      onMessage() {
        counted += 1;
        if (counted > most) throw fault('RATE_LIMITED', { most, seconds: 1 });
      },
      parseBody(json) {
        read += 1;
        return JSON.parse(json) as unknown;
      },
    });
    const before = read;
    for (let n = 0; n < 10; n += 1) await socket.hear(one);

    expect([socket.closedWith, counted]).toEqual([1013, most + 1]);
    expect(read - before).toBe(most === 0 ? 0 : most + 1);
  });
});
