import { ROWS_AT_ONCE, type Statement } from '../../dialects/dialect.ts';
import { glue, list, text, value } from '../../dialects/shared/fragment.ts';
import type { Predicate } from '../../model/predicate.ts';
import type { RawRow } from '../../model/raw.ts';
import type { BoundRootTable } from '../bound-table.ts';
import { bounded } from '../bound-values.ts';
import type { Selection } from '../statements/select.ts';
import { isPublic } from '../tells-of-nobody.ts';
import { compileRights, compileWhere } from '../where.ts';
import { shareColumns } from './columns.ts';
import { as, passing, rowsOf, statementOf, union } from './member.ts';

/** Rows of a table that are looked for, in any order, and how many at the most. */
export interface ListQuery extends Selection {
  readonly table: BoundRootTable;
  readonly where: Predicate;
  readonly limit: number;
}

export interface SharedLists {
  readonly statement: Statement;
  /** Of each list its rows, as its own statement would give them; null where there may be more than all of them may have. */
  readonly rowsOf: (rows: readonly RawRow[]) => readonly (readonly RawRow[])[] | null;
}

/** Columns before what is read of a row: the place of its list. */
const PLACED = 1;

/** Several lists of rows of copies by one statement. Throws FILTER_TOO_BROAD where they have too many values together. */
export function compileSharedLists(
  lists: readonly [ListQuery, ...(readonly ListQuery[])],
): SharedLists {
  const shared = shareColumns(lists, PLACED);
  const found = lists.map(({ table, where, limit }, place) => {
    const selected = [as(text(String(place)), 'm'), ...(shared.selected[place] ?? [])];
    const conditions = passing([compileRights(table), compileWhere(where, table)]);
    return glue`(SELECT ${list(selected, ', ')} FROM ${rowsOf(table)} WHERE ${conditions} LIMIT ${value(limit)})`;
  });
  const [{ table: first }] = lists;
  const whole = glue`SELECT * FROM (${union(found)}) AS n LIMIT ${value(ROWS_AT_ONCE)}`;
  return {
    statement: {
      ...bounded(first, statementOf(first, whole)),
      most: ROWS_AT_ONCE,
      tellsOfNobody: lists.every(({ table }) => isPublic(table)),
    },
    rowsOf(rows) {
      if (rows.length === ROWS_AT_ONCE) return null;
      const own = lists.map((): RawRow[] => []);
      for (const row of rows) {
        const place = Number(row[0]);
        own[place]?.push(shared.rowOf(place, row));
      }
      return own;
    },
  };
}
