interface Entry<T> {
  readonly value: T;
  readonly cost: number;
}

/** A map that forgets what was least recently used, as soon as it holds too much by number or by cost. */
export class Lru<T> {
  readonly #capacity: number;
  readonly #budget: number;
  /** The least recently used first. */
  readonly #entries = new Map<string, Entry<T>>();
  #cost = 0;

  constructor(capacity: number, budget = Infinity) {
    this.#capacity = capacity;
    this.#budget = budget;
  }

  get(key: string): T | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry.value;
  }

  set(key: string, value: T, cost = 0): void {
    this.delete(key);
    // It would drive out all others, and itself in the end.
    if (cost > this.#budget) return;
    this.#entries.set(key, { value, cost });
    this.#cost += cost;
    while (this.#entries.size > this.#capacity || this.#cost > this.#budget) {
      const [oldest] = this.#entries.keys();
      if (oldest === undefined) return;
      this.delete(oldest);
    }
  }

  delete(key: string): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#cost -= entry.cost;
  }

  *values(): IterableIterator<T> {
    for (const { value } of this.#entries.values()) yield value;
  }
}
