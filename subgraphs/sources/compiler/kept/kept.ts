import { LRUCache } from 'lru-cache';
import type { Fragment } from '../../dialects/dialect.ts';

/**
 * Things that follow from the texts that they are kept by alone, whoever asks: made once while they are used. `most`: characters of
 * them all, and of those texts.
 */
export class Kept<V extends object> {
  readonly #all: LRUCache<string, V>;

  constructor(most: number, charactersOf: (one: V) => number) {
    this.#all = new LRUCache({
      maxSize: most,
      sizeCalculation: (one, said) => charactersOf(one) + said.length,
    });
  }

  /** Null is not kept. */
  of<M extends V | null>(said: string, make: () => M): V | M {
    const known = this.#all.get(said);
    if (known !== undefined) return known;
    const made = make();
    if (made !== null) this.#all.set(said, made);
    return made;
  }
}

/** What functions hold that read a table: the table, which may be one for each who asks, in characters that take as much. */
export const TABLE_HELD = 10_000;

/** Of some SQL with its values. */
export function charactersOf({ sql, bindings }: Fragment): number {
  return bindings.reduce<number>((sum, value) => sum + String(value).length, sql.length);
}
