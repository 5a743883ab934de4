import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Server as NetServer, type AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { limitConnections } from './entry/connections.ts';
import { isAllowedHost } from './entry/allowed-host.ts';
import { ConfigFault } from '../settings/config.ts';
import { toOriginForm } from './entry/origin-form.ts';
import type { Log } from '../log.ts';
import { secureResponses } from './entry/secure-response.ts';
import { Turns } from './turns.ts';
import { cutUnlessTaken } from './write-deadline.ts';
import { refuseUpgrade, UpgradableRequest, type Upgrade } from './upgrades.ts';

export type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

export interface HttpServiceOptions {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Names by which it may be asked, beside addresses and names without a dot; `*` is any. Absent: no other. */
  readonly allowedHosts?: readonly string[];
  /** Whether each client connects from an address of its own: then one cannot hold all connections. */
  readonly clientsConnect?: boolean;
  /** By exact path. */
  readonly routes: Readonly<Record<string, Handler>>;
  /** By exact path: what takes connections over; absent: none are. */
  readonly upgrades?: Readonly<Record<string, Upgrade>>;
  /** Whether requests can be answered now: `/ready`, as opposed to `/health`, which only says that we live. */
  readonly isReady: () => boolean;
  /** Lines that `/ready` adds: what is down while the rest serves. */
  readonly outages?: (() => readonly string[]) | undefined;
  /** How long `/ready` says 503 before the service stops listening, so that a load balancer can go elsewhere; absent: 0. */
  readonly shutdownDelayMs?: number;
  /** Told when it takes no new connection any more: what lasts as long as its client wants it is to end now. */
  readonly onClosing?: () => void;
  /** How long requests under way may then take to end. */
  readonly drainMs: number;
  readonly log: Log;
}

export interface HttpService {
  readonly url: string;
  /** Is not ready any more, then takes no new connection, lets requests under way end and cuts what is left. */
  close(): Promise<void>;
}

/** Longer than the idle time of common proxies, so that it is they who close a kept connection. */
const KEEP_ALIVE_MS = 75_000;

/**
 * Time for the next request on a kept connection, the answer to which tells its client to close it. To close it from here
 * would break a request that is on its way.
 */
const KEPT_CONNECTION_MS = 1_000;
const SWEEP_MS = 20;
/** Time for connections that wait to be taken when it stops listening. */
const TAKING_MS = 500;
/** Time for a request's head, after which its connection is closed with 408. */
const HEAD_MS = 10_000;
/** Connections at the same time; further ones are closed at once. */
const MAX_CONNECTIONS = 4_000;
/** Of one address, where clients are told apart by theirs. */
const MAX_CONNECTIONS_PER_ADDRESS = 2_000;
/** For a client to take a short answer of this file. */
const STATUS_MS = 10_000;

/** What asks for these may name us as it likes: they tell nothing. */
const PROBES = new Set(['/health', '/ready']);

/** Starts an HTTP server with its routes, `/health` and `/ready`. */
export async function startHttpService(options: HttpServiceOptions): Promise<HttpService> {
  const { host, port, isReady, allowedHosts = [], shutdownDelayMs = 0, drainMs, log } = options;
  let leaving = false;
  let closing = false;
  const routes = new Map<string, Handler>(Object.entries(options.routes));
  routes.set('/health', (_request, response) => {
    sendStatus(response, 200, 'ok');
  });
  routes.set('/ready', (_request, response) => {
    const ready = !leaving && isReady();
    const lines = [ready ? 'ready' : 'not ready', ...(options.outages?.() ?? [])];
    sendStatus(response, ready ? 200 : 503, lines.join('\n'));
  });

  const turns = new Turns();
  const server = createServer(
    {
      keepAliveTimeout: KEEP_ALIVE_MS,
      headersTimeout: HEAD_MS,
      IncomingMessage: UpgradableRequest,
      ServerResponse: secureResponses(() => closing),
    },
    (request, response) => {
      toOriginForm(request);
      turns.take(request, response, () => void serve(request, response));
    },
  );

  server.maxConnections = MAX_CONNECTIONS;
  if (options.clientsConnect === true) limitConnections(server, MAX_CONNECTIONS_PER_ADDRESS);
  const upgraded = new Set<Duplex>();
  const upgrades = new Map(Object.entries(options.upgrades ?? {}));
  // Without a listener, a request to go over to WebSocket is one like any other.
  if (upgrades.size > 0)
    server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
      toOriginForm(request);
      upgraded.add(socket);
      socket.once('close', () => upgraded.delete(socket));
      const upgrade = upgrades.get(pathOf(request));
      if (!isAllowedHost(request.headers.host, allowedHosts)) refuseUpgrade(socket, 421);
      else if (upgrade === undefined) refuseUpgrade(socket, 404);
      else if (closing) refuseUpgrade(socket, 503);
      else upgrade(request, socket, head);
    });

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = pathOf(request);
    const handler = routes.get(path);
    try {
      if (!PROBES.has(path) && !isAllowedHost(request.headers.host, allowedHosts)) {
        sendStatus(
          response,
          421,
          'This host name is not ours; ALLOWED_HOSTS tells those that are.',
        );
      } else if (handler === undefined) sendStatus(response, 404, 'There is nothing at this path.');
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
      leaving = true;
      await new Promise((resolve) => setTimeout(resolve, shutdownDelayMs));
      closing = true;
      options.onClosing?.();
      await takeWaiting(server);
      let sweep: NodeJS.Timeout | undefined;
      const kept = setTimeout(() => {
        sweep = setInterval(() => {
          server.closeIdleConnections();
        }, SWEEP_MS);
      }, KEPT_CONNECTION_MS);
      const cut = setTimeout(() => {
        server.closeAllConnections();
        for (const socket of upgraded) socket.destroy();
      }, drainMs);
      await new Promise<void>((resolve) => {
        // The HTTP server's own `close` would close the kept connections at once.
        NetServer.prototype.close.call(server, () => {
          resolve();
        });
      });
      clearTimeout(kept);
      clearInterval(sweep);
      clearTimeout(cut);
    },
  };
}

/**
 * Takes the connections that the system has made already, one in each turn of the event loop: their requests would be broken.
 * Whoever connects without end is not waited for.
 */
async function takeWaiting(server: Server): Promise<void> {
  let taken = true;
  const take = () => {
    taken = true;
  };
  server.on('connection', take);
  for (const until = performance.now() + TAKING_MS; taken && performance.now() < until;) {
    taken = false;
    await nextTurn();
  }
  server.off('connection', take);
}

/** Why an address cannot be listened on. */
const UNBOUND: Readonly<Record<string, string | undefined>> = {
  EACCES: 'This user may not listen on %: give a port from 1024 on.',
  EADDRNOTAVAIL: 'No address of this machine is that of %: give another --host.',
  ENOTFOUND: 'Nothing has the name in %: give another --host.',
  EAI_AGAIN: 'The name in % cannot be looked up: give an address.',
};

function listen(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const { code = '' } = error;
      const why =
        code === 'EADDRINUSE' ? `Port ${port} is taken: give another one.` : UNBOUND[code];
      reject(why === undefined ? error : new ConfigFault([why.replace('%', `${host}:${port}`)]));
    });
    // Node's own 511 are too few for a burst: a connection beyond them is tried again by its client after seconds or a minute.
    server.listen({ port, host, backlog: MAX_CONNECTIONS }, () => {
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
  cutUnlessTaken(response, STATUS_MS);
}
