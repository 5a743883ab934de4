import { CountByKey } from '../../count-by-key.ts';
import { fault } from '../../errors/faults.ts';
import { RequestController, type RequestSignal } from '../../request-controller.ts';
import { subscriptions } from '../../telemetry/events.ts';

export interface SubscriptionLimits {
  /** Subscriptions that are open at the same time, of all and of one who asks. */
  readonly maxSubscriptions: number;
  readonly maxSubscriptionsPerClient: number;
}

/** One that is open, or about to be. */
export interface OpenSubscription {
  /** Aborts when it is over, whoever has ended it: nobody waits for its events any more. */
  readonly signal: RequestSignal;
  /** Ends it; further ends are none. */
  readonly close: () => void;
}

/** All subscriptions of a process that are open. */
export class OpenSubscriptions {
  readonly #limits: SubscriptionLimits;
  readonly #open = new Set<() => void>();
  readonly #ofEach = new CountByKey();
  #leaving = false;

  constructor(limits: SubscriptionLimits) {
    this.#limits = limits;
  }

  /**
   * One more of somebody; throws `TOO_MANY_SUBSCRIPTIONS`.
   *
   * @param complete - Told to complete it: what it was opened over is about to end.
   */
  open(who: string, complete: () => void): OpenSubscription {
    const { maxSubscriptions, maxSubscriptionsPerClient } = this.#limits;
    if (this.#ofEach.of(who) >= maxSubscriptionsPerClient) throw tooMany(maxSubscriptionsPerClient);
    if (this.#leaving || this.#open.size >= maxSubscriptions) throw tooMany(maxSubscriptions);
    const controller = new RequestController();
    this.#open.add(complete);
    this.#ofEach.add(who, 1);
    subscriptions.tell({ opened: true });
    return {
      signal: controller.signal,
      close: () => {
        if (controller.signal.aborted) return;
        controller.abort();
        this.#open.delete(complete);
        this.#ofEach.add(who, -1);
        subscriptions.tell({ opened: false });
      },
    };
  }

  /** Completes all that are open; no others are opened. */
  leave(): void {
    this.#leaving = true;
    this.complete();
  }

  /** Completes all that are open: their clients begin again. */
  complete(): void {
    for (const complete of this.#open) complete();
  }
}

function tooMany(most: number) {
  return fault('TOO_MANY_SUBSCRIPTIONS', { most });
}
