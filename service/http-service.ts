import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConfigFault } from './config.ts';
import type { Log } from './log.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface HttpServiceOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** By exact path. */
  readonly routes: Readonly<Record<string, Handler>>;
  /** Whether requests can be answered now: `/ready`, as opposed to `/health`, which only says that we live. */
  readonly isReady: () => boolean;
  /** How long requests under way may take to end when the service closes. */
  readonly drainMs: number;
  readonly log: Log;
}

export interface HttpService {
  readonly url: string;
  /** Takes no new connection, lets requests under way end, then cuts what is left. */
  close(): Promise<void>;
}

/** Longer than the idle time of common proxies, so that it is they who close a kept connection. */
const KEEP_ALIVE_MS = 75_000;

const SWEEP_MS = 20;

/** Starts an HTTP server with its routes, `/health` and `/ready`. */
export async function startHttpService(options: HttpServiceOptions): Promise<HttpService> {
  const { host, port, isReady, drainMs, log } = options;
  let closing = false;
  const routes = new Map<string, Handler>(Object.entries(options.routes));
  routes.set('/health', (_request, response) => {
    sendStatus(response, 200, 'ok');
  });
  routes.set('/ready', (_request, response) => {
    const ready = !closing && isReady();
    sendStatus(response, ready ? 200 : 503, ready ? 'ready' : 'not ready');
  });

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    if (closing) response.setHeader('connection', 'close');
    void serve(request, response);
  });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const handler = routes.get(pathOf(request));
    try {
      if (handler === undefined) sendStatus(response, 404, 'There is nothing at this path.');
      else await handler(request, response);
    } catch (error) {
      // Handlers answer their own faults; what comes here is a bug or a connection that broke.
      log.error({ err: error }, 'a request could not be handled');
      if (response.headersSent) response.destroy();
      else sendStatus(response, 500, 'Something went wrong on our side.');
    }
  }

  await listen(server, host, port);
  return {
    url: urlOf(server.address() as AddressInfo),
    async close() {
      closing = true;
      // A kept connection is idle, and may be closed, only when the request that is under way on it has ended.
      const sweep = setInterval(() => {
        server.closeIdleConnections();
      }, SWEEP_MS);
      const cut = setTimeout(() => {
        server.closeAllConnections();
      }, drainMs);
      await new Promise<void>((resolve) =>
        server.close(() => {
          resolve();
        }),
      );
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const taken = error.code === 'EADDRINUSE';
      reject(taken ? new ConfigFault([`Port ${port} is taken: give another one.`]) : error);
    });
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      resolve();
    });
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`;
}

function pathOf(request: IncomingMessage): string {
  const target = request.url ?? '/';
  const end = target.indexOf('?');
  return end === -1 ? target : target.slice(0, end);
}

function sendStatus(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain; charset=utf-8' }).end(`${text}\n`);
}
