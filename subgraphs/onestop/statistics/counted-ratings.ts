import type { CountedGroups } from '../../sources/statistics/count-groups.ts';
import { Counts, Tallied } from '../../sources/statistics/counts.ts';
import type { Satisfaction } from '../satisfaction.ts';

export interface RatingGroup {
  readonly keys: readonly (string | null)[];
  readonly groupBy: readonly string[];
  readonly officeCode: string | null;
  readonly measures: RatingMeasures;
}

export interface RatingMeasures {
  readonly ratings: Ratings;
  /** Ratings of all groups. */
  readonly all: number;
}

export interface CountedRatings extends Omit<CountedGroups<Ratings>, 'groups' | 'total'> {
  readonly groups: readonly RatingGroup[];
  readonly total: RatingMeasures;
}

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
