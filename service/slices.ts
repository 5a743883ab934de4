/** Milliseconds for which work that comes in pieces holds the event loop before others have it. */
const SLICE_MS = 2;
/** Milliseconds after which it is forgotten how much each has had. */
const PERIOD_MS = 1_000;

/** For whom work is done: a name, or a symbol of one request. Neither holds anything: a share outlives its last slice. */
type Owner = string | symbol;

const NOBODY: Owner = Symbol('nobody in particular');

/** What one has of the event loop. */
interface Share {
  readonly owner: Owner;
  /** Slices that were waited for and had in this period. */
  had: number;
  readonly waiting: (() => void)[];
}

/**
 * Shares the event loop among those who have much to do in it. Between two pieces of its work each asks whether it may go on;
 * once a turn of the loop is used up it waits, and one of those who wait goes on in each further turn: the one who has had
 * least of late. So a large answer holds nobody up for longer than a slice and a piece, and what is small goes ahead of it.
 */
export class Slices {
  /** Lists: what stood in a Map whose members come and go is taken for alive (docs/decisions/0013). */
  #shares: Share[] = [];
  #waiting = 0;
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
    this.#waiting += 1;
    return new Promise((resolve) => {
      waiting.push(resolve);
    });
  }

  #beginTurn(now: number): void {
    this.#turnBegan = now;
    setImmediate(() => {
      this.#turnBegan = undefined;
      this.#resumeOne();
    });
  }

  #resumeOne(): void {
    if (this.#waiting === 0) return;
    const now = this.#now();
    if (now - this.#periodBegan > PERIOD_MS) this.#beginPeriod(now);
    const share = this.#leastServed();
    const resume = share?.waiting.shift();
    if (share === undefined || resume === undefined) return;
    share.had += 1;
    this.#waiting -= 1;
    this.#beginTurn(now);
    resume();
  }

  #beginPeriod(now: number): void {
    this.#periodBegan = now;
    this.#shares = this.#shares.filter(({ waiting }) => waiting.length > 0);
    for (const share of this.#shares) share.had = 0;
  }

  #leastServed(): Share | undefined {
    let least: Share | undefined;
    for (const share of this.#shares)
      if (share.waiting.length > 0 && (least === undefined || share.had < least.had)) least = share;
    return least;
  }
}

/** Those of this process, which has one event loop. */
export const slices = new Slices();
