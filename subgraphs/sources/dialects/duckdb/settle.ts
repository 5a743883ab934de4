import { chmodSync } from 'node:fs';
import { openWrittenFile } from './written-file.ts';

/** By the names of tables, the columns by whose values their rows are kept together. */
export type Gathered = ReadonlyMap<string, readonly string[]>;

/**
 * Writes the tables of a file into another, where they are laid out to be read: rows side by side that are asked for together, and
 * otherwise in the order in which they were written.
 */
export async function settle(
  from: string,
  to: string,
  { memory, gathered }: { readonly memory: string; readonly gathered: Gathered },
): Promise<void> {
  const { connection, close } = await openWrittenFile(to, 'to', memory);
  try {
    chmodSync(to, 0o600);
    await connection.run(`ATTACH '${from.replaceAll("'", "''")}' AS "from" (READ_ONLY)`);
    const tables = await connection.runAndReadAll(
      `SELECT table_name FROM duckdb_tables() WHERE database_name = 'from'`,
    );
    for (const [name] of tables.getRows()) {
      const table = String(name);
      const by = (gathered.get(table) ?? []).map((column) => `"${column}"`);
      const order = by.length === 0 ? '' : ` ORDER BY ${[...by, 'rowid'].join(', ')}`;
      await connection.run(`CREATE TABLE "${table}" AS FROM "from"."${table}"${order}`);
    }
    await connection.run('CHECKPOINT');
  } finally {
    close();
  }
}
