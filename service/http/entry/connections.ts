import type { Server } from 'node:net';
import { CountByKey } from '../../count-by-key.ts';
import { networkOf } from './client.ts';

/** Closes what one client connects beyond so many connections, so that it cannot hold all that there are. */
export function limitConnections(server: Server, most: number): void {
  const open = new CountByKey();
  server.on('connection', (socket) => {
    const client = networkOf(socket.remoteAddress ?? '');
    if (open.of(client) >= most) {
      socket.destroy();
      return;
    }
    open.add(client, 1);
    socket.once('close', () => {
      open.add(client, -1);
    });
  });
}
