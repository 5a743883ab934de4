import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { limitConnections } from '../../../../service/http/entry/connections.ts';
import { until } from '../../../support/until.ts';

describe('connections of one client', () => {
  const taken = new Set<Socket>();
  const server = createServer((socket) => {
    taken.add(socket);
    socket.once('close', () => taken.delete(socket));
  });
  const clients: Socket[] = [];
  afterEach(() => {
    for (const client of clients) client.destroy();
    server.close();
  });

  it('are as many as it may have, while others have theirs', async () => {
    limitConnections(server, 2);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const open = async (localAddress: string) => {
      const client = connect({ port, host: '127.0.0.1', localAddress });
      clients.push(client.on('error', () => undefined));
      await once(client, 'connect');
      return client;
    };
    const isClosed = async (client: Socket) => {
      client.resume();
      await once(client, 'close');
      return true;
    };

    const first = await open('127.0.0.1');
    await open('127.0.0.1');
    const third = await open('127.0.0.1');
    const closed = await isClosed(third);
    const other = await open('127.0.0.2');
    first.destroy();
    await until(() => taken.size === 2);
    await open('127.0.0.1');
    await until(() => taken.size === 3);

    expect(closed).toBe(true);
    expect(other.destroyed).toBe(false);
  });
});
