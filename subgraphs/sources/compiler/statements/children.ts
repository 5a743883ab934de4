import type { Fragment, Statement } from '../../dialects/dialect.ts';
import { list, name } from '../../dialects/shared/fragment.ts';
import type { Predicate } from '../../model/predicate.ts';
import { type BoundChildTable, columnRef, columnsOf } from '../bound-table.ts';
import { bounded } from '../bound-values.ts';
import { keptStatement } from '../kept/forms.ts';
import { knexOf, raw } from '../knex.ts';
import { isPublic } from '../tells-of-nobody.ts';
import { type AskedKey, besideKeys, heldKeys } from './by-keys.ts';
import { from, readBy, readOf, selected, type Selection } from './select.ts';

/** Children of one parent that are read at the most: a rotten parent must not fill the memory. */
export const MOST_CHILDREN = 500;

/**
 * The first children of each of the parents in the order of their key: one SELECT for all of them, the place of the parent
 * in the first column. Null where the column that refers to parents can hold none of them.
 */
export function compileChildren(
  table: BoundChildTable,
  selection: Selection,
  parents: readonly AskedKey[],
): Statement | null {
  const { childColumn } = table.mapping;
  const held = heldKeys(table, childColumn, parents);
  if (held === null) return null;
  const k = knexOf(table);
  const statement = keptStatement(
    table,
    'children',
    [selection.keys, selection.columns],
    [held],
    ([keys]) => {
      const read = selected(table, selection);
      const beside = besideKeys(table, childColumn, keys, selection);
      // A copy holds no more of them than were read.
      if (table.kept !== undefined)
        return beside
          .select('a.column1')
          .select(read)
          .orderByRaw(raw(table, childOrder(table)));
      const numbered = beside
        .select(k.raw('a.column1 as ??', ['parent']))
        .select(read.map((fragment, index) => k.raw(`? as ??`, [fragment, `c${index}`])))
        .select(
          k.raw('ROW_NUMBER() OVER (PARTITION BY a.column1 ORDER BY ?) as ??', [
            raw(table, childOrder(table)),
            'place',
          ]),
        );
      return k
        .select(['n.parent', ...read.map((_fragment, index) => `n.c${index}`)])
        .from(numbered.as('n'))
        .where('n.place', '<=', MOST_CHILDREN)
        .orderBy('n.place');
    },
  );
  const most = parents.length * MOST_CHILDREN;
  return { ...bounded(table, statement), most, tellsOfNobody: isPublic(table) };
}

/** Without a key, by all that is read of such rows: those that are still alike cannot be told apart. */
function childOrder(table: BoundChildTable): Fragment {
  if (table.kept !== undefined) return name(columnRef(table, table.kept.place).reference);
  const { key, childColumn, fields } = table.mapping;
  if (key !== null) return name(columnRef(table, key).reference);
  const read = columnsOf(table, Object.keys(fields)).map((column) => columnRef(table, column));
  const sorted = read.flatMap((column) =>
    column.join !== null || column.info.kind === 'binary'
      ? []
      : [table.dialect.expressions.order(column, { kind: 'binary', none: [] })],
  );
  return sorted.length === 0 ? name(columnRef(table, childColumn).reference) : list(sorted, ', ');
}

/** The child rows that pass, bounded, in any order; what each refers to its parent by in the first column. */
export function compileParents(
  table: BoundChildTable,
  { keys, columns }: Selection,
  predicate: Predicate,
  limit: number,
): Statement {
  const { childColumn } = table.mapping;
  const selection = { keys: [childColumn, ...keys], columns };
  const rows = from(table, readBy(table, { ...selection, where: predicate }))
    .select(selected(table, selection))
    .whereNotNull(columnRef(table, childColumn).reference);
  return { ...readOf(table, rows.limit(limit), predicate), most: limit };
}
