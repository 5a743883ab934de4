import type { DocumentNode, GraphQLFormattedError } from 'graphql';
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
  readonly exact?: readonly ExactPlace[];
}

/** A field of an answer: one whose numbers count, or one with such fields below it, in each of its items where it is a list. */
export interface ExactPlace {
  readonly key: string;
  readonly within?: readonly ExactPlace[];
}

export interface SubgraphRequest {
  readonly operation: SubgraphOperation;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What the allow-list lets through of the client's request, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Aborts when the client has gone away or the request's own deadline has passed. */
  readonly signal?: AbortSignal;
}

/** What a subgraph answered: `data` and `errors` as the GraphQL specification (§7.1) has them. */
export interface SubgraphAnswer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
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
  close(): Promise<void>;
}

export type TransportFaultCode =
  | 'SUBGRAPH_UNAVAILABLE'
  | 'SUBGRAPH_TIMEOUT'
  | 'SUBGRAPH_BAD_ANSWER'
  | 'SUBGRAPH_ANSWER_TOO_LARGE'
  | 'REQUEST_CANCELLED';

/** A subgraph that could not be asked or did not answer GraphQL. `cause` is for the log, never for the client. */
export class TransportFault extends Error {
  override readonly name = 'TransportFault';
  readonly code: TransportFaultCode;
  /** True where no byte of an answer came, so that a query may be asked again. */
  readonly unanswered: boolean;

  constructor(code: TransportFaultCode, cause?: unknown, unanswered = false) {
    super(code, { cause });
    this.code = code;
    this.unanswered = unanswered;
  }
}
