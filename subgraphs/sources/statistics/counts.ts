import type { Measured } from './suppression.ts';

/** Counts of some rows; all of it can be added up over sources without a loss. `Breakdown`: what they are broken down by. */
export abstract class Counts<Breakdown extends string> implements Measured {
  /** Made where anything is: groups come by the thousand. */
  #keptBack: Set<string> | undefined;

  abstract readonly count: number;

  abstract parts(): ReadonlyMap<Breakdown, ReadonlyMap<string, number>>;

  abstract keepExtremesBack(least: number): void;

  keepBack(breakdown: string): void {
    this.#keptBack ??= new Set();
    this.#keptBack.add(breakdown);
  }

  tells(breakdown: Breakdown): boolean {
    return this.#keptBack?.has(breakdown) !== true;
  }
}

/** How many have each of some values. */
export class Tallied<Value extends string | number | null> {
  readonly #counts = new Map<Value, number>();

  add(value: Value, count: number): void {
    this.#counts.set(value, this.of(value) + count);
  }

  of(value: Value): number {
    return this.#counts.get(value) ?? 0;
  }

  get counts(): ReadonlyMap<Value, number> {
    return this.#counts;
  }

  parts(): ReadonlyMap<string, number> {
    return new Map([...this.#counts].map(([value, count]) => [String(value), count]));
  }
}

/** The parts of what is known of some and not of others. */
export function knownParts(known: number, unknown: number): ReadonlyMap<string, number> {
  const parts = [['known', known] as const, ['unknown', unknown] as const];
  return new Map(parts.filter(([, count]) => count > 0));
}
