import type { WireEncoding } from '../../../service/wire-text.ts';
import type { SubgraphRequest } from '../transport.ts';

export interface SubscribeOptions {
  readonly url: string;
  /** Where else it is subscribed to. */
  readonly eventsUrl?: string | undefined;
  readonly encoding: WireEncoding;
  /** Until the subgraph has taken the subscription. */
  readonly deadlineMs: number;
  /** Of one event. */
  readonly maxAnswerBytes: number;
  readonly secret?: string;
}

/** What each way of subscribing is given. */
export interface Subscribing extends SubscribeOptions {
  /** The request as JSON. */
  readonly write: (request: SubgraphRequest) => Buffer;
  readonly headersFor: (request: SubgraphRequest) => Record<string, string>;
}
