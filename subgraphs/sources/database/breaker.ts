/** Consecutive failures after which a database is left alone, and milliseconds until it is tried again. */
const FAILURES = 3;
const REST = 3_000;

/** Keeps a dead database from costing every request its deadline: closed, open, then one probe at a time. */
export interface Breaker {
  /** Whether a statement may go out now; when it was open long enough, one caller gets true as the probe. */
  admits(): boolean;
  succeeded(): void;
  failed(): void;
}

export function createBreaker(now: () => number = Date.now): Breaker {
  let failures = 0;
  let openUntil = 0;
  return {
    admits() {
      if (failures < FAILURES) return true;
      if (now() < openUntil) return false;
      openUntil = now() + REST;
      return true;
    },
    succeeded() {
      failures = 0;
    },
    failed() {
      failures += 1;
      if (failures >= FAILURES) openUntil = now() + REST;
    },
  };
}
