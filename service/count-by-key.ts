/** Counts by key; a key of which there are none takes no room. */
export class CountByKey {
  readonly #counts = new Map<string, number>();

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** A key of which there are most, and how many; undefined where there is none. */
  most(): readonly [key: string, count: number] | undefined {
    let most: readonly [string, number] | undefined;
    for (const one of this.#counts) if (one[1] > (most?.[1] ?? 0)) most = one;
    return most;
  }

  /** So many more, or fewer where `more` is negative. */
  add(key: string, more: number): void {
    const count = this.of(key) + more;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
  }
}
