import { SECRET_HEADER } from '../../../service/http/entry/subgraph-secret.ts';
import { traceHeaders } from '../../../service/telemetry/tracing/spans.ts';
import { TransportFault } from '../transport.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../transport.ts';
import { createHttpEvents } from './http-events.ts';
import { createSocketEvents } from './socket-events.ts';
import type { SubscribeOptions, Subscribing } from './subscribing.ts';

/** Subscribes to a subgraph by the protocol that its URL tells. */
export function createSubscribe(options: SubscribeOptions, write: Subscribing['write']) {
  const url = new URL(options.eventsUrl ?? options.url);
  const { secret } = options;
  const headersFor = ({ headers }: SubgraphRequest) => ({
    ...headers,
    ...traceHeaders(),
    ...(secret !== undefined && { [SECRET_HEADER]: secret }),
  });
  const create = url.protocol.startsWith('ws') ? createSocketEvents : createHttpEvents;
  const { events, close } = create(url, { ...options, write, headersFor });

  return { close, events: (request: SubgraphRequest) => faultsOf(events(request), request) };
}

/** Ends quietly where nobody waits any more, and with a `TransportFault` for all else that ends it. */
async function* faultsOf(
  events: AsyncIterable<SubgraphAnswer>,
  { signal }: SubgraphRequest,
): AsyncGenerator<SubgraphAnswer> {
  try {
    yield* events;
  } catch (cause) {
    if (signal?.aborted === true) return;
    throw cause instanceof TransportFault
      ? cause
      : new TransportFault('SUBGRAPH_UNAVAILABLE', cause);
  }
}
