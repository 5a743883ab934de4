import type { RequestSignal } from '../../../service/request-controller.ts';
import type { SubgraphAnswer, SubgraphTransport } from '../../transport/transport.ts';
import type { Data } from './data.ts';
import type { Failure } from './failure.ts';
import type { Entities } from './entities/gathering.ts';
import type { CompiledFetch } from './plan.ts';
import type { FetchTrace } from './trace.ts';
import type { TypeConditions } from '../document/type-conditions.ts';

/** One execution of a compiled plan: what it is given, and what grows while it runs. */
export interface Run {
  readonly root: Data;
  readonly failures: Failure[];
  /** Coordinates of fields whose values subgraphs have said to be masked for who asks. */
  readonly masked: Set<string>;
  /** Entities of which a subgraph that was asked for them said that there are none. */
  readonly absent: Set<Data>;
  /** Bytes that subgraphs have answered. */
  received: number;
  /** What was gathered since the data last changed, by `EntityQuestion.gathering`. */
  readonly gatherings: Map<string, Entities>;
  readonly traces: FetchTrace[] | undefined;
  readonly startedAt: number;
  /** As the client sent them: a subgraph coerces what it is given itself. */
  readonly variables: Readonly<Data>;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: RequestSignal | undefined;
  readonly transports: ReadonlyMap<string, SubgraphTransport>;
  /** Of a subscription: the fetch that an event answers, and with what; it may throw, as a transport does. */
  readonly event: { readonly of: CompiledFetch; readonly answer: () => SubgraphAnswer } | undefined;
  readonly conditions: TypeConditions;
  /** Extensions of a subgraph's errors that clients may see, beside the code. */
  readonly errorExtensions: ReadonlySet<string>;
  /** Whether equal representations are asked for once. */
  readonly deduplicates: boolean;
}
