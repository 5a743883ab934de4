import { channel, subscribe, unsubscribe } from 'node:diagnostics_channel';

/** What happens in this process, for whoever listens; where nobody does, to tell costs one look at a field. */
export interface Events<Event extends object> {
  /** Whether anybody listens: what it would cost to know is not spent otherwise. */
  readonly heard: boolean;
  tell(event: Event): void;
  /** Answers how to stop listening. */
  listen(listener: (event: Event) => void): () => void;
}

function eventsOf<Event extends object>(name: string): Events<Event> {
  const called = `motcua:${name}`;
  const through = channel(called);
  return {
    get heard() {
      return through.hasSubscribers;
    },
    tell(event) {
      through.publish(event);
    },
    listen(listener) {
      const heard = (event: unknown): void => {
        listener(event as Event);
      };
      subscribe(called, heard);
      return () => {
        unsubscribe(called, heard);
      };
    },
  };
}

/** A request that was answered. */
export interface RequestEvent {
  /** The operation's name, as its client wrote it. */
  readonly operation: string | undefined;
  /** `ok`, or the first of the codes that it was answered with. */
  readonly outcome: string;
  readonly ms: number;
}

/** A fetch from a subgraph. */
export interface FetchEvent {
  readonly subgraph: string;
  /** `ok`, or the transport's code. */
  readonly outcome: string;
  readonly ms: number;
}

/** A subgraph that from now on is left alone, or no longer. */
export interface BreakerEvent {
  readonly subgraph: string;
  readonly open: boolean;
}

/** An operation that was asked for, and whether its plan was there. */
export interface PlanEvent {
  readonly found: boolean;
}

/** A statement that has ended. */
export interface StatementEvent {
  readonly source: string;
  readonly from: 'LIVE' | 'COPY';
  /** `ok`, or the code of what its request was told. */
  readonly outcome: string;
  /** All in all, and of it waiting for its turn. */
  readonly ms: number;
  readonly waitedMs: number;
  readonly rows: number;
  /** Values are bound, so it holds nobody's data. */
  readonly sql: string;
}

/** A document that nobody has listed, and that was answered. */
export interface UntrustedDocumentEvent {
  readonly via: 'graphql' | 'export';
}

/** A subscription that is open from now on, or no longer. */
export interface SubscriptionEvent {
  readonly opened: boolean;
}

/** A result that a subscription has answered. */
export interface SubscriptionResultEvent {
  /** `refused`: it was not answered, or who had subscribed is not let in any more. */
  readonly outcome: 'ok' | 'refused';
}

/** A reader who was stopped, the first time in an hour. */
export interface OverreadingEvent {
  readonly code: string;
  readonly role: string;
}

export const requests = eventsOf<RequestEvent>('request');
export const fetches = eventsOf<FetchEvent>('fetch');
export const breakers = eventsOf<BreakerEvent>('breaker');
export const plans = eventsOf<PlanEvent>('plan');
export const statements = eventsOf<StatementEvent>('statement');
export const untrustedDocuments = eventsOf<UntrustedDocumentEvent>('untrusted-document');
export const subscriptions = eventsOf<SubscriptionEvent>('subscription');
export const subscriptionEvents = eventsOf<SubscriptionResultEvent>('subscription-result');
export const overreadings = eventsOf<OverreadingEvent>('overreading');
