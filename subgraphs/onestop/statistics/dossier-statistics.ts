import { createHmac, randomBytes } from 'node:crypto';
import type { GraphQLResolveInfo } from 'graphql';
import { fault } from '../../../service/errors/faults.ts';
import type { Source } from '../../sources/database/source.ts';
import { isMissing } from '../../sources/fan-out/answers.ts';
import { selectedFields } from '../../sources/graph/selection.ts';
import type { Dimension } from '../../sources/model/dimension.ts';
import type { Predicate } from '../../sources/model/predicate.ts';
import type { WorkingDays } from '../calendar/working-calendar.ts';
import type { Context } from '../context.ts';
import { type Timeliness, timelinessClasses } from '../timeliness.ts';
import type { DossierGroupOrderBy, QueryDossierStatisticsArgs } from '../types.generated.ts';
import type { CountedDossiers } from './counted.ts';
import { groupingOf, levelsOf } from './groupings.ts';
import { type Breakdown, Measures } from './measures.ts';
import { largeGroups } from './suppression.ts';

/** Groups at the most, and when nothing is said. */
const MOST_GROUPS = 10_000;
const USUAL_GROUPS = 1_000;

/** What handling lasts from and to. */
const HANDLING = { from: 'receivedAt', to: 'finishedAt' } as const;

/** Dossiers of whose applicants the different ones are counted at the most: each is kept until all are read. */
const MOST_APPLICANTS = 1_000_000;

/** Each more makes as many groups again as it has values. */
const MOST_GROUPINGS = 4;

const RULE =
  'Day of finishing against the day promised, by the calendar; the time of day does not count (so sánh theo ngày)';

/** Those of the graph, which have a value where one is preset. */
type Arguments = Omit<QueryDossierStatisticsArgs, 'offices' | 'where'> &
  Required<Pick<QueryDossierStatisticsArgs, 'groupBy' | 'freshness' | 'onUnavailable'>>;

/**
 * Dossiers by what they have in common. Sources count, each in one statement a table, by the groupings and, where measures need
 * it, by timeliness and days of handling too: every measure is told exactly from such counts, and they add up over sources.
 */
export async function dossierStatistics(
  { reading, calendar }: Pick<Context, 'reading' | 'calendar'>,
  sources: readonly Source[],
  where: Predicate | null,
  args: Arguments,
  info: GraphQLResolveInfo,
): Promise<CountedDossiers> {
  const { groupBy, freshness, onUnavailable, asOf = null } = args;
  const most = groupsOf(args.first);
  if (groupBy.length > MOST_GROUPINGS)
    throw fault('BAD_USER_INPUT', {
      reason: `\`groupBy\` takes at most ${MOST_GROUPINGS} groupings`,
    });
  const groupings = groupBy.map((by) => groupingOf(by, asOf, sources));
  const measured = measuredBy(args, info);
  const own: readonly Dimension[] = [
    ...(measured.timeliness
      ? [{ kind: 'class', classes: timelinessClasses(asOf, sources) } as const]
      : []),
    ...(measured.days ? [{ kind: 'days', ...HANDLING } as const] : []),
    ...(measured.workingDays
      ? [
          {
            kind: 'days',
            ...HANDLING,
            between: (from: string, to: string) => calendar.between(from, to),
          } as const,
        ]
      : []),
    ...(measured.applicants
      ? [{ kind: 'hash', field: 'applicantIdNumber', hash: createHash() } as const]
      : []),
  ];

  const { results, answers } = await reading.tallies(sources, {
    entity: 'dossier',
    by: [...groupings.map(({ dimension }) => dimension), ...own],
    where,
    freshness,
    onUnavailable,
    suppressing: true,
  });

  const total = new Measures(calendar.version);
  const groups = new Map<string, { readonly keys: Keys; readonly measures: Measures }>();
  const tallies = results.flatMap(({ result }) => result);
  if (measured.applicants && tallies.length > MOST_APPLICANTS)
    throw fault('BAD_USER_INPUT', {
      reason: `different applicants are counted of ${MOST_APPLICANTS} dossiers at the most: narrow \`where\``,
    });
  for (const { keys: values, count } of tallies) {
    const keys = groupings.map(({ key }, index) => key(values[index] ?? null));
    const place = JSON.stringify(keys);
    const group = groups.get(place) ?? { keys, measures: new Measures(calendar.version) };
    groups.set(place, group);
    const rest = values.slice(groupings.length);
    const next = (isMeasured: boolean) => (isMeasured ? (rest.shift() ?? null) : null);
    const its = {
      timeliness: next(measured.timeliness) as Timeliness | null,
      days: next(measured.days) as number | null,
      workingDays: next(measured.workingDays) as WorkingDays | null,
      applicant: measured.applicants ? (next(true) as string | null) : undefined,
    };
    for (const measures of [group.measures, total]) measures.add(count, its);
  }

  const least = reading.atLeast('dossier');
  const tellable =
    least === null
      ? [...groups.values()]
      : largeGroups([...groups.values()], total, least, (key, place) =>
          levelsOf(groupBy[place] ?? 'OFFICE', key, sources),
        );
  const given = tellable.filter(({ measures }) => passes(measures, args.having));
  given.sort(orderOf(args.orderBy));
  return {
    groups: given.slice(0, most).map(({ keys, measures }) => ({
      keys,
      groupBy,
      officeCode: keyOf('OFFICE', groupBy, keys),
      procedureCode: keyOf('PROCEDURE', groupBy, keys),
      measures: { measures, all: total.count },
    })),
    groupCount: given.length,
    total: { measures: total, all: total.count },
    timelinessRule: RULE,
    partial: answers.some(isMissing),
    sources: answers,
  };
}

