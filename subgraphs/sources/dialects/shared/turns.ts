/**
 * Whose turn it is at one database: as many statements at once as it has connections, the others in the order they came.
 * The drivers' own queues cannot be left, and one of them takes a long wait for a server that is down.
 */
export class Turns {
  #free: number;
  /** Those who wait, the first to come first. */
  readonly #waiting = new Set<() => void>();

  constructor(connections: number) {
    this.#free = connections;
  }

  /** Resolves when the turn comes; rejects with the reason of `stop` if that comes first. */
  async begin(stop: AbortSignal): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      this.#waiting.add(resolve);
      stop.addEventListener('abort', () => {
        if (this.#waiting.delete(resolve)) reject(stop.reason as Error);
      });
    });
  }

  /** Hands the turn on. */
  end(): void {
    const [next] = this.#waiting;
    if (next === undefined) {
      this.#free += 1;
    } else {
      this.#waiting.delete(next);
      next();
    }
  }
}
