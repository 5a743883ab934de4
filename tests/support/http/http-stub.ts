import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface HttpStub {
  readonly url: string;
  readonly port: number;
  readonly close: () => Promise<void>;
}

/** A server on 127.0.0.1 that answers as it is told. */
export async function listen(listener: RequestListener, port = 0): Promise<HttpStub> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${bound}/graphql`,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}