type Keys = readonly (string | null)[];

/** What groups must be told apart by for the measures that are asked for, or ordered by. */
function measuredBy(
  { orderBy }: Arguments,
  info: GraphQLResolveInfo,
): Readonly<Record<Breakdown, boolean>> {
  const selected = selectedFields(info, ['groups', 'measures'], ['total']);
  const ordered = new Set((orderBy ?? []).map(({ by }) => by));
  return {
    timeliness: selected.has('timeliness') || ordered.has('LATE_SHARE') || ordered.has('OVERDUE'),
    days:
      selected.has('handlingDays') ||
      ordered.has('MEAN_HANDLING_DAYS') ||
      ordered.has('MEDIAN_HANDLING_DAYS'),
    workingDays: selected.has('handlingWorkingDays'),
    applicants: selected.has('applicants') || ordered.has('APPLICANTS'),
  };
}

function groupsOf(first: number | null | undefined): number {
  const most = first ?? USUAL_GROUPS;
  if (most < 0) throw fault('BAD_USER_INPUT', { reason: '`first` is no less than 0' });
  if (most > MOST_GROUPS) throw fault('PAGE_TOO_LARGE', { most: MOST_GROUPS });
  return most;
}

function passes({ count }: Measures, having: Arguments['having']): boolean {
  const { countAtLeast, countAtMost } = having ?? {};
  return count >= (countAtLeast ?? 0) && count <= (countAtMost ?? Infinity);
}

const ORDERS: Readonly<Record<DossierGroupOrderBy, (measures: Measures) => number | null>> = {
  COUNT: ({ count }) => count,
  LATE_SHARE: told('timeliness', ({ lateShare }) => lateShare),
  OVERDUE: told('timeliness', (measures) => measures.timely('OVERDUE')),
  MEAN_HANDLING_DAYS: told('days', ({ handlingDays }) => handlingDays.mean),
  MEDIAN_HANDLING_DAYS: told('days', ({ handlingDays }) => handlingDays.median),
  APPLICANTS: told('applicants', ({ applicants }) => applicants.distinct),
};

/** One value has the same hash everywhere in this answer, and in no other. */
function createHash(): (value: string) => string {
  const key = randomBytes(32);
  return (value) => createHmac('sha256', key).update(value).digest('base64url');
}

/** What is kept back of a group orders nothing. */
function told(breakdown: Breakdown, of: (measures: Measures) => number | null) {
  return (measures: Measures): number | null => (measures.tells(breakdown) ? of(measures) : null);
}

interface Group {
  readonly keys: Keys;
  readonly measures: Measures;
}

function orderOf(terms: Arguments['orderBy']): (a: Group, b: Group) => number {
  return (a, b) => {
    for (const { by, direction } of terms ?? []) {
      const [one, other] = [ORDERS[by](a.measures), ORDERS[by](b.measures)];
      if (one === other) continue;
      if (one === null) return 1;
      if (other === null) return -1;
      return (one - other) * (direction === 'DESC' ? -1 : 1);
    }
    return compareKeys(a.keys, b.keys);
  };
}

/** Groups without a key come last. */
function compareKeys(one: Keys, other: Keys): number {
  for (const [index, key] of one.entries()) {
    const its = other[index] ?? null;
    if (key === its) continue;
    if (key === null) return 1;
    if (its === null) return -1;
    return key < its ? -1 : 1;
  }
  return 0;
}

function keyOf(
  grouping: 'OFFICE' | 'PROCEDURE',
  groupBy: Arguments['groupBy'],
  keys: Keys,
): string | null {
  const place = groupBy.indexOf(grouping);
  return place === -1 ? null : (keys[place] ?? null);
}
