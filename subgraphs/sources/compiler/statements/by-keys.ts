import type { Knex } from 'knex';
import type { Fragment, Statement } from '../../dialects/dialect.ts';
import { glue } from '../../dialects/shared/fragment.ts';
import { plainBlanks } from '../../model/text/white-space.ts';
import { type BoundRootTable, type BoundTable, columnRef } from '../bound-table.ts';
import { bounded } from '../bound-values.ts';
import { keptStatement } from '../kept/forms.ts';
import { knexOf, raw } from '../knex.ts';
import { from, joined, selected, type Selection, statementOf } from './select.ts';

/** A key that is looked for, with its place among those asked for at once. */
export interface AskedKey {
  readonly place: number;
  readonly key: string;
}

/**
 * The rows that bear the keys, in any order: first the place of the key that was asked for, for the database alone knows
 * which are equal. Null where the column can hold none of them.
 */
export function compileByKeys(
  table: BoundRootTable,
  selection: Selection,
  asked: readonly AskedKey[],
  /** The column that is to hold them, where it is not that of the table's own key. */
  column = table.mapping.key,
): Statement | null {
  const held = heldKeys(table, column, asked);
  if (held === null) return null;
  const statement = keptStatement(
    table,
    'by keys',
    [column, selection.keys, selection.columns],
    [held],
    ([keys]) =>
      besideKeys(table, column, keys, selection)
        .select('a.column1')
        .select(selected(table, selection)),
  );
  return bounded(table, statement);
}

/** Rows whose keys are one but for what stands unseen at their ends: more than these have no meaning. */
const MOST_ALIKE = 2_090;

/** The rows whose keys are one of these but for what stands unseen at their ends. */
export function compileByTrimmedKeys(
  table: BoundRootTable,
  selection: Selection,
  keys: readonly string[],
): Statement {
  const column = columnRef(table, table.mapping.key);
  const trimmed = table.dialect.expressions.among(column, [...new Set(keys.map(plainBlanks))], {
    trimmed: 'white space',
  });
  return statementOf(
    table,
    from(table, selection)
      .select(selected(table, selection))
      .where(raw(table, trimmed))
      .limit(MOST_ALIKE),
  );
}

/** Keys that have something unseen at an end, a few of them. */
export function compilePaddedKeys(table: BoundRootTable): Statement {
  const { keys } = table.dialect;
  const column = columnRef(table, table.mapping.key);
  return statementOf(
    table,
    from(table, { columns: [] })
      .select(selected(table, { keys: [table.mapping.key], columns: [] }))
      .where(raw(table, keys.padded(column)))
      .limit(1),
  );
}

/** One key of each two that are the same but for what stands unseen at their ends. */
export function compileAlikeKeys(table: BoundRootTable): Statement {
  const { keys } = table.dialect;
  const trimmed = raw(table, keys.trimmed(columnRef(table, table.mapping.key)));
  return statementOf(
    table,
    from(table, { columns: [] })
      .select(knexOf(table).raw('COUNT(*)'))
      .groupByRaw(trimmed)
      .having(knexOf(table).raw('COUNT(*) > 1'))
      .limit(1),
  );
}

/** The keys as a table of their own, each with its place; null where the column can hold none of them. */
export function heldKeys(
  table: BoundTable,
  column: string,
  asked: readonly AskedKey[],
): Fragment | null {
  const { keys } = table.dialect;
  const { info } = columnRef(table, column);
  const held = asked.flatMap(({ place, key }) => {
    const operand = keys.operand(key, info);
    return operand === null ? [] : [{ place, operand }];
  });
  return held.length === 0 ? null : keys.asked(held);
}

/** The rows whose column is one of the keys, each beside it. */
export function besideKeys(
  table: BoundTable,
  column: string,
  keys: Fragment,
  read: Selection,
): Knex.QueryBuilder {
  const sorted = table.dialect.keys.sorted(columnRef(table, column));
  return joined(table, raw(table, keys), glue`${sorted} = a.column2`, read);
}
