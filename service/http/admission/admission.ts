import { fault } from '../../errors/faults.ts';
import { type RequestSignal, whenAborted } from '../../request-controller.ts';
import { CountByKey } from '../../count-by-key.ts';
import { slices as slicesOfProcess, type Slices } from '../../slices.ts';
import { overloaded } from './overloaded.ts';

export interface AdmissionLimits {
  /** Requests that are read, answered or sent at the same time, of all clients and of one. */
  readonly maxRequests: number;
  readonly maxRequestsPerClient: number;
  /** What the operations under way may cost together, of all clients and of one. */
  readonly maxCost: number;
  readonly maxCostPerClient: number;
  /** How long an operation waits until it begins. */
  readonly queueMs: number;
}

/** Each operation weighs this much more: a thousand cheap ones are work too. */
const BASE_WEIGHT = 200;

/** The part of the places that is kept for clients that hold few of them, and how few that is. */
const KEPT = 0.1;
const FEW = 10;
/** The same part of the cost is kept for what is little: operations of those who have no more than this under way with them. */
const LITTLE = 1_000;

/**
 * Operations that begin in one turn of the event loop; one only after a turn that took longer than it may. So there are no more
 * of them under way than their work has turns, and the next client's is not behind hundreds that all began at once.
 */
const MOST_BEGUN = 16;
const SLOW_TURN_MS = 5;

/** One request's place; what it holds is given back when it leaves. */
export interface Place {
  /**
   * Takes the operation's weight, in rows that are read or their like: undefined where it may begin at once, or a promise that
   * resolves when it begins and rejects with `OVERLOADED` where it does not in time, with `REQUEST_CANCELLED` where nobody waits
   * any more. It counts for `who`, and begins by turns with theirs, where it is known who asks; else for the client.
   */
  weigh(weight: number, signal: RequestSignal, who?: string): Promise<void> | undefined;
  /** Another place of the same client; throws `OVERLOADED` where there is none. */
  another(): Place;
  /** Gives the weight back: the answer is there, and only has to be sent. */
  rest(): void;
  leave(): void;
}

/** What counts for one who asks: somebody who is known, or a client. */
interface Account {
  cost: number;
  /** Places of theirs that have weight or wait for it. */
  places: number;
  /**
   * In the order in which they came. A list: of a Set whose members come and go, each table points to the next, and what stood in one
   * that has grown old is taken for alive when young objects are collected, requests and all.
   */
  readonly waiting: Waiting[];
}

interface Waiting {
  readonly weight: number;
  readonly begin: () => void;
}

/** What an admission tells the state of the event loop by. */
export interface AdmissionParts {
  readonly slices?: Slices;
  /** A clock in milliseconds. */
  readonly now?: () => number;
}

/**
 * Refuses what is more than can be done, before anything is done for it; those who wait take turns.
 *
 * What is little may take all the room that there is, and the rest of it never the part that is kept for what is little. Where
 * something waits for room, nothing that came later takes it; but what is little goes on within its part while something heavier
 * waits. So neither keeps the other out.
 */
export class Admission {
  readonly #limits: AdmissionLimits;
  /** Requests by client. */
  readonly #clients = new CountByKey();
  /** By who asks, in the order in which they last began something. */
  readonly #accounts = new Map<string, Account>();
  /** What is kept for what is little. */
  readonly #kept: number;
  readonly #slices: Slices;
  readonly #now: () => number;
  #requests = 0;
  #cost = 0;
  /** What of the cost was little when it began. */
  #little = 0;
  #waiting = 0;
  /** This turn of the event loop, from the first operation that begins in it. */
  #loopTurn: { readonly most: number; begun: number } | undefined;
  #pace = MOST_BEGUN;

  constructor(
    limits: AdmissionLimits,
    { slices = slicesOfProcess, now = () => performance.now() }: AdmissionParts = {},
  ) {
    this.#limits = limits;
    this.#kept = Math.min(limits.maxCost, Math.max(LITTLE, limits.maxCost * KEPT));
    this.#slices = slices;
    this.#now = now;
  }

