import type { Log } from '../../service/log.ts';
import { fetches } from '../../service/telemetry/events.ts';
import { inSpan, type SpanStart, tellSpan } from '../../service/telemetry/tracing/spans.ts';
import {
  type SubgraphAnswer,
  type SubgraphRequest,
  type SubgraphTransport,
  TransportFault,
} from '../transport/transport.ts';
import type { SubgraphPlace } from './subgraphs-of.ts';

export interface SubgraphPoolOptions {
  readonly connect: (place: SubgraphPlace) => SubgraphTransport;
  /** How long a subgraph that has left the supergraph is kept for the requests under way. */
  readonly graceMs: number;
  readonly log: Log;
}

/** The ways to the subgraphs of a supergraph, kept over its changes as long as a subgraph stays where it is. */
export interface SubgraphPool {
  transportFor(place: SubgraphPlace): SubgraphTransport;
  /** Lets go of the subgraphs that are not among these. */
  retain(places: readonly SubgraphPlace[]): void;
  close(): Promise<void>;
}

/** Makes each transport when it is first asked for. */
export function createSubgraphPool({ connect, graceMs, log }: SubgraphPoolOptions): SubgraphPool {
  const transports = new Map<string, SubgraphTransport>();
  const leaving = new Map<NodeJS.Timeout, SubgraphTransport>();

  return {
    transportFor(place) {
      const key = keyOf(place);
      const known = transports.get(key);
      if (known !== undefined) return known;
      const transport = observed(connect(place), place.name, log);
      transports.set(key, transport);
      return transport;
    },
    retain(places) {
      const kept = new Set(places.map(keyOf));
      for (const [key, transport] of transports) {
        if (kept.has(key)) continue;
        transports.delete(key);
        const timer = setTimeout(() => {
          leaving.delete(timer);
          void transport.close();
        }, graceMs);
        timer.unref();
        leaving.set(timer, transport);
      }
    },
    async close() {
      for (const timer of leaving.keys()) clearTimeout(timer);
      const all = [...transports.values(), ...leaving.values()];
      await Promise.all(all.map((transport) => transport.close()));
    },
  };
}

function keyOf({ name, url }: SubgraphPlace): string {
  return `${name} ${url}`;
}

/** Tells operators of every fetch, and why a subgraph did not answer; clients get the code only. */
function observed(transport: SubgraphTransport, subgraph: string, log: Log): SubgraphTransport {
  const { subscribe } = transport;
  return {
    ...transport,
    ...(subscribe && {
      subscribe: (request) => toldEvents(subscribe(request), request, subgraph, log),
    }),
    execute: (request) =>
      inSpan(
        () => spanOf(request, subgraph),
        () => told(transport, request, subgraph, log),
      ),
  };
}

/** The events of a subscription; where they break off, operators are told why. */
async function* toldEvents(
  events: AsyncIterable<SubgraphAnswer>,
  { headers }: SubgraphRequest,
  subgraph: string,
  log: Log,
): AsyncGenerator<SubgraphAnswer> {
  try {
    yield* events;
  } catch (error) {
    const { code, cause } =
      error instanceof TransportFault ? error : { code: 'INTERNAL', cause: error };
    const requestId = headers['x-request-id'];
    log.warn({ requestId, subgraph, code, err: cause }, 'a subgraph ended a subscription');
    throw error;
  }
}

async function told(
  transport: SubgraphTransport,
  request: SubgraphRequest,
  subgraph: string,
  log: Log,
): Promise<SubgraphAnswer> {
  const began = fetches.heard ? performance.now() : undefined;
  try {
    const answer = await transport.execute(request);
    tell(subgraph, 'ok', began);
    return answer;
  } catch (error) {
    const { code, cause } =
      error instanceof TransportFault ? error : { code: 'INTERNAL', cause: error };
    tell(subgraph, code, began);
    tellSpan(() => ({ 'error.type': code }));
    // The client has gone, or the request's own time is up: that says nothing of the subgraph.
    if (code === 'REQUEST_CANCELLED') throw error;
    const requestId = request.headers['x-request-id'];
    log.warn({ requestId, subgraph, code, err: cause }, 'a subgraph did not answer');
    throw error;
  }
}

/** @param began - Absent where nobody heard of fetches when it began. */
function tell(subgraph: string, outcome: string, began: number | undefined): void {
  if (began !== undefined) fetches.tell({ subgraph, outcome, ms: performance.now() - began });
}

function spanOf({ operation }: SubgraphRequest, subgraph: string): SpanStart {
  return {
    name: `fetch ${subgraph}`,
    kind: 'client',
    attributes: { 'peer.service': subgraph, 'graphql.operation.name': operation.name },
  };
}
