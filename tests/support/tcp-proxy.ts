import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A way to a server that a test can break and mend. */
export interface TcpProxy {
  /** The server's URL, led through the proxy. */
  readonly url: string;
  down(): Promise<void>;
  up(): Promise<void>;
}

export async function startTcpProxy(url: string, defaultPort: number): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const far = createConnection(Number(target.port || defaultPort), target.hostname);
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
    }
    client.pipe(far).pipe(client);
  });
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => {
      server.listen(port, '127.0.0.1', resolve);
    });
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(port);
  return {
    url: through.href,
    up: () => listen(port),
    down: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
