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
  async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const began = fetches.heard ? performance.now() : undefined;
    const tell = (outcome: string): void => {
      if (began === undefined) return;
      fetches.tell({ subgraph, outcome, ms: performance.now() - began });
    };
    try {
      const answer = await transport.execute(request);
      tell('ok');
      return answer;
    } catch (error) {
      const { code, cause } =
        error instanceof TransportFault ? error : { code: 'INTERNAL', cause: error };
      tell(code);
      tellSpan(() => ({ 'error.type': code }));
      // The client has gone, or the request's own time is up: that says nothing of the subgraph.
      if (code === 'REQUEST_CANCELLED') throw error;
      const requestId = request.headers['x-request-id'];
      log.warn({ requestId, subgraph, code, err: cause }, 'a subgraph did not answer');
      throw error;
    }
  }
  const span = (request: SubgraphRequest): SpanStart => ({
    name: `fetch ${subgraph}`,
    kind: 'client',
    attributes: { 'peer.service': subgraph, 'graphql.operation.name': request.operation.name },
  });
  return {
    ...transport,
    execute: (request) =>
      inSpan(
        () => span(request),
        () => execute(request),
      ),
  };
}
