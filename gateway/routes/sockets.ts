import {
  type ServeSocketsOptions,
  serveSockets,
  type Sockets,
} from '../../service/graphql/sockets/serve-sockets.ts';
import { withoutCredentials } from '../../service/http/entry/cors.ts';
import type { ServingConfig } from '../config.ts';

/** What tells who asks, and in which language, where a page in a browser cannot set headers. */
const TOLD_HEADERS = new Set([
  ...['authorization', 'x-api-key', 'x-purpose', 'x-break-glass', 'accept-language'],
]);
/** What of a socket's handshake tells how it is answered, logged and traced, and not for whom. */
const KEPT_HEADERS = ['accept-language', 'user-agent', 'x-request-id', 'traceparent', 'tracestate'];

/** Serves the graph over WebSocket. */
export function createSockets(
  {
    clientHeader,
    maxRequestsPerClient,
    maxSubscriptions,
    maxSubscriptionsPerClient,
  }: ServingConfig,
  parts: Omit<
    ServeSocketsOptions,
    'toldHeaders' | 'maxOperations' | 'maxSockets' | 'maxSocketsPerClient'
  >,
): Sockets {
  const sockets = serveSockets({
    ...parts,
    toldHeaders: TOLD_HEADERS,
    maxOperations: maxRequestsPerClient,
    maxSockets: maxSubscriptions,
    maxSocketsPerClient: maxSubscriptionsPerClient,
  });
  return {
    ...sockets,
    upgrade: withoutCredentials(sockets.upgrade, parts.cors, [
      ...KEPT_HEADERS,
      ...(clientHeader === undefined ? [] : [clientHeader]),
    ]),
  };
}
