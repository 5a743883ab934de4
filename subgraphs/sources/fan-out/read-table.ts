import { type BoundRootTable, mayLack } from '../compiler/bound-table.ts';
import { keptTerm, type Part, type Position, type SortKey } from '../compiler/order/keyset.ts';
import { planRootRow, type RootRow } from '../compiler/row-plan.ts';
import { isWalked } from '../compiler/served-by.ts';
import { compilePage } from '../compiler/statements/page.ts';
import { decides } from '../compiler/statements/select.ts';
import { decodeRoots } from '../database/key-forms.ts';
import type { Source } from '../database/source.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import { fault } from '../../../service/errors/faults.ts';
import { nextSlice } from '../database/next-slice.ts';
import { momentKey } from '../model/moment.ts';
import {
  filterValue,
  matches,
  needsValue,
  type OrderTerm,
  type Predicate,
} from '../model/predicate.ts';

/** Rows that one table may be read through for a filter that SQL cannot decide alone, before it is called too broad. */
export const MOST_SCANNED = 20_000;

/** Rows that are read at first for a filter that SQL cannot decide, where each statement is a look through the table. */
const FIRST_LOOK = 500;

/** Rows that are decoded in one piece at the least: most pass, and what is decoded behind those that are wanted is lost. */
const PIECE = 10;

/** A row, and what it is sorted by. */
export interface Candidate {
  readonly row: RootRow;
  readonly keys: readonly SortKey[];
}

export interface TableQuery {
  readonly fields: ReadonlySet<string>;
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  readonly backwards: boolean;
  readonly after: Position | null;
  /** Wanted rows: as many as are needed, and as many as are taken where they cost no statement more. */
  readonly enough: number;
  readonly most: number;
}

/** From `enough` to `most` wanted rows of one table, part after part; fewer where there are no more. */
export async function readTable(
  source: Source,
  table: BoundRootTable,
  query: TableQuery,
  options: ReadOptions,
): Promise<readonly Candidate[]> {
  const wanted: Candidate[] = [];
  for (const part of partsOf(table, query)) {
    const [enough, most] = [query.enough - wanted.length, query.most - wanted.length];
    if (enough > 0)
      wanted.push(...(await readPart(source, table, { ...query, enough, most }, part, options)));
  }
  return wanted;
}

/** The parts in which a table is read from the position on, in their order. */
function partsOf(table: BoundRootTable, query: TableQuery): readonly Part[] {
  const first = keptTerm(table, query.order);
  const term = query.order[first];
  if (term !== undefined && table.kept === undefined && !isWalked(table, query)) return ['all'];
  const parts = partsFrom(query, first);
  return term === undefined || mayLack(table, term.field)
    ? parts
    : parts.filter((part) => part !== 'empty');
}

/** What says in which parts rows are read. */
type PartsQuery = Pick<TableQuery, 'where' | 'order' | 'backwards'> & {
  readonly after: Pick<Position, 'keys'> | null;
};

/** The parts in which rows go on: those that have a value in a term of the order, the first that is kept, and those that have none. */
export function partsFrom(
  { where, order, backwards, after }: PartsQuery,
  first: number,
): readonly Part[] {
  const term = order[first];
  if (term === undefined) return ['all'];
  const all: readonly Part[] = backwards ? ['empty', 'valued'] : ['valued', 'empty'];
  const parts = all.filter(
    (part) => part === 'valued' || where === null || !needsValue(where, term.field),
  );
  if (after === null) return parts;
  // Before the rows of a table that keep nothing in a term lie those that have a value in it.
  if (after.keys.slice(0, first).some((key) => key !== null)) return backwards ? [] : parts;
  const at = after.keys[first] === null ? 'empty' : 'valued';
  return parts.filter((part) => all.indexOf(part) >= all.indexOf(at));
}

/** Wanted rows of a part; more statements than one only where SQL could not decide a filter. */
async function readPart(
  source: Source,
  table: BoundRootTable,
  query: TableQuery,
  part: Part,
  options: ReadOptions,
): Promise<readonly Candidate[]> {
  const plan = planRootRow(table, query.fields);
  const wanted: Candidate[] = [];
  let after = query.after;
  const isTold = decides(table, query.where);
  let limit = isTold || isWalked(table, query) ? query.most : Math.max(query.most, FIRST_LOOK);
  for (let scanned = 0; ;) {
    const slice = nextSlice(options.request);
    if (slice !== undefined) await slice;
    const statement = compilePage(table, {
      part,
      ...query,
      keys: plan.keys,
      columns: plan.columns,
      after,
      limit,
    });
    const raw = await source.read(statement, options);
    const where = isTold ? null : query.where;
    const keys = new Set<string>();
    // Hardly more is decoded than is wanted: of rows that SQL could not tell apart the first few may do.
    const piece = Math.max(query.most, PIECE);
    for (let at = 0; at < raw.length; at += piece) {
      const some = raw.slice(at, at + piece);
      const decoded = await decodeRoots(source, table, query.fields, some, { ...options, where });
      for (const row of decoded) {
        if (row === null) continue;
        if (keys.has(row.key)) source.notice(sharedKey(table));
        keys.add(row.key);
        if (query.where !== null && !matches(query.where, row)) continue;
        wanted.push({ row, keys: sortKeysOf(row, table, query.order) });
        if (wanted.length === query.most) return wanted;
      }
    }
    const end = raw.at(-1);
    if (raw.length < limit || end === undefined || wanted.length >= query.enough) return wanted;
    const last = plan.decodeAny(end);
    scanned += raw.length;
    if (scanned >= MOST_SCANNED) throw fault('FILTER_TOO_BROAD', { source: source.name });
    after = { keys: sortKeysOf(last, table, query.order), equal: { afterKey: last.key } };
    limit = isTold ? limit : Math.min(limit * 4, 2_000);
  }
}

/** What an integrator is told of a table where rows share a key. */
function sharedKey({ mapping }: BoundRootTable) {
  return {
    ...mapping.keyAt,
    what: `rows of the table share a key, “${mapping.key}”: some are lost between two pages, and an id finds only one`,
    mend: 'name a column that is unique, or leave the other rows out by `where:`',
  };
}

/** What a row is sorted by in a list of that order. */
export function sortKeysOf(
  row: RootRow,
  table: BoundRootTable,
  order: readonly OrderTerm[],
): readonly SortKey[] {
  const values: Readonly<Record<string, unknown>> = row;
  return order.map(({ field }) => {
    const value = filterValue(values[field]);
    if (value === null) return null;
    const text = String(value);
    return table.mapping.fields[field]?.type.kind === 'moment' ? momentKey(text) : text;
  });
}
