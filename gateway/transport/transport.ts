import type { DocumentNode, GraphQLFormattedError } from 'graphql';
import type { RequestSignal } from '../../service/request-controller.ts';
import type { WireEncoding } from '../../service/wire-text.ts';

/**
 * One operation as a subgraph is asked for it. Made once and kept by whoever plans, so that a transport may hang
 * its own prepared form on the object's identity (a body prefix for HTTP, a validated document in-process).
 */
export interface SubgraphOperation {
  readonly text: string;
  readonly name?: string;
  /** The parsed form of `text`, where the planner already has it. */
  readonly document?: DocumentNode;
  /** Where the digits of numbers in its answer count: at the values of scalars that are not GraphQL's own. Absent: nowhere. */
  readonly exact?: readonly LeafPlace[];
  /** Where texts stand in its answer: values of type String. Those that are long may be handed over as `TextSpan`s. Absent: nowhere. */
  readonly texts?: readonly LeafPlace[];
}

/** A field of an answer: a leaf that is meant, or one with such leaves below it, in each of its items where it is a list. */
export interface LeafPlace {
  readonly key: string;
  readonly within?: readonly LeafPlace[];
}

export interface SubgraphRequest {
  readonly operation: SubgraphOperation;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What the allow-list lets through of the client's request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when the client has gone away or the request's own deadline has passed. */
  readonly signal?: RequestSignal;
}

/** What a subgraph answered: `data` and `errors` as the GraphQL specification (§7.1) has them. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
  /** Coordinates of fields of persons whose values it has masked for who asks; absent: none that it tells of. */
  readonly masked?: readonly string[];
  /** Size of the answer as it came over the wire; 0 in-process. */
  readonly bytes: number;
}

/** How one subgraph is reached. It answers or rejects with a `TransportFault`; it never hangs past its deadline. */
export interface SubgraphTransport {
  /**
   * The form of the strings in the variables it is given and in the data it hands over; absent: `utf8`. Operations,
   * headers and errors are in `utf8` whatever it says.
   */
  readonly encoding?: WireEncoding;
  /** Whether it passes numbers on as they were written (`service/exact-numbers.ts`), in both directions. */
  readonly exact?: boolean;
  execute(request: SubgraphRequest): Promise<SubgraphAnswer>;
  /**
   * Subscribes when it is gone through, and answers each event as it comes; ends with the subgraph's own end, or at once when the
   * signal aborts. Rejects with a `TransportFault` where the subgraph cannot be subscribed to or breaks off. Absent: it has none.
   */
  readonly subscribe?: (request: SubgraphRequest) => AsyncIterable<SubgraphAnswer>;
  close(): Promise<void>;
}

export type TransportFaultCode =
  | 'SUBGRAPH_UNAVAILABLE'
  | 'SUBGRAPH_TIMEOUT'
  | 'SUBGRAPH_BAD_ANSWER'
  | 'SUBGRAPH_ANSWER_TOO_LARGE'
  | 'REQUEST_CANCELLED';

/** No byte of an answer came, so that a query may be asked again; or the subgraph lives, and has refused this request. */
type HowItFailed = 'unanswered' | 'refused';

/** A subgraph that could not be asked or did not answer GraphQL. `cause` is for the log, never for the client. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly code: TransportFaultCode;
  readonly how: HowItFailed | undefined;

  constructor(code: TransportFaultCode, cause?: unknown, how?: HowItFailed) {
    super(code, { cause });
    this.code = code;
    this.how = how;
  }
}
