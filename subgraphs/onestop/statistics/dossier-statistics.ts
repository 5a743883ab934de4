import { hash, randomBytes } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import { fault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
import type { Source } from '../../sources/database/source.ts';
import { selectedFields } from '../../sources/graph/arguments/selection.ts';
import type { Dimension, OwnDimension } from '../../sources/model/dimension.ts';
import type { FilterValue, Predicate } from '../../sources/model/predicate.ts';
import { type Counting, countGroups } from '../../sources/statistics/count-groups.ts';
import { groupedBy, groupingOf, type GroupingNames } from '../../sources/statistics/grouping.ts';
import { type Timeliness, timelinessNeeded } from '../../sources/statistics/timeliness.ts';
import type { WorkingDays } from '../calendar/working-calendar.ts';
import type { Context, OfficeExtra } from '../context.ts';
import { timelinessClasses } from '../timeliness.ts';
import type { DossierGroupOrderBy, QueryDossierStatisticsArgs } from '../types.generated.ts';
import {
  type Breakdown,
  type CountedApart,
  type CountedDossiers,
  Measures,
  type Told,
} from './measures.ts';
import { levelsWithOffices } from './office-levels.ts';

const GROUPINGS: GroupingNames = {
  fields: {
    OFFICE: 'office',
    LEVEL: 'level',
    PROCEDURE: 'procedureCode',
    STATUS: 'status',
    CHANNEL: 'channel',
    APPLICANT_KIND: 'applicantKind',
    ASSIGNEE: 'currentAssignee',
  },
  printed: { PROCEDURE_FIELD: 'procedureFieldCode' },
  moments: {
    RECEIVED: 'receivedAt',
    DUE: 'dueAt',
    FINISHED: 'finishedAt',
    RETURNED: 'returnedAt',
  },
};

/** What handling lasts from and to. */
const HANDLING = { from: 'receivedAt', to: 'finishedAt' } as const;

/** Dossiers of whose applicants the different ones are counted at the most: each is kept until all are read. */
const MOST_APPLICANTS = 1_000_000;

const RULE =
  'Day of finishing against the day promised, by the calendar; the time of day does not count (so sánh theo ngày)';

/** Those of the graph, which have a value where one is preset. */
type Arguments = Omit<QueryDossierStatisticsArgs, 'offices' | 'where'> &
  Required<Pick<QueryDossierStatisticsArgs, 'groupBy' | 'freshness' | 'onUnavailable'>>;

/** Dossiers by what they have in common. */
export async function dossierStatistics(
  { reading, calendar }: Pick<Context, 'reading' | 'calendar'>,
  sources: readonly Source<OfficeExtra>[],
  where: Predicate | null,
  args: Arguments,
  info: GraphQLResolveInfo,
): Promise<CountedDossiers> {
  const { groupBy, asOf = null } = args;
  const selected = selectedFields(info, ['groups', 'measures'], ['total']);
  const keepsSmallGroups = reading.atLeast('dossier') !== null;
  const wanted = wantedOf(args, selected, keepsSmallGroups);
  const classes = (names?: readonly Timeliness[]): OwnDimension => ({
    kind: 'class',
    classes: timelinessClasses(asOf, sources, names),
  });
  // Where groups are by timeliness, or small parts are kept back, all of it is told.
  const tellsAll = keepsSmallGroups || groupBy.includes('TIMELINESS');
  const own = (
    [
      ['timeliness', classes(tellsAll ? undefined : timelinessWanted(args, selected))],
      ['days', { kind: 'days', ...HANDLING }],
      ['workingDays', { kind: 'days', ...HANDLING, between: calendar.between }],
      ['procedureField', { kind: 'field', field: 'procedureFieldCode' }],
    ] as const satisfies readonly (readonly [CountedApart, Dimension])[]
  ).filter(([breakdown]) => wanted.has(breakdown));

  const levels = levelsWithOffices(sources);
  const toldOf = createTold(own.map(([breakdown]) => breakdown));
  const dossiers: Counting<Measures> = {
    by: own.map(([, dimension]) => dimension),
    add(to, count, values, at) {
      const told = toldOf(values, at);
      for (const measures of to) measures.add(count, told);
    },
  };
  const counted = await countGroups<Measures, DossierGroupOrderBy>(
    reading,
    sources,
    {
      entity: 'dossier',
      where,
      groupings: groupBy.map((by) =>
        by === 'TIMELINESS' ? groupedBy(classes()) : groupingOf(by, GROUPINGS),
      ),
      countings: [
        ...(wanted.has('applicants') ? withApplicants(dossiers) : ([dossiers] as const)),
        ...(wanted.has('fees') ? [FEES] : []),
      ],
      none: () => new Measures(calendar.version),
      orders: ORDERS,
      ignoringRows: !selectedFields(info, ['sources']).has('rows'),
      levels: (by, key, measures) =>
        by === 'PROCEDURE' ? [key, measures.procedureFields] : levels(by, key),
    },
    args,
  );

  return { ...counted, timelinessRule: RULE };
}

type Values = readonly (FilterValue | null)[];

/** What values tell of some breakdowns, which stand in their order from a place on. */
function createTold(breakdowns: readonly CountedApart[]): (values: Values, at: number) => Told {
  const [timeliness, days, workingDays, procedureField] = (
    ['timeliness', 'days', 'workingDays', 'procedureField'] as const
  ).map((breakdown) => breakdowns.indexOf(breakdown));
  return (values, at) => ({
    timeliness: toldAt(values, at, timeliness) as Timeliness | null,
    days: toldAt(values, at, days) as number | null,
    workingDays: toldAt(values, at, workingDays) as WorkingDays | null,
    procedureField: toldAt(values, at, procedureField) as string | null,
  });
}

/** Undefined for a breakdown that nobody asked for, which has no place. */
function toldAt(values: Values, at: number, place = -1): unknown {
  return place === -1 ? undefined : (values[at + place] ?? null);
}

const PAYMENTS: readonly OwnDimension[] = [
  { kind: 'field', field: 'amount' },
  { kind: 'field', field: 'paid' },
];

const FEES: Counting<Measures> = {
  by: [],
  under: { child: 'payments', by: () => PAYMENTS },
  add(to, count, values, at) {
    const [amount, paid] = [values[at] ?? null, values[at + 1] ?? null];
    for (const { fees } of to) fees.add(count, amount as number | null, paid as boolean | null);
  },
};

/**
 * With different applicants, by themselves: where no copy has identity numbers offices count them, and copies all else. Where nothing
 * else is asked for, one statement counts dossiers, too.
 */
function withApplicants(
  dossiers: Counting<Measures>,
): readonly [Counting<Measures>, ...(readonly Counting<Measures>[])] {
  const isAll = dossiers.by.length === 0;
  const applicants: Counting<Measures> = {
    by: [{ kind: 'hash', field: 'applicantIdNumber', hash: createHash() }],
    admit(tallies) {
      if (tallies > MOST_APPLICANTS)
        throw fault('BAD_USER_INPUT', {
          reason: reasonOf('TOO_MANY_APPLICANTS', { most: MOST_APPLICANTS }),
        });
    },
    add(to, count, values, at) {
      for (const measures of to) {
        if (isAll) measures.add(count, {});
        measures.addApplicant(count, (values[at] ?? null) as string | null);
      }
    },
  };
  return isAll ? [applicants] : [dossiers, applicants];
}

/** What groups must be told apart by for the measures that are asked for, or ordered by. */
function wantedOf(
  { groupBy, orderBy }: Arguments,
  selected: ReadonlySet<string>,
  keepsSmallGroups: boolean,
): ReadonlySet<CountedApart> {
  const ordered = new Set((orderBy ?? []).map(({ by }) => by));
  const wanted: Readonly<Record<CountedApart, boolean>> = {
    timeliness: selected.has('timeliness') || ordered.has('LATE_SHARE') || ordered.has('OVERDUE'),
    days:
      selected.has('handlingDays') ||
      ordered.has('MEAN_HANDLING_DAYS') ||
      ordered.has('MEDIAN_HANDLING_DAYS'),
    workingDays: selected.has('handlingWorkingDays'),
    applicants: selected.has('applicants') || ordered.has('APPLICANTS'),
    fees: selected.has('fees') || ordered.has('FEES_PAID'),
    // What all of a field are may not give back how many are of one of its procedures.
    procedureField: keepsSmallGroups && groupBy.includes('PROCEDURE'),
  };
  const names = Object.keys(wanted) as readonly CountedApart[];
  return new Set(names.filter((breakdown) => wanted[breakdown]));
}

/** The classes of timeliness that are told, or ordered by. */
function timelinessWanted(
  { orderBy }: Arguments,
  selected: ReadonlySet<string>,
): readonly Timeliness[] {
  const fields = [...selected].flatMap((field) =>
    field.startsWith('timeliness.') ? [field.slice('timeliness.'.length)] : [],
  );
  const ordered = (orderBy ?? []).flatMap(({ by }) =>
    by === 'LATE_SHARE' ? ['lateShare'] : by === 'OVERDUE' ? ['overdue'] : [],
  );
  return timelinessNeeded([...fields, ...ordered]);
}

const ORDERS: Readonly<Record<DossierGroupOrderBy, (measures: Measures) => number | null>> = {
  COUNT: ({ count }) => count,
  LATE_SHARE: told('timeliness', ({ timeliness }) => timeliness.lateShare),
  OVERDUE: told('timeliness', ({ timeliness }) => timeliness.of('OVERDUE')),
  MEAN_HANDLING_DAYS: told('days', ({ handlingDays }) => handlingDays.mean),
  MEDIAN_HANDLING_DAYS: told('days', ({ handlingDays }) => handlingDays.median),
  APPLICANTS: told('applicants', ({ applicants }) => applicants.distinct),
  FEES_PAID: told('fees', ({ fees }) => fees.paid),
};

/** One value has the same hash everywhere in this answer, and in no other. */
function createHash(): (value: string) => string {
  let key: string | undefined;
  return (value) => {
    key ??= randomBytes(32).toString('base64url');
    // Nobody sees a hash, so that none can be made longer: a whole HMAC would take four times as long.
    return hash('sha256', `${key}${value}`, 'base64url');
  };
}

/** What is kept back of a group orders nothing. */
function told(breakdown: Breakdown, of: (measures: Measures) => number | null) {
  return (measures: Measures): number | null => (measures.tells(breakdown) ? of(measures) : null);
}
