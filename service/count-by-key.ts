/** Counts by key; a key of which there are none takes no room. */
export class CountByKey {
  readonly #counts = new Map<string, number>();

  of(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  /** So many more, or fewer where `more` is negative. */
  add(key: string, more: number): void {
    const count = this.of(key) + more;
    if (count === 0) this.#counts.delete(key);
    else this.#counts.set(key, count);
  }
}
