import type { GraphQLResolveInfo } from 'graphql';
import type { Source } from '../../sources/database/source.ts';
import { selectedFields } from '../../sources/graph/arguments/selection.ts';
import type { Class, Dimension } from '../../sources/model/dimension.ts';
import type { Predicate } from '../../sources/model/predicate.ts';
import type { Reading } from '../../sources/reading/request-reading.ts';
import {
  type CountedGroups,
  type Counting,
  countGroups,
} from '../../sources/statistics/count-groups.ts';
import {
  groupedBy,
  groupingOf,
  type GroupingNames,
  levelsOf,
} from '../../sources/statistics/grouping.ts';
import {
  dayOfSource,
  not,
  type Promised,
  TIMELINESS,
  type Timeliness,
  timelinessRule,
} from '../../sources/statistics/timeliness.ts';
import { Documents } from './documents.ts';
import { exchangeStateOf } from '../exchange-state.ts';
import type { DocumentGroupOrderBy, QueryDocumentStatisticsArgs } from '../types.generated.ts';

const GROUPINGS: GroupingNames = {
  fields: { ISSUER: 'issuerCode', DIRECTION: 'direction', KIND: 'kind', URGENCY: 'urgency' },
  moments: { ISSUED: 'issuedAt', ARRIVED: 'arrivedAt' },
};

type Arguments = Omit<QueryDocumentStatisticsArgs, 'where'> &
  Required<Pick<QueryDocumentStatisticsArgs, 'groupBy' | 'freshness' | 'onUnavailable'>>;

const MESSAGES = [
  'ARRIVED',
  'REFUSED',
  'ACCEPTED',
  'ASSIGNED',
  'PROCESSING',
  'COMPLETED',
  'RECALL_ASKED',
  'RECALL_AGREED',
  'RECALL_REFUSED',
] as const;

const MESSAGE_CLASSES: readonly Class[] = [
  ...MESSAGES.map((name) => ({ name, where: saying(name) })),
  { name: 'UNKNOWN', where: not(saying(...MESSAGES)) },
];

function saying(...values: readonly string[]): Predicate {
  return { kind: 'test', field: 'code', test: { op: 'in', values } };
}

/** What a document's messages amount to. */
const EXCHANGE_STATE: Dimension = {
  kind: 'children',
  child: 'exchangeEvents',
  classes: MESSAGE_CLASSES,
  of: (names) => exchangeStateOf(names.map((value) => ({ code: { value } }))),
};

const TASK: Promised = { finished: 'completedAt', due: 'dueAt', closed: null };

const DOCUMENTS: Counting<Documents> = {
  by: [],
  add(to, count) {
    for (const documents of to) documents.count += count;
  },
};

/** Tasks by timeliness, each source's for the day given, or its own. */
function tasksOf(asOf: string | null): Counting<Documents> {
  return {
    by: [],
    under: {
      child: 'assignments',
      by: (source) => [
        {
          kind: 'class',
          classes: TIMELINESS.map((name) => ({
            name,
            where: timelinessRule(TASK, name, asOf ?? dayOfSource(source)),
          })),
        },
      ],
    },
    add(to, count, values, at) {
      const timeliness = (values[at] ?? null) as Timeliness | null;
      for (const { tasks } of to) tasks.add(timeliness, count);
    },
  };
}

const ORDERS: Readonly<Record<DocumentGroupOrderBy, (documents: Documents) => number | null>> = {
  COUNT: ({ count }) => count,
  LATE_TASKS: (documents) => (documents.tells('tasks') ? documents.tasks.lateShare : null),
};

/** Documents by what they have in common. */
export async function documentStatistics(
  reading: Reading,
  sources: readonly Source[],
  where: Predicate | null,
  args: Arguments,
  info: GraphQLResolveInfo,
): Promise<CountedGroups<Documents>> {
  const { groupBy, asOf = null, orderBy } = args;
  const wantsTasks =
    selectedFields(info, ['groups', 'measures'], ['total']).has('tasks') ||
    (orderBy ?? []).some(({ by }) => by === 'LATE_TASKS');
  return countGroups<Documents, DocumentGroupOrderBy>(
    reading,
    sources,
    {
      entity: 'document',
      where,
      groupings: groupBy.map((by) =>
        by === 'EXCHANGE_STATE' ? groupedBy(EXCHANGE_STATE) : groupingOf(by, GROUPINGS),
      ),
      countings: [DOCUMENTS, ...(wantsTasks ? [tasksOf(asOf)] : [])],
      none: () => new Documents(),
      orders: ORDERS,
      levels: levelsOf,
      ignoringRows: !selectedFields(info, ['sources']).has('rows'),
    },
    args,
  );
}
