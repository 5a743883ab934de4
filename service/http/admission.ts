import { fault } from '../errors/faults.ts';
import { overloaded } from './overloaded.ts';

export interface AdmissionLimits {
  /** Requests that are read, answered or sent at the same time, of all clients and of one. */
  readonly maxRequests: number;
  readonly maxRequestsPerClient: number;
  /** What the operations under way may cost together, of all clients and of one. */
  readonly maxCost: number;
  readonly maxCostPerClient: number;
  /** How long an operation waits for its turn. */
  readonly queueMs: number;
}

/** Each operation weighs this much beside its cost: a thousand cheap ones are work too. */
const BASE_COST = 200;

/** The part of the places that is kept for clients that hold few of them, and how few that is. */
const KEPT = 0.1;
const FEW = 10;

/**
 * Operations that begin in one turn of the event loop; one only after a turn that took longer than it may. So there are no more
 * of them under way than their work has turns, and the next client's is not behind hundreds that all began at once.
 */
const MOST_BEGUN = 16;
const SLOW_TURN_MS = 5;

/** One request's place; what it holds is given back when it leaves. */
export interface Place {
  /**
   * Takes the operation's weight: undefined where it may begin at once, or a promise that resolves with its turn and
   * rejects with `OVERLOADED` where that does not come in time, with `REQUEST_CANCELLED` where nobody waits any more. It counts
   * for `who`, and takes turns with theirs, where it is known who asks; else for the client.
   */
  weigh(cost: number, signal: AbortSignal, who?: string): Promise<void> | undefined;
  /** Gives the weight back: the answer is there, and only has to be sent. */
  rest(): void;
  leave(): void;
}

/** One for whom operations count: somebody who is known, or a client. */
interface Asker {
  cost: number;
  /** Places of theirs that have weight or wait for it. */
  places: number;
  readonly waiting: Set<Waiting>;
}

interface Waiting {
  readonly weight: number;
  readonly begin: () => void;
}

/** Refuses what is more than can be done, before anything is done for it; those who wait take turns. */
export class Admission {
  readonly #limits: AdmissionLimits;
  /** Requests by client. */
  readonly #clients = new Map<string, number>();
  /** Those who wait first come in the order in which they had a turn. */
  readonly #askers = new Map<string, Asker>();
  #requests = 0;
  #cost = 0;
  #waiting = 0;
  /** This turn of the event loop, from the first operation that begins in it. */
  #turn: { readonly most: number; begun: number } | undefined;
  #pace = MOST_BEGUN;

  constructor(limits: AdmissionLimits) {
    this.#limits = limits;
  }

  /** A place for a request that has just begun to arrive; throws `OVERLOADED` where there is none. */
  enter(client: string): Place {
    const own = this.#clients.get(client) ?? 0;
    const { maxRequests, maxRequestsPerClient } = this.#limits;
    const most = own < FEW ? maxRequests : Math.ceil(maxRequests * (1 - KEPT));
    if (this.#requests >= most || own >= maxRequestsPerClient) throw overloaded();
    this.#clients.set(client, own + 1);
    this.#requests += 1;
    let held = 0;
    let left = false;
    let weighedFor: string | undefined;

    const askerOf = (who: string): Asker => {
      const asker = this.#askers.get(who) ?? { cost: 0, places: 0, waiting: new Set() };
      this.#askers.set(who, asker);
      if (weighedFor === undefined) {
        weighedFor = who;
        asker.places += 1;
      }
      return asker;
    };
    const giveBack = () => {
      if (weighedFor === undefined) return;
      const asker = this.#askers.get(weighedFor);
      if (asker !== undefined) asker.cost -= held;
      this.#cost -= held;
      held = 0;
    };
    return {
      weigh: (cost, signal, who = client) => {
        const { maxCost, maxCostPerClient } = this.#limits;
        const weight = Math.min(cost + BASE_COST, maxCost, maxCostPerClient) - held;
        if (left || weight <= 0) return undefined;
        const asker = askerOf(weighedFor ?? who);
        const take = (taken: number) => {
          held += taken;
          asker.cost += taken;
          this.#cost += taken;
        };
        if (this.#waiting === 0 && this.#fits(asker, weight) && this.#isTime()) {
          this.#begin();
          take(weight);
          return undefined;
        }
        return this.#wait(asker, weight, signal, take);
      },
      rest: () => {
        giveBack();
        this.#next();
      },
      leave: () => {
        if (left) return;
        left = true;
        giveBack();
        if (weighedFor !== undefined) this.#forget(weighedFor);
        this.#requests -= 1;
        const others = (this.#clients.get(client) ?? 1) - 1;
        if (others === 0) this.#clients.delete(client);
        else this.#clients.set(client, others);
        this.#next();
      },
    };
  }

  /** One place less of somebody. */
  #forget(who: string): void {
    const asker = this.#askers.get(who);
    if (asker === undefined) return;
    asker.places -= 1;
    if (asker.places === 0) this.#askers.delete(who);
  }

  #fits(asker: Asker, weight: number): boolean {
    const { maxCost, maxCostPerClient } = this.#limits;
    return this.#cost + weight <= maxCost && asker.cost + weight <= maxCostPerClient;
  }

  /** Whether one more may begin in this turn of the event loop. */
  #isTime(): boolean {
    return this.#turn === undefined || this.#turn.begun < this.#turn.most;
  }

  #begin(): void {
    this.#turn ??= this.#startTurn();
    this.#turn.begun += 1;
  }

  #startTurn() {
    const since = performance.now();
    setImmediate(() => {
      this.#turn = undefined;
      this.#pace = performance.now() - since > SLOW_TURN_MS ? 1 : MOST_BEGUN;
      this.#next();
    });
    return { most: this.#pace, begun: 0 };
  }

  #wait(
    asker: Asker,
    weight: number,
    signal: AbortSignal,
    take: (weight: number) => void,
  ): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        if (asker.waiting.delete(waiting)) this.#waiting -= 1;
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
      };
      const waiting: Waiting = {
        weight,
        begin: () => {
          settle();
          this.#begin();
          take(weight);
          resolve();
        },
      };
      const cancel = () => {
        settle();
        reject(fault('REQUEST_CANCELLED'));
        this.#next();
      };
      const timer = setTimeout(() => {
        settle();
        reject(overloaded());
        this.#next();
      }, this.#limits.queueMs);
      asker.waiting.add(waiting);
      this.#waiting += 1;
      signal.addEventListener('abort', cancel);
      if (signal.aborted) cancel();
      else this.#next();
    });
  }

  /** Lets begin what fits, one of each asker in turn. What is too heavy for now is waited for, not passed by. */
  #next(): void {
    for (const [who, asker] of this.#askers) {
      if (this.#waiting === 0 || !this.#isTime()) return;
      const [first] = asker.waiting;
      if (first === undefined || asker.cost + first.weight > this.#limits.maxCostPerClient)
        continue;
      if (this.#cost + first.weight > this.#limits.maxCost) return;
      first.begin();
      // Behind the others, which this loop still comes to; and to this one again after them.
      this.#askers.delete(who);
      this.#askers.set(who, asker);
    }
  }
}
