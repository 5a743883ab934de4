/**
 * Does pieces of synchronous work one after another, and lets everything else run between two: requests under way wait
 * for one plan at most, however many new operations come at once.
 */
export class PlanningQueue {
  readonly #waiting: (() => void)[] = [];
  #busy = false;

  run<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.push(() => {
        try {
          resolve(work());
        } catch (cause) {
          const error = cause as Error;
          reject(error);
        }
      });
      if (!this.#busy) this.#next();
    });
  }

  #next(): void {
    const work = this.#waiting.shift();
    this.#busy = work !== undefined;
    if (work === undefined) return;
    work();
    setImmediate(() => {
      this.#next();
    });
  }
}
