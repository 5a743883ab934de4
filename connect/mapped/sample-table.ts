import type {
  BoundChildTable,
  BoundRootTable,
  BoundTable,
} from '../../subgraphs/sources/compiler/bound-table.ts';
import { joinsOf } from '../../subgraphs/sources/compiler/joins.ts';
import { planLost } from '../../subgraphs/sources/compiler/row-plan.ts';
import type { AskedKey } from '../../subgraphs/sources/compiler/statements/by-keys.ts';
import { compileChildren } from '../../subgraphs/sources/compiler/statements/children.ts';
import { compilePage } from '../../subgraphs/sources/compiler/statements/page.ts';
import { isFault } from '../../service/errors/faults.ts';
import type { Source } from '../../subgraphs/sources/database/source.ts';
import type { RawRow } from '../../subgraphs/sources/model/raw.ts';
import { readKey } from '../../subgraphs/sources/model/row-key.ts';

/** Rows of a table that are read at the most. */
const MOST_ROWS = 5_000;
/** Where so many give more bytes than a statement may. */
const FEW_ROWS = 200;
/** Parents whose children are asked for in one statement. */
const PARENTS = 100;

/** Rows of a mapped table, as they stand. */
export interface TableSample {
  readonly table: BoundTable;
  /** `dossier`, or `dossier.steps`. */
  readonly name: string;
  /** What is read of each: its key first, then the columns of the fields, in the fields' order. */
  readonly rows: readonly SampleRow[];
  /** None was left out because they are too many. */
  readonly whole: boolean;
  readonly children: readonly TableSample[];
}

export interface SampleRow {
  readonly key: string | null;
  /** The raw columns of each field that lies in some, by the field. */
  readonly raws: ReadonlyMap<string, RawRow>;
  /** Of each field that is looked up in another table, whose row there is not: what it was looked for by. */
  readonly missing: ReadonlyMap<string, string>;
}

/** The first and the last rows of a table by its key, and the children of some of them. Throws the source's own fault. */
export async function sampleTable(
  source: Source,
  name: string,
  table: BoundRootTable,
): Promise<TableSample> {
  try {
    return await sampleRoot(source, name, table, MOST_ROWS);
  } catch (error) {
    if (!isFault(error, 'DATABASE_ANSWER_TOO_LARGE')) throw error;
    return sampleRoot(source, name, table, FEW_ROWS);
  }
}

async function sampleRoot(
  source: Source,
  name: string,
  table: BoundRootTable,
  limit: number,
): Promise<TableSample> {
  const { key, children } = table.mapping;
  const links = Object.values(children).map(({ parentColumn }) => parentColumn);
  const keys = [...new Set([key, ...links])];
  const { columns, read } = planSample(table, keys.length);
  const page = async (backwards: boolean, most: number): Promise<readonly RawRow[]> => {
    const query = { keys, columns, where: null, order: [], backwards, after: null, limit: most };
    return source.read(compilePage(table, query));
  };
  const first = await page(false, Math.ceil(limit / 2));
  const last = first.length < Math.ceil(limit / 2) ? [] : await page(true, Math.floor(limit / 2));
  const seen = new Set<string | null>(first.map(([own]) => readKey(own ?? null)));
  const rows = [...first, ...last.filter(([own]) => !seen.has(readKey(own ?? null))).reverse()];

  const sampled: TableSample[] = [];
  for (const [child, its] of Object.entries(table.children)) {
    const place = keys.indexOf(its.mapping.parentColumn);
    const parents = rows.flatMap((row) => readKey(row[place] ?? null) ?? []);
    sampled.push(await sampleChildren(source, `${name}.${child}`, its, parents, limit));
  }
  return {
    table,
    name,
    rows: rows.map(read),
    whole: rows.length < limit,
    children: sampled,
  };
}

async function sampleChildren(
  source: Source,
  name: string,
  table: BoundChildTable,
  parents: readonly string[],
  limit: number,
): Promise<TableSample> {
  const { key } = table.mapping;
  const keys = key === null ? [] : [key];
  const { columns, read } = planSample(table, keys.length);
  const rows: RawRow[] = [];
  for (let from = 0; from < parents.length && rows.length < limit; from += PARENTS) {
    const asked = parents
      .slice(from, from + PARENTS)
      .map((its, place): AskedKey => ({ place, key: its }));
    const statement = compileChildren(table, { keys, columns }, asked);
    // The parent's place comes before all that was asked for.
    if (statement !== null) rows.push(...(await source.read(statement)).map((row) => row.slice(1)));
  }
  const whole = rows.length < limit;
  return { table, name, rows: rows.slice(0, limit).map(read), whole, children: [] };
}

/** What is read of the fields of a table behind so many columns of keys, and how a row of it is taken apart. */
function planSample(
  table: BoundTable,
  offset: number,
): { readonly columns: readonly string[]; readonly read: (row: RawRow) => SampleRow } {
  const columns: string[] = [];
  const fields = Object.entries(table.mapping.fields).flatMap(([field, its]) => {
    if ('constant' in its) return [];
    const from = offset + columns.length;
    columns.push(...its.columns);
    const joins = joinsOf(table, its.columns);
    return [{ field, from, to: from + its.columns.length, joins }];
  });
  const lost = planLost(table, new Set(fields.flatMap(({ joins }) => joins)), offset, columns);
  return {
    columns,
    read(row) {
      const losses = lost(row);
      return {
        key: offset === 0 ? null : readKey(row[0] ?? null),
        raws: new Map(fields.map(({ field, from, to }) => [field, row.slice(from, to)])),
        missing: new Map(
          fields.flatMap(({ field, joins }): readonly [string, string][] => {
            const [sought] = joins.flatMap((join) => losses.get(join) ?? []);
            return sought === undefined ? [] : [[field, sought]];
          }),
        ),
      };
    },
  };
}
