import type { Table } from '../../scripts/demo/table.ts';
import { loadTables } from '../../scripts/demo/writers/server.ts';
import { createSqliteWriter } from '../../scripts/demo/writers/sqlite.ts';
import type { ClientName } from '../../subgraphs/sources/dialects/dialect.ts';
import { sqlitePath } from '../../scripts/demo/writers/owner.ts';

/** Makes the tables in the database that the URL names, the same rows in each; of SQLite in a new file. */
export async function plantTables(
  client: ClientName,
  url: string,
  tables: readonly Table[],
): Promise<void> {
  if (client !== 'sqlite') return loadTables({ client, url }, tables);
  const writer = createSqliteWriter(sqlitePath(url), tables);
  for (const { name, columns, rows } of tables) {
    for (const row of rows) {
      const values = columns.map((column, place) => [column.name, row[place] ?? null] as const);
      writer.write({ table: name, values: Object.fromEntries(values) });
    }
  }
  writer.close();
}
