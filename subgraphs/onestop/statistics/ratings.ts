import { Counts, Tallied } from '../../sources/statistics/counts.ts';
import type { Satisfaction } from '../satisfaction.ts';

/** Ratings by score; null for those that cannot be read. */
export class Ratings extends Counts<'scores'> {
  count = 0;
  readonly #scores = new Tallied<string | null>();

  add(count: number, score: string | null): void {
    this.count += count;
    this.#scores.add(score, count);
  }

  parts(): ReadonlyMap<'scores', ReadonlyMap<string, number>> {
    return new Map([['scores', this.#scores.parts()]]);
  }

  keepExtremesBack(): void {
    // There are none.
  }

  get satisfaction(): Satisfaction {
    const { count } = this;
    const of = (score: string): number => this.#scores.of(score);
    return { veryGood: of('VERY_GOOD'), good: of('GOOD'), bad: of('BAD'), count };
  }

  /** Of those that can be read; null where there are none. */
  get goodShare(): number | null {
    const { veryGood, good, bad } = this.satisfaction;
    const read = veryGood + good + bad;
    return read === 0 ? null : (veryGood + good) / read;
  }
}
