import type { Statement } from '../../dialects/dialect.ts';
import type { RawRow } from '../../model/raw.ts';
import type { BoundRootTable } from '../bound-table.ts';
import { compileKeyset } from '../order/keyset.ts';
import { decides } from '../statements/select.ts';
import { compileFoundRows, type FoundRows } from './found-rows.ts';
import { type Member, rowNumbersOf, type SharedPageQuery, type SharedTable } from './member.ts';
import { compilePlaces, readPlace } from './places.ts';

/** A page of several tables, by two statements: where its rows are, and these rows. */
export interface SharedPage {
  readonly places: Statement;
  /** What reads the rows that were found; null where none was. */
  readonly rowsAt: (places: readonly RawRow[]) => FoundRows | null;
}

/**
 * Whether the table's rows may be read together with those of others: a copy's, which mean the same in all tables, and of which SQL
 * decides what is wanted, and where each stands.
 */
export function isShareable(
  table: BoundRootTable,
  { where, order }: Pick<SharedPageQuery, 'where' | 'order'>,
): boolean {
  const withheld = table.rights?.withheld?.fields;
  return (
    table.kept !== undefined &&
    table.dialect.rowNumbers !== undefined &&
    decides(table, where) &&
    !order.some(({ field }) => withheld?.has(field) === true)
  );
}

/**
 * One page of the rows of tables, in the order of the list, then of the tables as they are given, then of their keys. The places of its
 * rows are found first, by the columns of filter and order alone; then all columns are read, of these rows and tables.
 */
export function compileSharedPage(
  tables: readonly [SharedTable, ...(readonly SharedTable[])],
  query: SharedPageQuery,
): SharedPage {
  const memberOf = (its: SharedTable): Member => {
    const keyset = compileKeyset(its.table, query.order, query.backwards, its.part);
    return { ...its, keyset, rowNumbers: rowNumbersOf(its.table) };
  };
  const [first, ...others] = tables;
  const members = [memberOf(first), ...others.map(memberOf)] as const;
  return {
    places: compilePlaces(members, query),
    rowsAt: (places) =>
      places.length === 0 ? null : compileFoundRows(members, query, places.map(readPlace)),
  };
}
