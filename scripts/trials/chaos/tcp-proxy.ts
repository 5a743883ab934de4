import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** What befalls the bytes that a server sends. */
export type Mood = 'pass' | 'delay' | 'silence' | 'cut' | 'truncate' | 'corrupt' | 'flood';

export const MOODS: readonly Mood[] = ['delay', 'silence', 'cut', 'truncate', 'corrupt', 'flood'];

/** A way to a server that a test can break and mend. */
export interface TcpProxy {
  /** The server's URL, led through the proxy. */
  readonly url: string;
  down(): Promise<void>;
  up(): Promise<void>;
  /** From now on, for connections that are open too; `random` gives numbers from 0 to 1. */
  behave(mood: Mood, random?: () => number): void;
}

export async function startTcpProxy(url: string, defaultPort: number): Promise<TcpProxy> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const flooded = new Set<Socket>();
  let mood: Mood = 'pass';
  let random = Math.random;

  const server = createServer((client) => {
    const far = createConnection(Number(target.port || defaultPort), target.hostname);
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
    }
    client.on('end', () => far.end());
    far.on('end', () => client.end());
    client.on('close', () => far.destroy());
    far.on('close', () => client.destroy());
    client.on('data', (bytes) => {
      if (mood !== 'silence') far.write(bytes);
    });
    far.on('data', (bytes) => {
      befall(client, bytes);
    });
  });

  function befall(client: Socket, bytes: Buffer): void {
    switch (mood) {
      case 'pass':
        client.write(bytes);
        break;
      case 'delay':
        setTimeout(() => client.write(bytes), random() * 400);
        break;
      case 'silence':
        break;
      case 'cut':
        client.destroy();
        break;
      case 'truncate':
        client.write(bytes.subarray(0, Math.floor(random() * bytes.length)));
        client.end();
        break;
      case 'corrupt': {
        const garbled = Buffer.from(bytes);
        for (let left = 1 + random() * 8; left > 0; left -= 1)
          garbled[Math.floor(random() * garbled.length)] = Math.floor(random() * 256);
        client.write(garbled);
        break;
      }
      case 'flood':
        client.write(bytes);
        flood(client, bytes);
    }
  }

  /** The same bytes again and again, as fast as they are taken, while the mood lasts. */
  function flood(client: Socket, bytes: Buffer): void {
    if (flooded.has(client)) return;
    flooded.add(client);
    const block = Buffer.concat(
      Array.from({ length: Math.ceil(65_536 / Math.max(1, bytes.length)) }, () => bytes),
    );
    const pour = (): void => {
      if (mood !== 'flood' || client.destroyed) {
        flooded.delete(client);
        return;
      }
      if (client.write(block)) setImmediate(pour);
      else client.once('drain', pour);
    };
    pour();
  }

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
    behave(next, by = Math.random) {
      mood = next;
      random = by;
    },
  };
}
