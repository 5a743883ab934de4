import type { Knex } from 'knex';
import type { ColumnInfo, Fragment, Statement } from '../../dialects/dialect.ts';
import type { OrderTerm, Predicate } from '../../model/predicate.ts';
import type { BoundRootTable } from '../bound-table.ts';
import { bounded, fitted } from '../bound-values.ts';
import type { Joined } from '../joins.ts';
import { keptStatement } from '../kept/forms.ts';
import {
  type ColumnWalk,
  compileKeyset,
  type Keyset,
  type Part,
  type Position,
} from '../order/keyset.ts';
import { knexOf, raw } from '../knex.ts';
import { isWalked } from '../served-by.ts';
import { isPublic } from '../tells-of-nobody.ts';
import { compileWhere } from '../where.ts';
import { from, joined, passing, readBy, selected, type Selection } from './select.ts';

export interface PageQuery extends Selection {
  readonly where: Predicate | null;
  readonly order: readonly OrderTerm[];
  readonly backwards: boolean;
  readonly after: Position | null;
  /** All rows where nothing is said. */
  readonly part?: Part;
  readonly limit: number;
}

/** One page of a table in order: one SELECT, keyset, no OFFSET. */
export function compilePage(table: BoundRootTable, query: PageQuery): Statement {
  const { order, backwards, part } = query;
  const keyset = compileKeyset(table, order, backwards, part);
  const walk = walkOf(table, query, keyset.walk);
  const walked = walk && pageOf(table, query, keyset, walk);
  // What the filter binds is in it twice.
  const fitting = walked && fitted(table.dialect, walked);
  return fitting ?? bounded(table, pageOf(table, query, keyset, null));
}

function pageOf(
  table: BoundRootTable,
  query: PageQuery,
  keyset: Keyset,
  walk: WalkedRows | null,
): Statement {
  const { where, order, backwards, part, after, limit } = query;
  const read = readBy(table, query);
  const piecesOf = (its: BoundRootTable, itsKeyset: Keyset) => [
    where && compileWhere(where, its),
    after && itsKeyset.after(after),
  ];
  const statement = keptStatement(
    table,
    'page',
    [query.keys, query.columns, order, backwards, part, limit, read, walk?.read],
    [...piecesOf(table, keyset), ...(walk === null ? [] : piecesOf(walk.table, walk.keyset))],
    ([wanted = null, later = null, wantedThere = null, laterThere = null]) => {
      const met = [wantedThere, walk?.keyset.part ?? null, laterThere];
      const rows = walk === null ? from(table, read) : fromWalk(table, walk, { met, limit, read });
      return passing(table, rows, [wanted, keyset.part, later])
        .select(selected(table, query))
        .orderByRaw(raw(table, keyset.orderBy))
        .limit(limit);
    },
  );
  return { most: limit, ...statement, tellsOfNobody: isPublic(table) };
}

/** A walk along a column, and how the rows are read that it meets. */
interface WalkedRows {
  readonly along: ColumnWalk;
  readonly table: BoundRootTable;
  readonly keyset: Keyset;
  readonly read: Joined;
}

/** The walk that bounds a page; null where none has to, or could. */
function walkOf(
  table: BoundRootTable,
  query: PageQuery,
  along: ColumnWalk | null,
): WalkedRows | null {
  if (along === null || !isWalked(table, query)) return null;
  const { where, order, backwards, part } = query;
  const walked = along.inPlace === undefined ? table : walkedTable(table, along.column.info);
  return {
    along,
    table: walked,
    keyset: compileKeyset(walked, order, backwards, part),
    read: readBy(table, { where, order }),
  };
}

/** The rows of the table that lie within those that a walk along a column meets first. */
function fromWalk(
  table: BoundRootTable,
  { along, table: walked, read }: WalkedRows,
  page: {
    /** Conditions on what the walk meets. */
    readonly met: readonly (Fragment | null)[];
    readonly limit: number;
    readonly read: Joined;
  },
): Knex.QueryBuilder {
  const { descending, met, within, inPlace } = along;
  const { reference } = along.column;
  const k = knexOf(table);
  const rows = passing(walked, from(walked, read), [...page.met, inPlace ?? null])
    .select(k.raw('?? as ??', [reference, 'v']))
    .orderBy(reference, descending ? 'desc' : 'asc')
    .limit(page.limit);
  const kept = k.select(raw(table, met)).from(rows.as('w'));
  return joined(table, k.raw('? as ??', [kept, 'a']), within, page.read);
}

/** By table and column: what is kept of a table is kept by the table itself. */
const walkedTables = new WeakMap<BoundRootTable, Map<ColumnInfo, BoundRootTable>>();

/** The table whose column is told where it stands. */
function walkedTable(table: BoundRootTable, info: ColumnInfo): BoundRootTable {
  const known = walkedTables.get(table) ?? new Map<ColumnInfo, BoundRootTable>();
  walkedTables.set(table, known);
  const walked = known.get(info) ?? withInPlace(table, info);
  known.set(info, walked);
  return walked;
}

function withInPlace(table: BoundRootTable, info: ColumnInfo): BoundRootTable {
  const inPlace = { ...info, inPlace: true };
  const columns = [...table.columns].map(
    ([its, one]) => [its, one === info ? inPlace : one] as const,
  );
  return { ...table, columns: new Map(columns) };
}
