import { fault } from '../../errors/faults.ts';
import type { Exchange } from '../../http/exchange.ts';
import { type RequestSignal, whenAborted } from '../../request-controller.ts';
import { subscriptionEvents } from '../../telemetry/events.ts';
import type { Identity } from '../../access/identity.ts';
import type { Rest, ShortAnswer } from '../answering.ts';
import { EventQueue } from './event-queue.ts';
import type { OpenSubscription, OpenSubscriptions } from './open-subscriptions.ts';

/** What a subscription is answered by. */
export interface Subscribed<Event> {
  /** Rejects where they end as they should not. */
  readonly events: AsyncIterable<Event>;
  readonly bytesOf: (event: Event) => number;
  /** Whether it goes on for who asks now; else it is complete: they begin again as who they are. */
  readonly goesOnFor: (identity: Identity) => boolean;
  /** The result for an event, for who asks now where that was looked at again. */
  readonly answer: (event: Event, identity: Identity | undefined) => Promise<Result>;
  /** The last result, where `error` has ended them. */
  readonly broken: (error: unknown) => Promise<Result> | Result;
}

type Result = Pick<ShortAnswer, 'body' | 'outcome'>;
type Answer = (identity: Identity | undefined) => Promise<Result> | Result;

/** Events that wait for their client to read those before; with one more the subscription ends. */
const WAITING = { events: 100, bytes: 8 * 1024 * 1024 };

/** How often it is looked whether one who subscribed is still let in, beside each event. */
const LOOK_MS = 10_000;

/**
 * Opens a subscription of somebody and answers its results, each as JSON as soon as its client has taken those before. It ends
 * with its events, with its client or the process, where one who asks is not let in any more or is not who they were, and where too
 * many events wait.
 *
 * @param subscribe - Answers what else than a subscription there is, where it is refused.
 */
export async function resultsOf<Event, Refusal>(
  { open, who }: { readonly open: OpenSubscriptions; readonly who: string },
  exchange: Exchange,
  subscribe: (signal: RequestSignal) => Promise<Subscribed<Event> | { readonly refused: Refusal }>,
): Promise<Rest | { readonly refused: Refusal }> {
  const queue = new EventQueue<Answer>(WAITING);
  const subscription = open.open(who, () => {
    queue.end();
    subscription.close();
  });
  const end = () => {
    queue.clear();
    queue.end();
    subscription.close();
  };
  // Its events may have ended, and wait for a client that leaves without them.
  whenAborted(exchange.signal, end);
  let subscribed: Subscribed<Event> | { readonly refused: Refusal };
  try {
    subscribed = await subscribe(subscription.signal);
  } catch (error) {
    end();
    throw error;
  }
  if ('refused' in subscribed) {
    end();
    return subscribed;
  }
  const { broken } = subscribed;
  void fill(queue, subscribed, subscription);
  lookAgain(exchange, subscribed, subscription, (ended) => {
    queue.clear();
    queue.end('error' in ended ? () => broken(ended.error) : undefined);
    subscription.close();
  });
  return { [Symbol.asyncIterator]: () => taken(queue, subscribed, exchange, end), end };
}

/** Has events wait as they come: their source is never held up by a client. */
async function fill<Event>(
  queue: EventQueue<Answer>,
  { events, bytesOf, answer, broken }: Subscribed<Event>,
  { signal, close }: OpenSubscription,
): Promise<void> {
  try {
    for await (const event of events) {
      if (queue.push((identity) => answer(event, identity), bytesOf(event))) continue;
      throw fault('SUBSCRIPTION_FELL_BEHIND', { most: WAITING.events });
    }
    queue.end();
  } catch (error) {
    if (!signal.aborted) queue.end(() => broken(error));
  }
  close();
}

async function* taken<Event>(
  queue: EventQueue<Answer>,
  subscribed: Subscribed<Event>,
  exchange: Exchange,
  end: () => void,
): AsyncGenerator<Buffer> {
  try {
    for await (const answer of queue) {
      const now = await lookedAt(exchange, subscribed);
      if ('ended' in now && !('error' in now.ended)) return;
      const { body, outcome } = await ('ended' in now
        ? subscribed.broken(now.ended.error)
        : answer(now.identity));
      // Its client has left meanwhile: it is neither told nor refused.
      if (exchange.signal.aborted) return;
      subscriptionEvents.tell({ outcome: outcome === 'executed' ? 'ok' : 'refused' });
      yield body;
      if ('ended' in now) return;
    }
  } finally {
    end();
  }
}

/** Looks now and then whether it goes on, though nothing happens. */
function lookAgain<Event>(
  exchange: Exchange,
  subscribed: Subscribed<Event>,
  { signal }: OpenSubscription,
  onEnded: (ended: Ended) => void,
): void {
  // It may have ended before it was open.
  if (exchange.identifyAgain === undefined || signal.aborted) return;
  const timer = setInterval(() => {
    void lookedAt(exchange, subscribed).then((now) => {
      if ('ended' in now && !signal.aborted) onEnded(now.ended);
    });
  }, LOOK_MS);
  signal.addEventListener('abort', () => {
    clearInterval(timer);
  });
}

/** Why it does not go on: an error, which is told, or nothing that would have to be told. */
type Ended = { readonly error: unknown } | Readonly<Record<string, never>>;

async function lookedAt<Event>(
  { identifyAgain }: Exchange,
  { goesOnFor }: Subscribed<Event>,
): Promise<{ readonly ended: Ended } | { readonly identity: Identity | undefined }> {
  try {
    const identity = await identifyAgain?.();
    return identity === undefined || goesOnFor(identity) ? { identity } : { ended: {} };
  } catch (error) {
    return { ended: { error } };
  }
}
