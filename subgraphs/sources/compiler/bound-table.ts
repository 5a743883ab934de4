import { fault } from '../../../service/errors/faults.ts';
import type { ColumnInfo, ColumnRef, SqlDialect } from '../dialects/dialect.ts';
import type { AskedField } from '../model/predicate.ts';
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
  /** Fields whose values are encrypted: equal ones are found, and no others. */
  readonly sealed: ReadonlySet<string>;
  /** Local moment as of which its rows hold. */
  readonly asOf: string;
}

export type BoundRootTable = BoundTable<RootTableMapping>;
export type BoundChildTable = BoundTable<ChildTableMapping>;

/** Whether a copy can be asked by the field in this way; the database itself always can. */
export function isCopied({ kept }: BoundTable, { field, op }: AskedField): boolean {
  if (kept === undefined) return true;
  return !kept.omitted.has(field) && (!kept.sealed.has(field) || isEquality(op));
}

/** Throws NOT_COPIED where just the database can be asked by the field in this way: the copy would find nothing. */
export function assertCopied(table: BoundTable, asked: AskedField): void {
  if (!isCopied(table, asked))
    throw fault('NOT_COPIED', { field: asked.field, source: table.source });
}

function isEquality(op: AskedField['op']): boolean {
  return op === 'eq' || op === 'in' || op === 'isNull';
}

/** The column inside a statement, where the table always goes by the name `t`. */
export function columnRef({ columns }: BoundTable, name: string): ColumnRef {
  const info = columns.get(name);
  if (info === undefined) throw new TypeError(`Column ${name} was not described`);
  return { reference: `t.${info.name}`, info };
}
