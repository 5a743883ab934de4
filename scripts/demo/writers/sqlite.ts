import Database from 'libsql';
import { cellsOf, type LegacyRow, type TableDefinition } from '../table.ts';
import { createTable, SQLITE } from './create-table.ts';

/** A legacy database being written. */
export interface Writer {
  write(row: LegacyRow): void;
  close(): void;
}

const { name: quoted } = SQLITE;

/** Rows in one transaction: enough that opening it does not count. */
const BATCH = 20_000;

/** Writes a SQLite file, by libsql in this thread: the generator has nothing else to do meanwhile. */
export function createSqliteWriter(file: string, tables: readonly TableDefinition[]): Writer {
  const database = new Database(file);
  // Nobody reads it before it is whole, and a broken one is thrown away.
  database.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;');
  for (const table of tables) database.exec(createTable(table, SQLITE));
  const inserts = new Map(
    tables.map((table) => {
      const places = table.columns.map(() => '?').join(', ');
      const statement = database.prepare(`INSERT INTO ${quoted(table.name)} VALUES (${places})`);
      return [table.name, { table, statement }];
    }),
  );
  let written = 0;
  database.exec('BEGIN');

  return {
    write(row) {
      const insert = inserts.get(row.table);
      if (insert === undefined) throw new Error(`there is no table ${row.table}`);
      insert.statement.run(cellsOf(insert.table, row));
      written += 1;
      if (written % BATCH === 0) database.exec('COMMIT; BEGIN');
    },
    close() {
      database.exec('COMMIT');
      for (const { name, indexes } of tables) {
        indexes.forEach((columns, place) => {
          database.exec(
            `CREATE INDEX ${quoted(`IX_${name}_${place}`)} ON ${quoted(name)} (${columns.map(quoted).join(', ')})`,
          );
        });
      }
      database.close();
    },
  };
}
