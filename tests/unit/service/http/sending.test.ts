import { once } from 'node:events';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Sending } from '../../../../service/http/sending.ts';

const MIB = 1024 * 1024;
/** More than the operating system takes for a client that does not read. */
const LARGE = Buffer.alloc(24 * MIB);

describe('answers that nobody reads', () => {
  const server = createServer();
  afterEach(() => {
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
        sending.send(response, client, 200, {}, LARGE);
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
});
