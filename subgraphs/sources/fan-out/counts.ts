import { chunksOf } from '../../../service/chunks-of.ts';
import { groupBy } from '../../../service/group-by.ts';
import type { BoundRootTable } from '../compiler/bound-table.ts';
import { knownCount } from '../compiler/known-count.ts';
import { servedBy } from '../compiler/served-by.ts';
import { compileCount, compileCounts, type ManyCounts } from '../compiler/statements/counts.ts';
import { nextSlice } from '../database/next-slice.ts';
import type { Source } from '../database/source.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { factored, type Predicate } from '../model/predicate.ts';
import { hasTooMuchToDo } from './origins.ts';

/** Rows of a table that are counted. */
export interface AskedCount {
  readonly source: Source;
  readonly table: BoundRootTable;
  readonly where: Predicate | null;
}

/** How many rows pass, at the most: fewer where SQL cannot decide the filter alone. */
export type CountRows = (asked: AskedCount) => Promise<number>;

type Group = readonly [AskedCount, ...(readonly AskedCount[])];
type Groups = readonly [Group, ...(readonly Group[])];

/** Counts of one statement: each is a column for every row. */
const MOST_AT_ONCE = 16;
/** Tables of one statement: planning it takes longer the more it reads. */
const MOST_TABLES = 50;

/**
 * How many rows pass of each that is asked at the same time, or why it is not known. What is counted of a table is one look at it
 * where an index serves that as well as each count; and one statement looks at the tables that stand on one shelf.
 */
export async function countAll(
  all: readonly AskedCount[],
  options: ReadOptions,
): Promise<ReadonlyMap<AskedCount, number | Error>> {
  const counts = new Map<AskedCount, number | Error>();
  for (const asked of all) {
    const count = knownCount(asked.table, asked.where);
    if (count !== null) counts.set(asked, count);
  }
  const unknown = all.filter((asked) => !counts.has(asked));
  const counted = await Promise.all(atOnce(unknown).map((groups) => countAtOnce(groups, options)));
  for (const [asked, count] of counted.flat()) counts.set(asked, count);
  return counts;
}

/** Those of each table that are counted by one look at it; those of one shelf together. */
function atOnce(all: readonly AskedCount[]): readonly Groups[] {
  const looks = groupBy(all, ({ source, table }) => `${source.from} ${table.id}`)
    .flatMap(looksOf)
    .flatMap((look) => chunksOf(look, MOST_AT_ONCE));
  const places = new Map<unknown, number>();
  const placeOf = ([{ source, table }]: Group): string => {
    const stands = source.shelf ?? table;
    const place = places.get(stands) ?? places.size;
    places.set(stands, place);
    return String(place);
  };
  return groupBy(looks, placeOf).flatMap((looked): readonly Groups[] =>
    looked[0][0].source.shelf === null
      ? looked.map((look): Groups => [look])
      : chunksOf(looked, MOST_TABLES),
  );
}

/** What an index answers does not wait for a look through the table, which may take too long. */
function looksOf(group: Group): readonly Group[] {
  const [{ table }] = group;
  if (table.kept !== undefined || isOneLook(group)) return [group];
  return groupBy(group, ({ where }) => effortOf(table, where)).flatMap((alike): readonly Group[] =>
    isOneLook(alike) ? [alike] : alike.map((one): Group => [one]),
  );
}

/** Whether one look for all of them is served as each of them is. */
function isOneLook(group: Group): boolean {
  const [{ table }] = group;
  const filters = group.map(({ where }) => where);
  const shared = effortOf(table, factored(filters).common);
  return filters.every((where) => shared <= effortOf(table, where));
}

/** How far a count looks: at a few rows, at a stretch of an index, at all of the table. */
function effortOf(table: BoundRootTable, where: Predicate | null): '0' | '1' | '2' {
  const served = servedBy(table, { where, order: null });
  if (served.by === 'scan') return '2';
  return served.seek === 'point' ? '0' : '1';
}

/** What each came to. Where a statement fails that only one of its counts may be the reason of, each is counted by itself. */
async function countAtOnce(
  groups: Groups,
  options: ReadOptions,
): Promise<readonly (readonly [AskedCount, number | Error])[]> {
  const all = groups.flat();
  const [[only]] = groups;
  const slice = nextSlice(options.request);
  if (slice !== undefined) await slice;
  try {
    if (all.length === 1) return [[only, await countOne(only, options)]];
    return await countTogether(groups, options);
  } catch (error) {
    if (all.length === 1 || hasTooMuchToDo(error))
      return all.map((asked) => [asked, error as Error]);
    const apart = groups.length > 1 ? groups : all.map((one): Group => [one]);
    return (await Promise.all(apart.map((group) => countAtOnce([group], options)))).flat();
  }
}

/** Counts what is asked alone. */
export async function countOne(
  { source, table, where }: AskedCount,
  options: ReadOptions,
): Promise<number> {
  const known = knownCount(table, where);
  if (known !== null) return known;
  const [row] = await source.read(compileCount(table, where), options);
  return Number(row?.[0] ?? 0);
}

async function countTogether(
  groups: Groups,
  options: ReadOptions,
): Promise<readonly (readonly [AskedCount, number])[]> {
  const [first, ...others] = groups.map((group): ManyCounts => ({
    table: group[0].table,
    filters: group.map(({ where }) => where),
  }));
  if (first === undefined) return [];
  const statement = compileCounts([first, ...others]);
  const [[{ source }]] = groups;
  const codes = [...new Set(groups.map(([one]) => one.source.code))];
  const rows = await (source.shelf === null
    ? source.read(statement, options)
    : source.shelf.read(codes, statement, options));
  const told = new Map(rows.map(([place, ...counted]) => [Number(place), counted]));
  return groups.flatMap((group, place) =>
    group.map((asked, index) => [asked, Number(told.get(place)?.[index] ?? 0)] as const),
  );
}
