import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A long way to a server. */
export interface SlowLink {
  /** The server's URL, led over the link. */
  readonly url: string;
  close(): void;
}

/** Leads to a server over a link on which each byte takes so many milliseconds, in either direction; its width is not bounded. */
export async function openSlowLink(url: string, port: number, delay: number): Promise<SlowLink> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = createConnection(Number(target.port || port), target.hostname);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('error', () => undefined);
      // Timers of one length go off in the order in which they were set.
      from.on('data', (bytes) => setTimeout(() => to.writable && to.write(bytes), delay));
      from.on('end', () => setTimeout(() => to.end(), delay));
      from.on('close', () => {
        sockets.delete(from);
        setTimeout(() => to.destroy(), delay);
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String((server.address() as AddressInfo).port);
  return {
    url: through.href,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
