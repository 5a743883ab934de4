import type { EngineAnswer, LaterAnswers } from './api.ts';
import { refusedWith } from './refusal.ts';

/** The requests of an engine that are under way, all parts of their answers among it. */
export class UnderWay {
  #count = 0;
  readonly #idle: (() => void)[] = [];

  /** Counts `work` until it has been answered whole; answers with the operation's own error where that is thrown. */
  async during(work: () => Promise<EngineAnswer>): Promise<EngineAnswer> {
    this.#count += 1;
    let later: LaterAnswers | undefined;
    try {
      const answered = await work();
      ({ later } = answered);
      return answered;
    } catch (error) {
      return refusedWith(error);
    } finally {
      if (later === undefined) this.#leave();
      else
        void later.ended.then(() => {
          this.#leave();
        });
    }
  }

  /** Settles when there is none. */
  drained(): Promise<void> {
    return this.#count === 0
      ? Promise.resolve()
      : new Promise((resolve) => void this.#idle.push(resolve));
  }

  #leave(): void {
    this.#count -= 1;
    if (this.#count === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}
