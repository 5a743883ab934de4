import type { Statement } from '../../dialects/dialect.ts';
import type { Predicate } from '../../model/predicate.ts';
import type { BoundRootTable } from '../bound-table.ts';
import { bounded } from '../bound-values.ts';
import { keptStatement } from '../kept/forms.ts';
import { isPublic } from '../tells-of-nobody.ts';
import { compileWhere } from '../where.ts';
import { from, passing, readBy, selected, type Selection } from './select.ts';

/** The rows that pass, bounded, in any order. */
export function compileList(
  table: BoundRootTable,
  selection: Selection,
  predicate: Predicate,
  limit: number,
): Statement {
  const read = readBy(table, { where: predicate, ...selection });
  const statement = keptStatement(
    table,
    'list',
    [selection.keys, selection.columns, limit, read],
    [compileWhere(predicate, table)],
    (conditions) =>
      passing(table, from(table, read).select(selected(table, selection)).limit(limit), conditions),
  );
  return { ...bounded(table, statement), most: limit, tellsOfNobody: isPublic(table) };
}
