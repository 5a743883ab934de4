import type { Fragment } from '../../dialects/dialect.ts';
import type { RawRow } from '../../model/raw.ts';
import { type BoundRootTable, columnRef } from '../bound-table.ts';
import type { Selection } from '../statements/select.ts';
import { as, NULL } from './member.ts';

/** What is read of rows of several tables by one statement. */
export interface SharedColumns {
  /** Of each table what its SELECT reads: as many columns as of the others. */
  readonly selected: readonly (readonly Fragment[])[];
  /** A row as the table's own statement would give it. */
  rowOf(table: number, row: RawRow): RawRow;
}

/** The columns of several tables, behind `before` others: what has one name and one type is one column of them all. */
export function shareColumns(
  tables: readonly (Selection & { readonly table: BoundRootTable })[],
  before: number,
): SharedColumns {
  const slots = new Map<string, number>();
  const read = tables.map(({ table, keys, columns }) =>
    [
      ...keys.map((column) => ({ column, of: table.dialect.keys })),
      ...columns.map((column) => ({ column, of: table.dialect.expressions })),
    ].map(({ column, of }) => {
      const ref = columnRef(table, column);
      const its = of.select(ref);
      const said = `${ref.info.type} ${JSON.stringify(its)}`;
      const slot = slots.get(said) ?? slots.size;
      slots.set(said, slot);
      return { slot, its };
    }),
  );
  return {
    selected: read.map((own) => {
      const reads = new Map(own.map(({ slot, its }) => [slot, its]));
      return [...slots.values()].map((slot) => as(reads.get(slot) ?? NULL, `c${slot}`));
    }),
    rowOf: (table, row) => (read[table] ?? []).map(({ slot }) => row[before + slot] ?? null),
  };
}
