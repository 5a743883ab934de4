/** Lines of one cause that are written within a minute; what follows is counted. */
const MOST_A_MINUTE = 20;
const MINUTE_MS = 60_000;
/** Causes that are counted apart; with more, all are counted anew. */
const MOST_CAUSES = 1_000;

interface Counted {
  readonly since: number;
  lines: number;
}

/** What is to be done with a line: written, written with the number of lines left out before it, or left out. */
export type Verdict = 'write' | 'leave out' | { readonly leftOut: number };

/** Bounds the lines of one cause, so that a fault which every request meets does not fill the disk. */
export class LogLimit {
  readonly #now: () => number;
  readonly #causes = new Map<string, Counted>();

  constructor(now: () => number = Date.now) {
    this.#now = now;
  }

  judge(cause: string): Verdict {
    const now = this.#now();
    const counted = this.#causes.get(cause);
    if (counted !== undefined && now - counted.since < MINUTE_MS) {
      counted.lines += 1;
      return counted.lines <= MOST_A_MINUTE ? 'write' : 'leave out';
    }
    if (counted === undefined && this.#causes.size >= MOST_CAUSES) this.#causes.clear();
    this.#causes.set(cause, { since: now, lines: 1 });
    const leftOut = (counted?.lines ?? 0) - MOST_A_MINUTE;
    return leftOut > 0 ? { leftOut } : 'write';
  }
}
