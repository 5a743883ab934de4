import { fault } from '../../../../service/errors/faults.ts';
import type { ColumnRef, Fragment, Statement } from '../../dialects/dialect.ts';
import { glue, text } from '../../dialects/shared/fragment.ts';
import { type BoundTable, columnRef } from '../bound-table.ts';
import { raw } from '../knex.ts';
import { from, selected, statementOf } from './select.ts';

/** Which rows of a table have changed, by a column that grows whenever one does. */
export interface ChangeQuery {
  /** The column that grows. */
  readonly column: string;
  /** The column whose value says which row it is. */
  readonly key: string;
  /** Columns that are read beside these two, whatever they hold. */
  readonly beside?: readonly string[] | undefined;
  /** What the column holds of the first of them at the least; null for all rows that hold anything. */
  readonly since: string | null;
  /** And of the last at the most, where that is bounded. */
  readonly until?: string | null;
  /** The last change, and its row, that was read already. */
  readonly after: { readonly value: string; readonly key: string } | null;
  /** The last change first. */
  readonly backwards: boolean;
  readonly limit: number;
}

/** Changes in their order, also of rows that do not exist for us any more: what the column holds, the key, and what stands beside. */
export function compileChanges(
  table: BoundTable,
  { column, key, beside, since, until = null, after, backwards, limit }: ChangeQuery,
): Statement {
  const { keys } = table.dialect;
  const [grown, its] = [columnRef(table, column), columnRef(table, key)];
  const operand = (ref: ColumnRef, written: string): Fragment => {
    const held = keys.operand(written, ref.info);
    if (held === null) throw fault('SOURCE_MISCONFIGURED', { source: table.source });
    return held;
  };
  const rows = from({ ...table, mapping: { ...table.mapping, where: [] } }, { columns: [] })
    .select(selected(table, { keys: [column, key, ...(beside ?? [])], columns: [] }))
    .whereNotNull(grown.reference)
    .whereNotNull(its.reference);
  const [value, place] = [keys.sorted(grown), keys.sorted(its)];
  if (since !== null) void rows.where(raw(table, glue`${value} >= ${operand(grown, since)}`));
  if (until !== null) void rows.where(raw(table, glue`${value} <= ${operand(grown, until)}`));
  if (after !== null) {
    const last = operand(grown, after.value);
    const later = glue`${value} >= ${last} AND (${value} > ${last} OR ${place} > ${operand(its, after.key)})`;
    void rows.where(raw(table, later));
  }
  const way = text(backwards ? 'DESC' : 'ASC');
  const order = column === key ? glue`${value} ${way}` : glue`${value} ${way}, ${place} ${way}`;
  return statementOf(table, rows.orderByRaw(raw(table, order)).limit(limit));
}
