import type { BoundRootTable } from '../compiler/bound-table.ts';
import { compileChildCount, compileCount } from '../compiler/statements/counts.ts';
import type { Source } from '../database/source.ts';
import { grownOf, lastChange, markName, readMarks } from './writing/marks.ts';

/** Whether a copy of a source holds all that the source does. False where that cannot be found out. */
export type Unchanged = (copy: Source) => Promise<boolean>;

interface Look {
  readonly copy: Source;
  readonly at: number;
  readonly found: Promise<boolean>;
}

/**
 * Tells whether a source is unchanged by a look at it, at most every so many milliseconds: whether each table, and what hangs under
 * its rows, has as many rows as its copy, and each column that grows with every change no more than the copy has read. So a change
 * shows within that time.
 */
export function unchangedBy(source: Source, every: number): Unchanged {
  let last: Look | undefined;
  return (copy) => {
    const now = performance.now();
    if (last?.copy !== copy || now - last.at >= every)
      last = { copy, at: now, found: look(source, copy).catch(() => false) };
    return last.found;
  };
}

async function look(source: Source, copy: Source): Promise<boolean> {
  const entities = Object.keys(source.mapping?.entities ?? {});
  const [live, kept] = await Promise.all(
    [source, copy].map(async (one) =>
      (await Promise.all(entities.map((entity) => one.tables(entity)))).flat(),
    ),
  );
  const same = await Promise.all(
    (live ?? []).map(async (table) => {
      const its = kept?.find(({ id }) => id === table.id);
      return its !== undefined && (await isSame(source, table, copy, its));
    }),
  );
  return same.every(Boolean);
}

async function isSame(
  source: Source,
  table: BoundRootTable,
  copy: Source,
  kept: BoundRootTable,
): Promise<boolean> {
  const { table: name, schema = '' } = kept.mapping.table;
  const grown = grownOf(table, name, (child) => kept.children[child]?.mapping.table.table);
  const [rows, copied, marks] = await Promise.all([
    countsIn(source, table),
    countsIn(copy, kept),
    grown.length === 0 ? new Map<string, string | null>() : readMarks(copy, schema),
  ]);
  if (rows.some((count, index) => count !== copied[index])) return false;
  const changes = await Promise.all(grown.map((one) => lastChange(source, one)));
  return grown.every((one, index) => marks.get(markName(one.name, one.column)) === changes[index]);
}

/**
 * How many rows a table has, and how many hang under them in each of its child tables: rows under no parent, or under one that does
 * not exist for us, stand in no copy.
 */
function countsIn(source: Source, table: BoundRootTable): Promise<readonly number[]> {
  const children = Object.values(table.children);
  const statements = [
    compileCount(table, null),
    ...children.map((child) => compileChildCount(table, child)),
  ];
  return Promise.all(
    statements.map(async (statement) => {
      const [[count] = []] = await source.read(statement);
      return Number(count);
    }),
  );
}
