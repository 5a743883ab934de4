import { fault } from '../../../service/errors/faults.ts';
import type { Tally } from '../compiler/tally.ts';
import type { Source } from '../database/source.ts';
import {
  type Gathered,
  isMissing,
  type OnUnavailable,
  type SourceAnswer,
} from '../fan-out/answers.ts';
import type { Freshness } from '../fan-out/origins.ts';
import type { Dimension } from '../model/dimension.ts';
import type { FilterValue, Predicate } from '../model/predicate.ts';
import type { Reading } from '../reading/request-reading.ts';
import type { TallyQuery } from '../reading/tallying.ts';
import type { Grouping } from './grouping.ts';
import { largeGroups, type Measured } from './suppression.ts';

/** Groups at the most, and when nothing is said. */
const MOST_GROUPS = 10_000;
const USUAL_GROUPS = 1_000;

/** Each more makes as many groups again as it has values. */
const MOST_GROUPINGS = 4;

export type Keys = readonly (string | null)[];

/** What is wanted of groups, as the graph's arguments say it. */
export interface GroupArguments<OrderBy extends string> {
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
  /** `values`: those of `by`, then of the rows under them. */
  readonly add: (measures: M, count: number, values: readonly (FilterValue | null)[]) => void;
}

export interface GroupsQuery<M extends Measured, OrderBy extends string> {
  readonly entity: string;
  readonly where: Predicate | null;
  readonly groupings: readonly Grouping[];
  /** The first counts the rows, and finds every group. */
  readonly countings: readonly [Counting<M>, ...(readonly Counting<M>[])];
  readonly none: () => M;
  readonly orders: Readonly<Record<OrderBy, (measures: M) => number | null>>;
  /** A key of the grouping in this place, and what is coarser and can be grouped by. */
  readonly levels: (key: string | null, place: number) => readonly (string | null)[];
}

export interface CountedGroups<M> {
  readonly groups: readonly { readonly keys: Keys; readonly measures: M }[];
  /** Groups that may be told and pass, given or not. */
  readonly groupCount: number;
  readonly total: M;
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
  { entity, where, groupings, countings, none, orders, levels }: GroupsQuery<M, OrderBy>,
  { orderBy, having, first, freshness, onUnavailable }: GroupArguments<OrderBy>,
): Promise<CountedGroups<M>> {
  const most = groupsOf(first);
  if (groupings.length > MOST_GROUPINGS)
    throw fault('BAD_USER_INPUT', {
      reason: `\`groupBy\` takes at most ${MOST_GROUPINGS} groupings`,
    });
  const gathered = await Promise.all(
    countings.map(({ by, under }) =>
      reading.tallies(sources, {
        ...{ entity, where, freshness, onUnavailable, suppressing: true },
        by: [...groupings.map(({ dimension }) => dimension), ...by],
        ...(under !== undefined && { under }),
      }),
    ),
  );
  const answers = together(gathered);
  const missing = new Set(answers.filter(isMissing).map(({ source }) => source));

  const total = none();
  const groups = new Map<string, { readonly keys: Keys; readonly measures: M }>();
  for (const [index, { add, admit }] of countings.entries()) {
    const results = gathered[index]?.results ?? [];
    const tallies = results
      .filter(({ source }) => !missing.has(source.code))
      .flatMap(({ result }) => result);
    admit?.(tallies.length);
    for (const { keys: values, count } of tallies) {
      const keys = groupings.map(({ key }, place) => key(values[place] ?? null));
      const name = JSON.stringify(keys);
      const group = groups.get(name) ?? { keys, measures: none() };
      groups.set(name, group);
      const rest = values.slice(groupings.length);
      for (const measures of [group.measures, total]) add(measures, count, rest);
    }
  }

  const least = reading.atLeast(entity);
  const all = [...groups.values()];
  const tellable = least === null ? all : largeGroups(all, total, least, levels);
  const given = tellable.filter(({ measures: { count } }) => {
    const { countAtLeast, countAtMost } = having ?? {};
    return count >= (countAtLeast ?? 0) && count <= (countAtMost ?? Infinity);
  });
  given.sort(orderOf(orderBy, orders));
  return {
    groups: given.slice(0, most),
    groupCount: given.length,
    total,
    partial: missing.size > 0,
    sources: answers,
  };
}

/** How each source took part in all countings: one that is missing in any is counted in none. */
function together(gathered: readonly Gathered<readonly Tally[]>[]): readonly SourceAnswer[] {
  const [first, ...others] = gathered;
  return (first?.answers ?? []).map((answer) => {
    const its = others.flatMap(({ answers }) =>
      answers.filter(({ source }) => source === answer.source),
    );
    return its.find(isMissing) ?? its.find(({ status }) => status === 'STALE') ?? answer;
  });
}

function groupsOf(first: number | null | undefined): number {
  const most = first ?? USUAL_GROUPS;
  if (most < 0) throw fault('BAD_USER_INPUT', { reason: '`first` is no less than 0' });
  if (most > MOST_GROUPS) throw fault('PAGE_TOO_LARGE', { most: MOST_GROUPS });
  return most;
}

interface Group<M> {
  readonly keys: Keys;
  readonly measures: M;
}

function orderOf<M, OrderBy extends string>(
  terms: GroupArguments<OrderBy>['orderBy'],
  orders: Readonly<Record<OrderBy, (measures: M) => number | null>>,
): (a: Group<M>, b: Group<M>) => number {
  return (a, b) => {
    for (const { by, direction } of terms ?? []) {
      const [one, other] = [orders[by](a.measures), orders[by](b.measures)];
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

/** The key of a grouping by this name; null where the groups are not by it, or have none. */
export function keyOf(by: string, groupBy: readonly string[], keys: Keys): string | null {
  const place = groupBy.indexOf(by);
  return place === -1 ? null : (keys[place] ?? null);
}

/** The same, as a column of a table wants it. Throws BAD_USER_INPUT. */
export function keyNamed(of: string, groupBy: readonly string[], keys: Keys): string | null {
  if (groupBy.includes(of)) return keyOf(of, groupBy, keys);
  throw fault('BAD_USER_INPUT', { reason: `the groups have no key \`${of}\`` });
}
