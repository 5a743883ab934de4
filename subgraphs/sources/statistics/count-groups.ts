import { fault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';
import type { Tally } from '../compiler/tally/plan.ts';
import type { Source } from '../database/source.ts';
import {
  distinctResults,
  type Gathered,
  isMissing,
  type OnUnavailable,
  type SourceAnswer,
} from '../fan-out/answers.ts';
import { compareKeys } from '../fan-out/merge.ts';
import type { Freshness } from '../fan-out/origins.ts';
import { ByKeys } from '../model/by-keys.ts';
import type { Dimension } from '../model/dimension.ts';
import type { FilterValue, Predicate } from '../model/predicate.ts';
import type { Reading } from '../reading/request-reading.ts';
import type { TallyQuery } from '../reading/tallying.ts';
import type { Grouping } from './grouping.ts';
import { oneSpelling } from './one-spelling.ts';
import { largeGroups, type Levels, type Measured } from './suppression.ts';

/** Groups at the most, and when nothing is said. */
const MOST_GROUPS = 10_000;
const USUAL_GROUPS = 1_000;

/** Each more makes as many groups again as it has values. */
const MOST_GROUPINGS = 4;

type Keys = readonly (string | null)[];

/** What is wanted of groups, as the graph's arguments say it. */
export interface GroupArguments<OrderBy extends string> {
  readonly groupBy: readonly string[];
  readonly orderBy?:
    readonly { readonly by: OrderBy; readonly direction?: 'ASC' | 'DESC' }[] | null | undefined;
  readonly having?:
    | {
        readonly countAtLeast?: number | null | undefined;
        readonly countAtMost?: number | null | undefined;
      }
    | null
    | undefined;
  readonly first?: number | null | undefined;
  readonly freshness: Freshness;
  readonly onUnavailable: OnUnavailable;
}

/** Tallies by the groupings and by more, each added to the measures of its group and of all. */
export interface Counting<M> {
  readonly by: readonly Dimension[];
  /** Where rows under them are counted. */
  readonly under?: TallyQuery['under'];
  /** Looks at how many tallies there are, before any is added; throws where they are too many. */
  readonly admit?: (tallies: number) => void;
  /**
   * Adds to the measures of a group and to those of all. `values`: of the groupings; from the place `at` on, those of `by`, then of
   * the rows under them.
   */
  readonly add: (
    to: readonly M[],
    count: number,
    values: readonly (FilterValue | null)[],
    at: number,
  ) => void;
}

export interface GroupsQuery<M extends Measured, OrderBy extends string> {
  readonly entity: string;
  readonly where: Predicate | null;
  readonly groupings: readonly Grouping[];
  /** The first counts the rows, and finds every group. */
  readonly countings: readonly [Counting<M>, ...(readonly Counting<M>[])];
  readonly none: () => M;
  readonly orders: Readonly<Record<OrderBy, (measures: M) => number | null>>;
  /** A key of the grouping of this name, and what is coarser and can be grouped by, as far as these measures tell. */
  readonly levels: (by: string, key: string | null, measures: M) => readonly (string | null)[];
  /** Nobody asks for the `rows` of `sources`. */
  readonly ignoringRows: boolean;
}

/** What is counted of some rows, and how many rows all groups have. */
export interface Counted<M> {
  readonly measures: M;
  readonly all: number;
}

export interface CountedGroup<M> {
  readonly keys: Keys;
  /** What each of them is a key of, in the graph's words. */
  readonly groupBy: readonly string[];
  readonly measures: Counted<M>;
}

export interface CountedGroups<M> {
  readonly groups: readonly CountedGroup<M>[];
  /** Groups that may be told and pass, given or not. */
  readonly groupCount: number;
  readonly total: Counted<M>;
  readonly partial: boolean;
  readonly sources: readonly SourceAnswer[];
}

/**
 * Rows by what they have in common. Sources count, each in one statement a table and counting, by the groupings and what measures
 * need; every measure is told exactly from such counts. Throws TOO_FEW, BAD_USER_INPUT, PAGE_TOO_LARGE.
 */
export async function countGroups<M extends Measured, OrderBy extends string>(
  reading: Reading,
  sources: readonly Source[],
  query: GroupsQuery<M, OrderBy>,
  { groupBy, orderBy, having, first, freshness, onUnavailable }: GroupArguments<OrderBy>,
): Promise<CountedGroups<M>> {
  const { entity, where, groupings, countings, none, orders, levels, ignoringRows } = query;
  const most = groupsOf(first);
  if (groupings.length > MOST_GROUPINGS)
    throw fault('BAD_USER_INPUT', {
      reason: reasonOf('TOO_MANY_GROUPINGS', { most: MOST_GROUPINGS }),
    });
  const gathered = await Promise.all(
    countings.map(({ by, under }) =>
      reading.tallies(sources, {
        entity,
        where,
        freshness,
        onUnavailable,
        suppressing: true,
        ignoringRows,
        // One that is missing in another counting is counted in none.
        addingUp: countings.length === 1,
        by: [...groupings.map(({ dimension }) => dimension), ...by],
        ...(under !== undefined && { under }),
      }),
    ),
  );
  const answers = together(gathered);
  const missing = new Set(answers.filter(isMissing).map(({ source }) => source));

  const tallied = gathered.map(({ results }) =>
    distinctResults(results.filter(({ source }) => !missing.has(source.code))),
  );
  const spelt = groupings.map(({ isPrinted }, place) =>
    isPrinted === true ? oneSpelling(tallied[0]?.flat() ?? [], place) : null,
  );

  const total = none();
  /** By what sources tell rows apart by; several of it may be one key, as days are of a week. */
  const told = new ByKeys<Group<M>>(groupings.length);
  const groups = new ByKeys<Group<M>>(groupings.length);
  const created = (keys: Keys): Group<M> => ({ keys, measures: none() });
  const grouped = (values: readonly (FilterValue | null)[]): Group<M> =>
    groups.of(
      groupings.map(({ key: keyOfValue }, place) => {
        const key = keyOfValue(values[place] ?? null);
        return key === null ? null : (spelt[place]?.(key) ?? key);
      }),
      created,
    );
  for (const [index, { add, admit }] of countings.entries()) {
    const tallies = tallied[index] ?? [];
    admit?.(tallies.reduce((sum, { length }) => sum + length, 0));
    for (const its of tallies)
      for (const { keys: values, count } of its)
        add([told.of(values, grouped).measures, total], count, values, groupings.length);
  }

  const least = reading.atLeast(entity);
  // What came between one counting and the next is in none that the first has found.
  const all = groups.all.filter(({ measures: { count } }) => count > 0);
  const tellable =
    least === null ? all : largeGroups(all, total, least, levelsOfGroups(groupBy, levels));
  const given = tellable.filter(({ measures: { count } }) => {
    const { countAtLeast, countAtMost } = having ?? {};
    return count >= (countAtLeast ?? 0) && count <= (countAtMost ?? Infinity);
  });
  given.sort(orderOf(orderBy, orders, groupBy));
  const counted = (measures: M): Counted<M> => ({ measures, all: total.count });
  return {
    groups: given
      .slice(0, most)
      .map(({ keys, measures }) => ({ keys, groupBy, measures: counted(measures) })),
    groupCount: given.length,
    total: counted(total),
    partial: missing.size > 0,
    // A source's groups tell of the small ones, too.
    sources: least === null ? answers : answers.map((answer) => ({ ...answer, rows: 0 })),
  };
}

/** The groupings by their names: what is kept back is the same in whatever order they are asked for. */
function levelsOfGroups<M>(
  groupBy: readonly string[],
  levels: GroupsQuery<M & Measured, string>['levels'],
): Levels<Group<M & Measured>> {
  return [...groupBy.entries()]
    .sort(([, one], [, other]) => (one < other ? -1 : 1))
    .map(
      ([place, by]) =>
        ({ keys, measures }) =>
          levels(by, keys[place] ?? null, measures),
    );
}

/** How each source took part in all countings: one that is missing in any is counted in none. */
function together(gathered: readonly Gathered<readonly Tally[]>[]): readonly SourceAnswer[] {
  const [first, ...others] = gathered;
  return (first?.answers ?? []).map((answer) => {
    const beside = others.flatMap(({ answers }) =>
      answers.filter(({ source }) => source === answer.source),
    );
    const its = [answer, ...beside];
    return its.find(isMissing) ?? its.find(({ status }) => status === 'STALE') ?? answer;
  });
}

function groupsOf(first: number | null | undefined): number {
  const most = first ?? USUAL_GROUPS;
  if (most < 0) throw fault('BAD_USER_INPUT', { reason: reasonOf('NEGATIVE', { name: 'first' }) });
  if (most > MOST_GROUPS) throw fault('PAGE_TOO_LARGE', { most: MOST_GROUPS });
  return most;
}

/** What part of all it is; null where there are none. */
export function shareOf({ measures, all }: Counted<Measured>): number | null {
  return all === 0 ? null : measures.count / all;
}

interface Group<M> {
  readonly keys: Keys;
  readonly measures: M;
}

/** By measures, then by the keys; what has none comes last. */
function orderOf<M, OrderBy extends string>(
  terms: GroupArguments<OrderBy>['orderBy'],
  orders: Readonly<Record<OrderBy, (measures: M) => number | null>>,
  groupBy: readonly string[],
): (a: Group<M>, b: Group<M>) => number {
  const byKeys = groupBy.map((field) => ({ field, direction: 'ASC' as const }));
  return (a, b) => {
    for (const { by, direction } of terms ?? []) {
      const [one, other] = [orders[by](a.measures), orders[by](b.measures)];
      if (one === other) continue;
      if (one === null) return 1;
      if (other === null) return -1;
      return (one - other) * (direction === 'DESC' ? -1 : 1);
    }
    return compareKeys(a.keys, b.keys, byKeys, compareUnlike);
  };
}

function compareUnlike(one: string, other: string): number {
  return one < other ? -1 : 1;
}

type Keyed = Pick<CountedGroup<unknown>, 'keys' | 'groupBy'>;

/** The key of a grouping by this name; null where the groups are not by it, or have none. */
export function keyOf(by: string, { groupBy, keys }: Keyed): string | null {
  const place = groupBy.indexOf(by);
  return place === -1 ? null : (keys[place] ?? null);
}

/** The same, as a column of a table wants it. Throws BAD_USER_INPUT. */
export function keyNamed(of: string, group: Keyed): string | null {
  if (group.groupBy.includes(of)) return keyOf(of, group);
  throw fault('BAD_USER_INPUT', { reason: reasonOf('NO_KEY', { of }) });
}
