import type { GraphQLError, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { RequestSignal } from '../../service/request-controller.ts';
import type { SubgraphAnswer, SubgraphTransport, TransportFault } from '../transport/transport.ts';
import type { FetchTrace } from './fetching/trace.ts';
import type { KnownOperation, OperationIdentity } from './operation-cache.ts';
import type { ClosedFields } from './operation.ts';
import type { LaterParts } from './parts/answer-in-parts.ts';
import type { Plans } from './planning/plans/plans.ts';
import type { Right } from './rights/access-rules.ts';
import type { Seen } from './seen/sight.ts';

export interface EngineOptions {
  readonly supergraphSdl: string;
  /** How each subgraph is reached; the engine does not close them. */
  readonly transports: (subgraph: string) => SubgraphTransport;
  /** Where the supergraph's plans are made; absent: in this thread. */
  readonly createPlans?: (supergraphSdl: string) => Plans;
  /** Compiled operations that are kept. */
  readonly maxOperations?: number;
  /** An operation that may cost more is refused; absent: none is. */
  readonly maxCost?: number;
  /** One whose answer may hold more values is refused; absent: none is. */
  readonly maxValues?: number;
  /** Of the JSON of `data`; absent: no bound. */
  readonly maxResponseBytes?: number;
  /** How long lists are taken to be of which the supergraph does not tell. */
  readonly defaultListSize?: number;
  /** What becomes of fields that are closed to whoever asks; absent: `filter`. */
  readonly closedFields?: ClosedFields;
  /** Extensions of subgraphs' errors that clients may see, beside the code; absent: none. */
  readonly errorExtensions?: ReadonlySet<string>;
  /** Whether answers are to tell what they show of persons. */
  readonly watches?: boolean;
}

export interface EngineRequest extends OperationIdentity {
  /** As the client sent them, numbers as it wrote them (`service/exact-numbers.ts`). */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What subgraphs are sent of the client's headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: RequestSignal;
  /** It is refused where it may cost more; absent: only by what bounds all. */
  readonly maxCost?: number;
  /** Whether one who asks has a right; absent: none. */
  readonly holds?: (right: Right) => boolean;
  /** Whether a label of `@override` is on for this request; absent: none is. */
  readonly labelled?: (label: string) => boolean;
  /** Whether fragments with `@defer` may come later than the rest; absent: the answer comes as a whole. */
  readonly inParts?: boolean;
  /** Whether the answer shall tell what was fetched. */
  readonly wantPlan?: boolean;
  /** Whether the answer shall tell what it has cost. */
  readonly wantCost?: boolean;
  /**
   * Told what the answer shows of persons, where that is watched and it shows something, before the answer is made. Where it resolves to
   * an error, that is told beside the data, which then has nothing of it; where it throws or rejects, there is no answer.
   */
  readonly record?: (seen: Seen) => Promise<GraphQLError | undefined> | undefined;
  /** Told, before anything is fetched, that the answer may show something of persons, where that is watched; throws what refuses it. */
  readonly mayShow?: () => void;
  /** Told what the operation may cost and what it weighs, before anything is done for it; it begins when that resolves. */
  readonly admit?: (cost: number, weight: number) => Promise<void> | undefined;
  /** Between two pieces of its work: undefined where it may go on, or a promise of its next slice of the event loop. */
  readonly slice?: () => Promise<void> | undefined;
}

/** What one event of a subscription is answered with: as for the subscription itself, whose operation and rights it has. */
export type EventRequest = Pick<
  EngineRequest,
  'headers' | 'signal' | 'record' | 'mayShow' | 'admit' | 'slice' | 'wantPlan' | 'wantCost'
>;

/** What is told of an answer that has been asked for. */
interface Told {
  readonly queryPlan: readonly FetchTrace[] | undefined;
  readonly cost?: { readonly estimated: number; readonly actual: number };
}

/** What comes after an answer's first part. */
export interface LaterAnswers extends LaterParts {
  /** What is told of it all, once it has come. */
  readonly told: () => Told;
}

/** The answer to an operation, its data already written. */
export interface EngineAnswer extends Told {
  /** JSON; undefined where the operation was not executed. */
  readonly data: Buffer | undefined;
  /** All of an answer that has nothing but this data; absent where that is not at hand. */
  readonly alone?: Buffer;
  /** To be called once nobody reads `data` and `alone` any more, or never: their memory is used again. */
  readonly release?: (() => void) | undefined;
  readonly errors: readonly GraphQLFormattedError[];
  /** Where the operation was not executed: its error as it was thrown, with its cause. */
  readonly refusal?: GraphQLError;
  /** What it shows of persons, where that is watched and it shows something. */
  readonly seen?: Seen | undefined;
  /** Where this is its first part: the others. */
  readonly later?: LaterAnswers;
}

/** A subscription that is open. */
export interface EngineSubscription {
  /** What its subgraph tells, each event as it comes; rejects with a `TransportFault`. To be gone through once. */
  readonly events: AsyncIterable<SubgraphAnswer>;
  /** Answers the client for one event, or for what has ended them: it is told where the event would have been. */
  answer(event: SubgraphAnswer | TransportFault, request: EventRequest): Promise<EngineAnswer>;
}

/** A supergraph that answers operations. */
export interface Engine {
  /** What clients see; operations are validated against it before they come here. */
  readonly schema: GraphQLSchema;
  execute(request: EngineRequest): Promise<EngineAnswer>;
  /** Opens a subscription; answers as `execute` does where that is refused. */
  subscribe(request: EngineRequest): Promise<EngineSubscription | EngineAnswer>;
  /** The operations used most. */
  hottest(count: number): readonly KnownOperation[];
  /** Compiles operations that another engine knew and this schema still has, one by one, while requests run. */
  warm(operations: readonly KnownOperation[]): Promise<void>;
  /** Settles when no request is under way. */
  drained(): Promise<void>;
  /** Plans no more. */
  close(): void;
}
