import type { RawRow } from '../raw.ts';
import type { ColumnInfo, Database, Statement, TableName } from './dialect.ts';

/** Asks for each table alone; one without columns does not exist. */
export async function describeEach(
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
  {
    ask,
    column,
  }: {
    readonly ask: (table: TableName) => Statement;
    readonly column: (row: RawRow) => ColumnInfo;
  },
): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> {
  const described = new Map<TableName, readonly ColumnInfo[]>();
  for (const table of tables) {
    const rows = await database.read(ask(table));
    if (rows.length > 0) described.set(table, rows.map(column));
  }
  return described;
}
