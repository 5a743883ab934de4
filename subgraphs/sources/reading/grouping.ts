import type { BoundRootTable } from '../compiler/bound-table.ts';
import { admitRead } from '../compiler/served-by.ts';
import { compileGroups, decides } from '../compiler/statements.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { gather, type Gathered, type OnUnavailable } from '../fan-out/answers.ts';
import { chooseFor, type Freshness } from '../fan-out/origins.ts';
import type { Coded } from '../model/entity.ts';
import { fieldsOf, matches, type Predicate } from '../model/predicate.ts';
import { planRootRow, type RootRow } from '../compiler/row-plan.ts';
import type { Source } from '../database/source.ts';

/** Counts by the canonical values of some fields. */
export interface GroupsQuery {
  readonly entity: string;
  readonly by: readonly string[];
  readonly where: Predicate | null;
  readonly freshness: Freshness;
  readonly onUnavailable: OnUnavailable;
}

/** Rows with the same raw values, and one of them, decoded as far as it was grouped by. */
export interface Group {
  readonly row: RootRow;
  readonly count: number;
}

/** Groups of every source; values that differ only in their raw form come as groups of their own. */
export function readGroups(
  sources: readonly Source[],
  { entity, by, where, freshness, onUnavailable }: GroupsQuery,
  options: ReadOptions,
): Promise<Gathered<readonly Group[]>> {
  return gather(
    sources,
    async (source) => {
      const tables = await source.tables(entity);
      const groups = tables.map((table) => groupsOf(source, table, { by, where }, options));
      return (await Promise.all(groups)).flat();
    },
    {
      onUnavailable,
      rowsOf: (rows) => rows.length,
      choose: chooseFor({ entity, where, order: null, freshness }),
    },
  );
}

/**
 * How many rows have each canonical code in this field, over all sources that answered; under `UNKNOWN` those whose code means
 * nothing or that have none.
 */
export function countsByCode(
  results: Gathered<readonly Group[]>['results'],
  field: string,
): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { row, count } of results.flatMap(({ result }) => result)) {
    const code = (row as Readonly<Record<string, unknown>>)[field] as Coded | null | undefined;
    const value = code?.value ?? 'UNKNOWN';
    counts.set(value, (counts.get(value) ?? 0) + count);
  }
  return counts;
}

async function groupsOf(
  source: Source,
  table: BoundRootTable,
  { by, where }: Pick<GroupsQuery, 'by' | 'where'>,
  options: ReadOptions,
): Promise<readonly Group[]> {
  admitRead(table, { where, order: null });
  // Where SQL cannot decide the filter, its fields are grouped by too, and groups are looked at again.
  const decided = where === null || decides(table, where);
  const grouped = decided ? by : [...by, ...fieldsOf(where)];
  const held = grouped.flatMap((field) => {
    const mapping = table.mapping.fields[field];
    return mapping === undefined || 'constant' in mapping ? [] : mapping.columns;
  });
  const columns = [...new Set(held)];
  const plan = planRootRow(table, new Set(grouped));
  // Groups have no keys; a plan reads them before its columns.
  const read = [...plan.keys.map(() => null), ...plan.columns];
  const positions = read.map((column) => (column === null ? -1 : columns.indexOf(column)));
  const raw = await source.read(compileGroups(table, columns, where).statement, options);
  return raw
    .map((values) => ({
      row: plan.decode(positions.map((position) => values[position] ?? null)),
      count: Number(values[columns.length] ?? 0),
    }))
    .filter(({ row }) => decided || matches(where, row));
}
