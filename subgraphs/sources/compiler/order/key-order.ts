import type { Fragment } from '../../dialects/dialect.ts';
import { glue, name, value } from '../../dialects/shared/fragment.ts';
import { type BoundRootTable, columnRef, type KeptRows } from '../bound-table.ts';

/** The order of a table's keys, which is its database's own. */
export interface KeyOrder {
  /** What is ordered and compared. */
  readonly sorted: Fragment;
  /** A key to compare with it; null where the table can hold no such key. */
  operand(key: string): Fragment | null;
}

export function keyOrderOf(table: BoundRootTable): KeyOrder {
  const { keys } = table.dialect;
  const column = columnRef(table, table.mapping.key);
  const { kept } = table;
  if (kept !== undefined)
    return {
      sorted: name(columnRef(table, kept.place).reference),
      operand: (key) => placeOf(table, kept, key),
    };
  return { sorted: keys.sorted(column), operand: (key) => keys.operand(key, column.info) };
}

/**
 * The place that a copy gives to a key: its own or, where the row came or went since, one between those of its neighbours, as near
 * as can be told without the database: numbers by their digits, text by its code points.
 */
function placeOf({ mapping }: BoundRootTable, { place }: KeptRows, key: string): Fragment {
  const { schema, table } = mapping.table;
  const rows = name(schema === undefined ? table : `${schema}.${table}`);
  const [bare, at] = [name(`k.${mapping.key}`), name(`k.${place}`)];
  const length = value(key.length);
  const before = /^\d+$/u.test(key)
    ? glue`LENGTH(${bare}) < ${length} OR (LENGTH(${bare}) = ${length} AND ${bare} < ${value(key)})`
    : glue`${bare} < ${value(key)}`;
  return glue`COALESCE((SELECT MAX(${at}) FROM ${rows} AS k WHERE ${bare} = ${value(key)}), (SELECT MAX(${at}) + 0.5 FROM ${rows} AS k WHERE ${before}), -1)`;
}
