import type { ColumnType, TableDefinition } from '../table.ts';

/** How a dialect writes names and types. */
export interface Naming {
  readonly name: (name: string) => string;
  readonly type: (type: ColumnType) => string;
}

/** SQLite takes any type's name. */
export const SQLITE: Naming = { name: (name) => `"${name}"`, type: (type) => type };

/** The statement that makes a table without its indexes. */
export function createTable(
  { name, columns, key }: TableDefinition,
  { name: quoted, type: typed }: Naming,
): string {
  const declared = columns.map(
    (column) =>
      `${quoted(column.name)} ${typed(column.type)}${column.name === key ? ' PRIMARY KEY' : ''}`,
  );
  return `CREATE TABLE ${quoted(name)} (${declared.join(', ')})`;
}
