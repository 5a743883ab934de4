/** Of a product of two numbers; those behind may be of how they are kept. */
const DIGITS = 14;

/** Whole numbers and how often each is there. */
export class Histogram {
  readonly count: number;
  readonly #values: readonly (readonly [value: number, count: number])[];
  readonly #least: number;

  /** `least`: how many stand at the least on either side of a value that is told. */
  constructor(counts: ReadonlyMap<number, number>, least: number) {
    this.#least = least;
    this.#values = [...counts].sort(([a], [b]) => a - b);
    this.count = this.#values.reduce((sum, [, count]) => sum + count, 0);
  }

  get sum(): number | null {
    return this.count === 0
      ? null
      : this.#values.reduce((sum, [value, count]) => sum + value * count, 0);
  }

  get min(): number | null {
    return this.#at(1);
  }

  get max(): number | null {
    return this.#at(this.count);
  }

  get mean(): number | null {
    return this.sum === null ? null : this.sum / this.count;
  }

  get median(): number | null {
    const lower = this.#at(Math.ceil(this.count / 2));
    const upper = this.#at(Math.floor(this.count / 2) + 1);
    return lower === null || upper === null ? null : (lower + upper) / 2;
  }

  /** By nearest rank, `p` from 0 to 100 as it is written: 16.1 of 1,000 is the 161st, though no binary number is 16.1. */
  percentile(p: number): number | null {
    const place = Number(((p * this.count) / 100).toPrecision(DIGITS));
    return this.#at(Math.max(1, Math.ceil(place)));
  }

  /** The value in this place of all in order, from 1. */
  #at(rank: number): number | null {
    if (rank < this.#least || rank > this.count + 1 - this.#least) return null;
    let passed = 0;
    for (const [value, count] of this.#values) {
      passed += count;
      if (passed >= rank) return value;
    }
    return null;
  }
}
