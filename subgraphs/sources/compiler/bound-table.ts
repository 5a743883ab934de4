import { fault } from '../../../service/errors/faults.ts';
import type { ColumnInfo, ColumnRef, SqlDialect } from '../dialects/dialect.ts';
import type { ChildTableMapping, RootTableMapping, TableMapping } from '../mapping/mapping.ts';

/** A mapped table whose columns the database has described: all that compiling a statement takes. */
export interface BoundTable<M extends TableMapping = TableMapping> {
  readonly mapping: M;
  readonly dialect: SqlDialect;
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
  /** Of a copy alone: what it keeps of its rows beside their values. */
  readonly kept?: KeptRows;
}

/** What a copy keeps of its rows, by the names of the columns. */
export interface KeptRows {
  /** The place of the row in the order of the database's own keys. */
  readonly place: string;
  /** What was done to the row's values: a list of `Repair` as JSON, or null for none. */
  readonly repairs: string;
  /** Fields that the database has and the copy has not. */
  readonly omitted: ReadonlySet<string>;
  /** Local moment as of which its rows hold. */
  readonly asOf: string;
}

export type BoundRootTable = BoundTable<RootTableMapping>;
export type BoundChildTable = BoundTable<ChildTableMapping>;

/** Throws NOT_COPIED for a field that the database has and its copy has not: to the copy it would be null in every row. */
export function assertCopied({ kept, source }: BoundTable, field: string): void {
  if (kept?.omitted.has(field) === true) throw fault('NOT_COPIED', { field, source });
}

/** The column inside a statement, where the table always goes by the name `t`. */
export function columnRef({ columns }: BoundTable, name: string): ColumnRef {
  const info = columns.get(name);
  if (info === undefined) throw new TypeError(`Column ${name} was not described`);
  return { reference: `t.${info.name}`, info };
}
