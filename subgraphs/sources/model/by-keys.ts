import type { FilterValue } from './predicate.ts';

type Key = FilterValue | null;

/** Things by lists of keys, all as long: a map of maps, for no text is made of the keys of each of thousands of rows. */
export class ByKeys<T> {
  readonly #root = new Map<Key, unknown>();
  readonly #length: number;
  readonly #all: T[] = [];

  /** `length`: how many keys a thing is found by. */
  constructor(length: number) {
    this.#length = length;
  }

  /** In the order in which they were made. */
  get all(): readonly T[] {
    return this.#all;
  }

  /** The thing with these keys, those behind the last that it is found by left aside; made of the first such where there is none. */
  of<K extends Key>(keys: readonly K[], make: (keys: readonly K[]) => T): T {
    let at = this.#root;
    for (let place = 0; place < this.#length - 1; place += 1) {
      const key = keys[place] ?? null;
      let next = at.get(key) as Map<Key, unknown> | undefined;
      if (next === undefined) at.set(key, (next = new Map()));
      at = next;
    }
    const last = this.#length === 0 ? null : (keys[this.#length - 1] ?? null);
    const known = at.get(last) as T | undefined;
    if (known !== undefined) return known;
    const made = make(keys);
    at.set(last, made);
    this.#all.push(made);
    return made;
  }
}
