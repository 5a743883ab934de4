import { join } from 'node:path';
import { DuckDBInstance, type DuckDBPreparedStatement } from '@duckdb/node-api';
import { copyFiles } from '../../../subgraphs/sources/copy/keeping/files/copy-files.ts';
import { type Statistic, sqlOf } from './asked.ts';

/** As the graph opens them; `scripts/run/copy-settings.ts`. */
const INSTANCE = { threads: '2', memory_limit: '300MB' };

/** The copies of all offices in one DuckDB. */
export interface ByHand {
  prepare(statistic: Statistic): Promise<DuckDBPreparedStatement>;
  close(): void;
}

export async function openByHand(directory: string): Promise<ByHand> {
  const instance = await DuckDBInstance.create(':memory:', INSTANCE);
  const connection = await instance.connect();
  const tables: { readonly office: string; readonly name: string }[] = [];
  for (const [index, { source, place }] of copyFiles(join(directory, 'onestop')).entries()) {
    await connection.run(`ATTACH '${place}' AS c${index} (READ_ONLY)`);
    const found = await connection.runAndReadAll(
      `SELECT table_name FROM duckdb_tables() WHERE database_name = 'c${index}'`,
    );
    for (const [table] of found.getRows())
      if (
        /^dossier(?:\/[^/]+)?$/u.test(String(table)) &&
        !/steps|payments|supplements/u.test(String(table))
      )
        tables.push({ office: source, name: `c${index}."${String(table)}"` });
  }
  return {
    prepare: (statistic) => connection.prepare(sqlOf(statistic, tables)),
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}
