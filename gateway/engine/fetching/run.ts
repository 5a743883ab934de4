import type { SubgraphTransport } from '../../transport/transport.ts';
import type { Data } from './data.ts';
import type { Failure } from './failure.ts';
import type { Entities } from './gathering.ts';
import type { FetchTrace } from './trace.ts';
import type { TypeConditions } from '../document/type-conditions.ts';

/** One execution of a compiled plan: what it is given, and what grows while it runs. */
export interface Run {
  readonly root: Data;
  readonly failures: Failure[];
  /** Entities of which a subgraph that was asked for them said that there are none. */
  readonly absent: Set<Data>;
  /** What was gathered since the data last changed, by `EntityQuestion.gathering`. */
  readonly gatherings: Map<string, Entities>;
  readonly traces: FetchTrace[] | undefined;
  readonly startedAt: number;
  /** As the client sent them: a subgraph coerces what it is given itself. */
  readonly variables: Readonly<Data>;
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal | undefined;
  readonly transports: ReadonlyMap<string, SubgraphTransport>;
  readonly conditions: TypeConditions;
  /** Extensions of a subgraph's errors that clients may see, beside the code. */
  readonly errorExtensions: ReadonlySet<string>;
  /** Whether equal representations are asked for once. */
  readonly deduplicates: boolean;
}
