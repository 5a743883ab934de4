import type { GraphQLSchema } from 'graphql';
import type { SourceReport } from '../telemetry/source-report.ts';
import type { Outage } from '../http/admission/outage.ts';
import type { RequestSignal } from '../request-controller.ts';

/** What one request brings to a subgraph, over HTTP or in-process alike. */
export interface IncomingRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when nobody waits for the answer any more. */
  readonly signal?: RequestSignal;
}

/** The context of one request, as far as whoever serves the subgraph knows it. */
export type AnswerContext = object & {
  /** Coordinates of fields of persons whose values are masked for who asks; absent: none are. */
  readonly masked?: readonly string[];
};

/** A subgraph, assembled but not listening: the same object is served over HTTP or executed in-process. */
export interface Subgraph {
  readonly name: string;
  readonly schema: GraphQLSchema;
  /**
   * For whom a gateway asks, by its request's headers, so that each of them has their turns; undefined: nobody in particular.
   * Rejects as `createContext` does.
   */
  whoAsks(headers: IncomingRequest['headers']): Promise<string | undefined>;
  /**
   * A context for one request: batch loaders live in it, so nothing is cached across users. Rejects with `BAD_IDENTITY`
   * where who asks is not to be believed.
   */
  createContext(request: IncomingRequest): Promise<AnswerContext>;
  /** Opens what it needs; it resolves although a source is down, for sources are picked up when they come back. */
  start(): Promise<void>;
  /** What does not serve now, for whoever runs it. */
  outages(): readonly Outage[];
  /** How each of its sources does, for whoever runs it. */
  sources(): readonly SourceReport[];
  /** Closes pools and timers; running statements are cancelled. */
  close(): Promise<void>;
}
