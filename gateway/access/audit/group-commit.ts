import { setTimeout as wait } from 'node:timers/promises';

interface Waiting<T> {
  readonly item: T;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** The least time between the beginnings of two batches. */
const BATCH_MS = 5;

/**
 * Makes items durable together: one that comes alone goes at once; those that come while a batch is under way, or within 5 ms of
 * its beginning, make the next. So there is one batch at a time, and at most 200 a second.
 */
export class GroupCommit<T> {
  readonly #commit: (items: readonly T[]) => Promise<void>;
  #waiting: Waiting<T>[] = [];
  #running: Promise<void> | undefined;
  /** When the last batch began, in milliseconds as `performance.now` has them. */
  #began = -Infinity;

  constructor(commit: (items: readonly T[]) => Promise<void>) {
    this.#commit = commit;
  }

  /** Resolves when the item is durable; rejects where its batch could not be made so. */
  add(item: T): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing is under way. */
  async idle(): Promise<void> {
    while (this.#running !== undefined) await this.#running;
  }

  async #run(): Promise<void> {
    while (this.#waiting.length > 0) {
      const left = BATCH_MS - (performance.now() - this.#began);
      // Those that come in the same turn of the event loop go together.
      await (left > 0 ? wait(Math.ceil(left)) : new Promise(setImmediate));
      this.#began = performance.now();
      const batch = this.#waiting;
      this.#waiting = [];
      try {
        await this.#commit(batch.map(({ item }) => item));
        for (const { resolve } of batch) resolve();
      } catch (error) {
        for (const { reject } of batch) reject(error);
      }
    }
    this.#running = undefined;
  }
}