  /** A place for a request that has just begun to arrive; throws `OVERLOADED` where there is none. */
  enter(client: string): Place {
    const own = this.#clients.of(client);
    const { maxRequests, maxRequestsPerClient } = this.#limits;
    const most = own < FEW ? maxRequests : Math.ceil(maxRequests * (1 - KEPT));
    if (this.#requests >= most || own >= maxRequestsPerClient) throw overloaded();
    this.#clients.add(client, 1);
    this.#requests += 1;
    return new HeldPlace(this, client);
  }

  /** What a place's own `weigh` does. */
  weigh(place: HeldPlace, asked: number, signal: RequestSignal, who: string) {
    const { maxCost, maxCostPerClient } = this.#limits;
    const most = Math.min(maxCostPerClient, Math.max(LITTLE, maxCost - this.#kept), maxCost);
    const weight = Math.min(asked + BASE_WEIGHT, most) - place.held;
    if (place.left || weight <= 0) return undefined;
    const account = this.#accountOf(place, who);
    if (this.#waiting > 0 || !this.#fits(account, weight) || !this.#isTime(account))
      return this.#wait(place, account, weight, signal);
    this.#begin(place, account, weight);
    return undefined;
  }

  /** What a place's own `rest` does. */
  rest(place: HeldPlace): void {
    this.#giveBack(place);
    this.#next();
  }

  /** What a place's own `leave` does. */
  leave(place: HeldPlace): void {
    if (place.left) return;
    place.left = true;
    this.#giveBack(place);
    if (place.who !== undefined) this.#forget(place.who);
    this.#requests -= 1;
    this.#clients.add(place.client, -1);
    this.#next();
  }

  /** For whom a place counts: whoever was told first. */
  #accountOf(place: HeldPlace, who: string): Account {
    const isNew = place.who === undefined;
    const name = (place.who ??= who);
    const account = this.#accounts.get(name) ?? { cost: 0, places: 0, waiting: [] };
    this.#accounts.set(name, account);
    if (isNew) account.places += 1;
    return account;
  }

  #giveBack(place: HeldPlace): void {
    if (place.who === undefined) return;
    const account = this.#accounts.get(place.who);
    if (account !== undefined) account.cost -= place.held;
    this.#cost -= place.held;
    this.#little -= place.little;
    place.held = 0;
    place.little = 0;
  }

  /** One place less of somebody. */
  #forget(who: string): void {
    const account = this.#accounts.get(who);
    if (account === undefined) return;
    account.places -= 1;
    if (account.places === 0) this.#accounts.delete(who);
  }

  /** Whether there is room, of which what is little leaves the rest to something heavier that waits. */
  #fits(account: Account, weight: number, heavierWaits = false): boolean {
    const { maxCost, maxCostPerClient } = this.#limits;
    if (this.#cost + weight > maxCost || account.cost + weight > maxCostPerClient) return false;
    return isLittle(account, weight)
      ? !heavierWaits || this.#little + weight <= this.#kept
      : this.#cost - this.#little + weight <= maxCost - this.#kept;
  }

  /** Whether one more may begin in this turn of the event loop: another of the same only where no work waits for its slice. */
  #isTime(account: Account): boolean {
    if (this.#loopTurn !== undefined && this.#loopTurn.begun >= this.#loopTurn.most) return false;
    return account.cost === 0 || !this.#slices.isBusy;
  }

  #begin(place: HeldPlace, account: Account, weight: number): void {
    this.#loopTurn ??= this.#startLoopTurn();
    this.#loopTurn.begun += 1;
    if (isLittle(account, weight)) {
      place.little += weight;
      this.#little += weight;
    }
    place.held += weight;
    account.cost += weight;
    this.#cost += weight;
  }

  #startLoopTurn() {
    const since = this.#now();
    setImmediate(() => {
      this.#loopTurn = undefined;
      this.#pace = this.#now() - since > SLOW_TURN_MS ? 1 : MOST_BEGUN;
      this.#next();
    });
    return { most: this.#pace, begun: 0 };
  }

  #wait(place: HeldPlace, account: Account, weight: number, signal: RequestSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const settle = () => {
        const at = account.waiting.indexOf(waiting);
        if (at !== -1) {
          account.waiting.splice(at, 1);
          this.#waiting -= 1;
        }
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
      };
      const waiting: Waiting = {
        weight,
        begin: () => {
          settle();
          this.#begin(place, account, weight);
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
        this.#next();
        // Hundreds that came at once have waited long enough at once.
        const slice = this.#slices.next(place.who);
        if (slice === undefined) reject(overloaded());
        else
          void slice.then(() => {
            reject(overloaded());
          });
      }, this.#limits.queueMs);
      account.waiting.push(waiting);
      this.#waiting += 1;
      whenAborted(signal, cancel);
      if (!signal.aborted) this.#next();
    });
  }

  /** Lets begin what fits, one of each in turn. */
  #next(): void {
    let heavierWaits = false;
    for (const [who, account] of this.#accounts) {
      if (this.#waiting === 0) return;
      const [first] = account.waiting;
      if (first === undefined || account.cost + first.weight > this.#limits.maxCostPerClient)
        continue;
      const little = isLittle(account, first.weight);
      if (heavierWaits && !little) continue;
      if (!this.#isTime(account)) {
        // Nothing may be under way that would tell when there is.
        this.#loopTurn ??= this.#startLoopTurn();
        continue;
      }
      if (!this.#fits(account, first.weight, heavierWaits)) {
        // There is no room then for anything heavier either.
        if (little) return;
        heavierWaits = true;
        continue;
      }
      first.begin();
      // Behind the others, which this loop still comes to; and to this one again after them.
      this.#accounts.delete(who);
      this.#accounts.set(who, account);
    }
  }
}

function isLittle(account: Account, weight: number): boolean {
  return account.cost + weight <= LITTLE;
}

/** A place that stands in an admission's books. */
class HeldPlace implements Place {
  readonly client: string;
  /** For whom it counts, once it has been weighed. */
  who: string | undefined;
  /** The weight that it has been given. */
  held = 0;
  /** What of it was little when it began. */
  little = 0;
  left = false;
  readonly #admission: Admission;

  constructor(admission: Admission, client: string) {
    this.#admission = admission;
    this.client = client;
  }

  weigh(weight: number, signal: RequestSignal, who = this.client): Promise<void> | undefined {
    return this.#admission.weigh(this, weight, signal, who);
  }

  another(): Place {
    return this.#admission.enter(this.client);
  }

  rest(): void {
    this.#admission.rest(this);
  }

  leave(): void {
    this.#admission.leave(this);
  }
}
