import type { GraphQLResolveInfo } from 'graphql';
import type { Source } from '../../sources/database/source.ts';
import { selectedFields } from '../../sources/graph/arguments/selection.ts';
import { predicateOf } from '../../sources/graph/arguments/where-input.ts';
import type { Reading } from '../../sources/reading/request-reading.ts';
import {
  type CountedGroups,
  type Counting,
  countGroups,
} from '../../sources/statistics/count-groups.ts';
import { groupingOf, type GroupingNames } from '../../sources/statistics/grouping.ts';
import { onestopEntities } from '../entities.ts';
import type { OfficeExtra } from '../context.ts';
import { levelsWithOffices } from './office-levels.ts';
import { Ratings } from './ratings.ts';
import type { QueryRatingStatisticsArgs, RatingGroupOrderBy } from '../types.generated.ts';
import { assertPeriod } from '../period.ts';

const GROUPINGS: GroupingNames = {
  fields: { OFFICE: 'office', LEVEL: 'level' },
  moments: { RATED: 'ratedAt' },
};

type Arguments = Omit<QueryRatingStatisticsArgs, 'offices'> &
  Required<Pick<QueryRatingStatisticsArgs, 'groupBy' | 'freshness' | 'onUnavailable'>>;

const SCORES: Counting<Ratings> = {
  by: [{ kind: 'field', field: 'score' }],
  add(to, count, values, at) {
    const score = values[at] ?? null;
    for (const ratings of to) ratings.add(count, score === null ? null : String(score));
  },
};

const ORDERS: Readonly<Record<RatingGroupOrderBy, (ratings: Ratings) => number | null>> = {
  COUNT: ({ count }) => count,
  GOOD_SHARE: (ratings) => (ratings.tells('scores') ? ratings.goodShare : null),
};

/** Ratings at the counters by what they have in common. */
export async function ratingStatistics(
  reading: Reading,
  sources: readonly Source<OfficeExtra>[],
  args: Arguments,
  info: GraphQLResolveInfo,
): Promise<CountedGroups<Ratings>> {
  const { groupBy, from, to } = args;
  assertPeriod(from, to);
  const days = { ...(from != null && { gte: from }), ...(to != null && { lte: to }) };
  return countGroups<Ratings, RatingGroupOrderBy>(
    reading,
    sources,
    {
      entity: 'rating',
      where:
        Object.keys(days).length === 0
          ? null
          : predicateOf({ ratedAt: days }, onestopEntities.rating),
      groupings: groupBy.map((by) => groupingOf(by, GROUPINGS)),
      countings: [SCORES],
      none: () => new Ratings(),
      orders: ORDERS,
      levels: levelsWithOffices(sources),
      ignoringRows: !selectedFields(info, ['sources']).has('rows'),
    },
    args,
  );
}
