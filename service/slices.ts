/** Milliseconds for which work that comes in pieces holds the event loop before others have it. */
const SLICE_MS = 2;
/** Milliseconds after which those are forgotten who are not ahead of others. */
const PERIOD_MS = 1_000;
/** How far one may be ahead of others at most, in milliseconds. */
const MOST_AHEAD_MS = 100;

/** For whom work is done: a name, or a symbol of one request. Neither holds anything: a share outlives its last slice. */
type Owner = string | symbol;

const NOBODY: Owner = Symbol('nobody in particular');

/** What one has of the event loop. */
interface Share {
  readonly owner: Owner;
  /** Milliseconds of slices that were waited for and had, beside what all had when it came. */
  had: number;
  readonly waiting: (() => void)[];
}

/**
 * Shares the event loop among those who have much to do in it. Between two pieces of its work each asks whether it may go on;
 * once a turn of the loop is used up it waits, and those who wait go on in further turns, as many in each as a slice has time for: first
 * who has had least of late. So a large answer holds nobody up for longer than a slice and a piece, and what is small goes ahead of it.
 */
export class Slices {
  /** Lists: what stood in a Map whose members come and go is taken for alive (docs/decisions/0013). */
  #shares: Share[] = [];
  /** Pieces of work that wait, and of how many owners. */
  #waiting = 0;
  #waitingShares = 0;
  /**
   * What each would have had that has waited from the beginning, were all that is had shared evenly: with so much does begin who
   * comes, or a row of newcomers would go ahead of whoever has had anything (virtual time in weighted fair queueing; Parekh and
   * Gallager, 1993).
   */
  #evenly = 0;
  #periodBegan = 0;
  /** When this turn of the event loop began, as far as is known; undefined: nobody has asked in it. */
  #turnBegan: number | undefined;
  readonly #now: () => number;

  /** @param now - A clock in milliseconds. */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /**
   * Undefined where the work goes on at once; a promise that resolves with its slice where it has to wait. To be awaited only then:
   * of a hundred pieces that begin side by side and await nothing each would ask before any has worked, and all go on in one turn.
   */
  next(owner: Owner = NOBODY): Promise<void> | undefined {
    const now = this.#now();
    if (this.#turnBegan === undefined) this.#beginTurn(now);
    else if (now - this.#turnBegan >= SLICE_MS) return this.#wait(owner);
    return undefined;
  }

  /** Whether anybody waits for a slice. */
  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  #wait(owner: Owner): Promise<void> {
    let share = this.#shares.find((one) => one.owner === owner);
    if (share === undefined) this.#shares.push((share = { owner, had: 0, waiting: [] }));
    const { waiting } = share;
    if (waiting.length === 0) {
      // Whoever held the loop for long by one piece, or while the process stood still, is behind others for a while only.
      share.had = Math.min(Math.max(share.had, this.#evenly), this.#evenly + MOST_AHEAD_MS);
      this.#waitingShares += 1;
    }
    this.#waiting += 1;
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  }

  #beginTurn(now: number): void {
    this.#turnBegan = now;
    setImmediate(() => {
      this.#turnBegan = undefined;
      if (this.#waiting > 0) this.#resume(this.#now());
    });
  }

  /** Begins a turn with those who wait. */
  #resume(now: number): void {
    if (now - this.#periodBegan > PERIOD_MS) this.#beginPeriod(now);
    this.#beginTurn(now);
    this.#resumeOne(now, now + SLICE_MS);
  }

  /** Lets one go on, and behind it others until the time is up. */
  #resumeOne(now: number, until: number): void {
    const share = this.#leastServed();
    const resume = share?.waiting.shift();
    if (share === undefined || resume === undefined) return;
    this.#waiting -= 1;
    const sharing = this.#waitingShares;
    if (share.waiting.length === 0) this.#waitingShares -= 1;
    resume();
    // Behind all that it does before it waits for something else, but for what it leaves to a tick of its own.
    queueMicrotask(() => {
      process.nextTick(() => {
        const ended = this.#now();
        share.had += ended - now;
        this.#evenly += (ended - now) / sharing;
        if (ended < until) this.#resumeOne(ended, until);
      });
    });
  }

  #beginPeriod(now: number): void {
    this.#periodBegan = now;
    this.#shares = this.#shares.filter(
      ({ waiting, had }) => waiting.length > 0 || had > this.#evenly,
    );
  }

  /** Who has had least; of those who have had the same, who has least to do. */
  #leastServed(): Share | undefined {
    let least: Share | undefined;
    for (const share of this.#shares)
      if (share.waiting.length > 0 && (least === undefined || goesBefore(share, least)))
        least = share;
    return least;
  }
}

function goesBefore(one: Share, other: Share): boolean {
  return one.had === other.had ? one.waiting.length < other.waiting.length : one.had < other.had;
}

/** Those of this process, which has one event loop. */
export const slices = new Slices();
