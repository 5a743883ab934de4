/** A column's type in words that every dialect has some type for; `bit` holds 0 and 1, moments are local text. */
export type ColumnType =
  | 'int'
  | 'bigint'
  | 'bit'
  | 'datetime'
  | 'date'
  | 'text'
  | 'float'
  | `decimal(${number},${number})`
  | `varchar(${number})`
  | `nvarchar(${number})`
  | `char(${number})`;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
}

/** A legacy table, before any dialect. */
export interface TableDefinition {
  readonly name: string;
  readonly columns: readonly Column[];
  /** Null where an office never gave its table one. */
  readonly key: string | null;
  /** Columns that are looked up together. */
  readonly indexes: readonly (readonly string[])[];
}

export type Cell = string | number | null;

/** One row on its way to its table. */
export interface LegacyRow {
  readonly table: string;
  readonly values: Readonly<Record<string, Cell>>;
}

/** A row for a table; columns that are not named are NULL. */
export function rowOf({ name }: TableDefinition, values: LegacyRow['values']): LegacyRow {
  return { table: name, values };
}

/** A table with its rows, each in the order of the columns. */
export interface Table extends TableDefinition {
  readonly rows: readonly (readonly Cell[])[];
}

/** Declares a table; its first column is its key. */
export function table(
  name: string,
  columns: Readonly<Record<string, ColumnType>>,
  ...indexes: readonly (readonly string[])[]
): TableDefinition {
  const declared = Object.entries(columns).map(([column, type]) => ({ name: column, type }));
  return { name, columns: declared, key: declared[0]?.name ?? null, indexes };
}

/** The cells of a row in the order of the table's columns. Throws for a column that the table does not have. */
export function cellsOf(
  { name, columns }: TableDefinition,
  { values }: LegacyRow,
): readonly Cell[] {
  const foreign = Object.keys(values).find((key) => !columns.some((column) => column.name === key));
  if (foreign !== undefined) throw new Error(`the table ${name} has no column ${foreign}`);
  return columns.map((column) => values[column.name] ?? null);
}
