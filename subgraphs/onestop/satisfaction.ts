import { predicateOf } from '../sources/graph/arguments/where-input.ts';
import { countsByFirst } from '../sources/reading/tallying.ts';
import type { Reading } from '../sources/reading/request-reading.ts';
import type { Source } from '../sources/database/source.ts';
import { askFirst, liveFirst } from '../sources/fan-out/origins.ts';
import { onestopEntities } from './entities.ts';
import { assertPeriod } from './period.ts';

export interface Satisfaction {
  readonly veryGood: number;
  readonly good: number;
  readonly bad: number;
  readonly count: number;
}

/** Ratings of an office from the first day to the last, counted by its own database; null where it keeps none. */
export async function readSatisfaction(
  reading: Reading,
  office: Source,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<Satisfaction | null> {
  assertPeriod(from, to);
  // Its copy knows it, too, where it has not answered since this process began.
  const { result: rated } = await askFirst(await liveFirst(office), (origin) =>
    origin.tables('rating'),
  );
  if (rated.length === 0) return null;
  const { results } = await reading.tallies([office], {
    entity: 'rating',
    by: [{ kind: 'field', field: 'score' }],
    where: predicateOf({ ratedAt: { gte: from, lte: to } }, onestopEntities.rating),
    freshness: 'AUTO',
    onUnavailable: 'FAIL',
  });
  const counts = countsByFirst(results);
  const of = (score: string): number => counts.get(score) ?? 0;
  return {
    veryGood: of('VERY_GOOD'),
    good: of('GOOD'),
    bad: of('BAD'),
    count: [...counts.values()].reduce((sum, count) => sum + count, 0),
  };
}
