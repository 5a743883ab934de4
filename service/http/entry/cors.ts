import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConfigFault } from '../../settings/config.ts';
import type { Handler } from '../http-service.ts';
import type { Upgrade } from '../upgrades.ts';

/** Which pages of other origins may ask, and whether their browsers send cookies and tokens of their own along. */
export interface CorsPolicy {
  /** As browsers write them, `https://host:port`, in small letters; `*` is any. */
  readonly origins: readonly string[];
  readonly credentials: boolean;
}

/** Longer than browsers keep what a preflight has told them (Chromium: two hours). */
const PREFLIGHT_S = 7_200;

/** What a page may read of an answer's head beside what browsers always show it. */
const EXPOSED = 'etag, retry-after, x-request-id';

/**
 * Answers preflights, and tells browsers which pages may read answers (Fetch standard, “HTTP extensions”). A page of another
 * origin is answered like any client; it is its browser that keeps the answer from it.
 */
export function withCors(handler: Handler, { origins, credentials }: CorsPolicy): Handler {
  if (origins.length === 0) return handler;
  const any = origins.includes('*');
  const allowed = new Set(origins);

  function allow(origin: string | undefined, response: ServerResponse): boolean {
    if (!any) response.setHeader('vary', 'origin');
    if (origin === undefined || !(any || allowed.has(origin.toLowerCase()))) return false;
    response.setHeader('access-control-allow-origin', any ? '*' : origin);
    if (credentials) response.setHeader('access-control-allow-credentials', 'true');
    return true;
  }

  return (request, response) => {
    const isAllowed = allow(request.headers.origin, response);
    if (isPreflight(request)) {
      const head: Record<string, string> = {};
      if (isAllowed) {
        head['access-control-allow-methods'] = 'GET, POST';
        head['access-control-max-age'] = String(PREFLIGHT_S);
        const asked = request.headers['access-control-request-headers'];
        // No header of a request is dangerous here: who asks is told by a token, which no page has unless it was given one.
        if (asked !== undefined) head['access-control-allow-headers'] = asked;
      }
      response.writeHead(204, head).end();
      return;
    }
    if (isAllowed) response.setHeader('access-control-expose-headers', EXPOSED);
    return handler(request, response);
  };
}

/**
 * Whether a page of the origin that a request comes from may open a WebSocket: browsers let every page, and read it what comes.
 * What is no browser tells none.
 */
export function isAllowedOrigin(request: IncomingMessage, { origins }: CorsPolicy): boolean {
  const { origin } = request.headers;
  if (origin === undefined || origins.includes('*') || origins.includes(origin.toLowerCase()))
    return true;
  return isOwnPage(request);
}

/** A page of our own has the host that it asks; what is no browser is no page of anybody else. */
function isOwnPage({ headers: { origin, host } }: IncomingMessage): boolean {
  if (origin === undefined) return true;
  return URL.canParse(origin) && new URL(origin).host === host?.toLowerCase();
}

/** What a WebSocket's handshake is kept of that tells nothing of its user. */
const HANDSHAKE = /^(?:host|origin|connection|upgrade|sec-websocket-.*)$/u;

/**
 * Has a WebSocket of a page of another origin begin with nothing of its user, unless browsers may send that along: with a handshake
 * they always do (cookies, certificates, passwords that they keep), and proxies make headers of it. No page can set one itself, so
 * that whatever is not named is dropped; who asks is told when the socket begins.
 *
 * @param kept - Names of headers, in lower case, that tell nothing of a browser's user either.
 */
export function withoutCredentials(
  upgrade: Upgrade,
  { credentials }: CorsPolicy,
  kept: readonly string[],
): Upgrade {
  if (credentials) return upgrade;
  return (request, socket, head) => {
    if (isOwnPage(request)) {
      upgrade(request, socket, head);
      return;
    }
    const headers = Object.fromEntries(
      Object.entries(request.headers).filter(
        ([name]) => HANDSHAKE.test(name) || kept.includes(name),
      ),
    );
    const bare = Object.create(request, { headers: { value: headers } }) as IncomingMessage;
    upgrade(bare, socket, head);
  };
}

function isPreflight({ method, headers }: IncomingMessage): boolean {
  return method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
}

/** Throws where all pages would be let read what browsers answer for their users: the Fetch standard forbids it. */
export function checkCors({ origins, credentials }: CorsPolicy): void {
  if (credentials && origins.includes('*'))
    throw new ConfigFault([
      'CORS_ORIGINS cannot be “*” where CORS_CREDENTIALS is yes: name the origins.',
    ]);
}
