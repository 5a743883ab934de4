/** A generator of numbers in [0, 1) that always gives the same ones for a seed (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** The number in [0, 1) that belongs to a text. */
export function numberOf(text: string): number {
  let hash = 7;
  for (let i = 0; i < text.length; i++) hash = (Math.imul(hash, 31) + text.charCodeAt(i)) | 0;
  return seeded(hash)();
}

/** Draws from a seed. */
export class Random {
  readonly number: () => number;

  constructor(seed: number) {
    this.number = seeded(seed);
  }

  chance(probability: number): boolean {
    return this.number() < probability;
  }

  /** A whole number from `low` to `high`, both of them possible. */
  between(low: number, high: number): number {
    return low + Math.floor(this.number() * (high - low + 1));
  }

  pick<T>(items: readonly T[]): T {
    return items[Math.floor(this.number() * items.length)]!;
  }

  /** So many of the items, in any order. */
  some<T>(items: readonly T[], count: number): readonly T[] {
    const left = [...items];
    const taken: T[] = [];
    while (taken.length < count && left.length > 0) {
      taken.push(...left.splice(Math.floor(this.number() * left.length), 1));
    }
    return taken;
  }
}
