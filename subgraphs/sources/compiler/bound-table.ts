import type { ColumnInfo, ColumnRef, Dialect } from '../dialects/dialect.ts';
import type { ChildTableMapping, RootTableMapping, TableMapping } from '../mapping/mapping.ts';

/** A mapped table whose columns the database has described: all that compiling a statement takes. */
export interface BoundTable<M extends TableMapping = TableMapping> {
  readonly mapping: M;
  readonly dialect: Dialect;
  /** The source's code. */
  readonly source: string;
  /** Unique among all tables of all sources; part of cursors. */
  readonly id: string;
  readonly columns: ReadonlyMap<string, ColumnInfo>;
  /** The database's names of the columns of each index, in its order. */
  readonly indexes: readonly (readonly string[])[];
  /** About how many rows the table has; null where the database does not tell. */
  readonly rows: number | null;
  /** Rows that a read without an index may look through. */
  readonly scannedRows: number;
  /** Tables whose rows hang under this one's, by name. */
  readonly children: Readonly<Record<string, BoundChildTable>>;
}

export type BoundRootTable = BoundTable<RootTableMapping>;
export type BoundChildTable = BoundTable<ChildTableMapping>;

/** The column inside a statement, where the table always goes by the name `t`. */
export function columnRef({ columns }: BoundTable, name: string): ColumnRef {
  const info = columns.get(name);
  if (info === undefined) throw new TypeError(`Column ${name} was not described`);
  return { reference: `t.${info.name}`, info };
}
