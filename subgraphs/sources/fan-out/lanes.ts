import { type BoundRootTable, mayLack } from '../compiler/bound-table.ts';
import type { Part, Position, SortKey } from '../compiler/order/keyset.ts';
import { planRootRow } from '../compiler/row-plan.ts';
import type { SharedTable } from '../compiler/shared/member.ts';
import { compileSharedPage, isShareable } from '../compiler/shared/shared-page.ts';
import { decodeRoots } from '../database/key-forms.ts';
import { nextSlice } from '../database/next-slice.ts';
import type { Shelf, Source } from '../database/source.ts';
import type { ReadOptions } from '../dialects/dialect.ts';
import type { RawRow } from '../model/raw.ts';
import { type Candidate, partsFrom, readTable, sortKeysOf, type TableQuery } from './read-table.ts';

/** A row of a list, by what it is sorted by, its table and its key. */
export interface Place {
  readonly keys: readonly SortKey[];
  readonly table: string;
  readonly key: string;
}

/** What is read of a lane: `after` is the last row that was, of whichever table. */
export interface LaneQuery extends Omit<TableQuery, 'after'> {
  readonly after: Place | null;
}

/** Tables whose rows are read as one list, in the order of the whole list. */
export interface Lane {
  readonly tables: readonly BoundRootTable[];
  /** From `enough` to `most` rows; fewer where there are no more. */
  read(query: LaneQuery): Promise<readonly Candidate[]>;
}

/** A table by itself. */
export function laneOf(source: Source, table: BoundRootTable, options: ReadOptions): Lane {
  return {
    tables: [table],
    read: (query) =>
      readTable(source, table, { ...query, after: positionIn(table, query) }, options),
  };
}

/** A table with the source that it is of. */
export interface SourceTable {
  readonly source: Source;
  readonly table: BoundRootTable;
}

/** The tables of some sources on one shelf as one list; null where one of them cannot be read so. */
export function sharedLane(
  given: readonly SourceTable[],
  query: Pick<LaneQuery, 'where' | 'order'>,
  options: ReadOptions,
): Lane | null {
  // In the order in which rows are given that differ in nothing else.
  const all = [...given].sort((a, b) => (a.table.id < b.table.id ? -1 : 1));
  const shelf = all[0]?.source.shelf ?? null;
  if (shelf === null) return null;
  if (!all.every(({ table }) => isShareable(table, query))) return null;
  return {
    tables: all.map(({ table }) => table),
    async read(asked) {
      const rows: Candidate[] = [];
      // Of all tables as one list, whichever keep its first term.
      for (const part of partsFrom(asked, 0)) {
        const most = asked.most - rows.length;
        if (rows.length < asked.enough)
          rows.push(...(await readPart(shelf, all, { ...asked, most }, part, options)));
      }
      return rows;
    },
  };
}

async function readPart(
  shelf: Shelf,
  all: readonly SourceTable[],
  query: LaneQuery,
  part: Part,
  options: ReadOptions,
): Promise<readonly Candidate[]> {
  const { fields, where, order, backwards, most: limit } = query;
  const [term] = order;
  const asked = all.flatMap(({ source, table }) => {
    // A table that keeps nothing in the first term has only rows without a value there.
    const isKept = term === undefined || table.mapping.fields[term.field] !== undefined;
    if (!isKept && part === 'valued') return [];
    if (term !== undefined && part === 'empty' && !mayLack(table, term.field)) return [];
    const { keys, columns } = planRootRow(table, fields);
    const own: Part = isKept ? part : 'all';
    return { source, table, keys, columns, part: own, after: positionIn(table, query) };
  });
  const [first, ...others] = asked;
  if (first === undefined) return [];
  const tables: readonly [SharedTable, ...(readonly SharedTable[])] = [first, ...others];
  const page = await inSlice(options, () =>
    compileSharedPage(tables, { where, order, backwards, limit }),
  );
  const codesOf = (its: readonly SourceTable[]) => [
    ...new Set(its.map(({ source }) => source.code)),
  ];
  const places = await shelf.read(codesOf(asked), page.places, options);
  const found = await inSlice(options, () => page.rowsAt(places));
  if (found === null) return [];
  const holding = found.members.flatMap((member) => asked[member] ?? []);
  const raw = found.inOrder(await shelf.read(codesOf(holding), found.statement, options));

  const rowsOf = asked.map((): RawRow[] => []);
  for (const { member, row } of raw) rowsOf[member]?.push(row);
  const decoded: (Candidate | null)[][] = [];
  for (const [member, { source, table }] of asked.entries()) {
    const rows = await decodeRoots(source, table, fields, rowsOf[member] ?? [], options);
    decoded.push(rows.map((row) => row && { row, keys: sortKeysOf(row, table, order) }));
  }
  const next = asked.map(() => 0);
  return raw.flatMap(({ member }) => {
    const place = next[member] ?? 0;
    next[member] = place + 1;
    return decoded[member]?.[place] ?? [];
  });
}

/** A piece of work in the request's own slice of the event loop. */
async function inSlice<T>({ request }: ReadOptions, work: () => T): Promise<T> {
  const slice = nextSlice(request);
  if (slice !== undefined) await slice;
  return work();
}

/** Where the table goes on behind a row of whichever table. */
function positionIn(
  { id }: BoundRootTable,
  { after, backwards }: Pick<LaneQuery, 'after' | 'backwards'>,
): Position | null {
  if (after === null) return null;
  const { keys, table, key } = after;
  if (id === table) return { keys, equal: { afterKey: key } };
  return { keys, equal: id > table === !backwards ? 'all' : 'none' };
}
