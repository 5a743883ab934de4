import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import { openInstance } from './instance.ts';
import { type KeptColumn, SQL_TYPES } from './kept-column.ts';
import { ticksOf } from './ticks.ts';

export type WrittenValue = string | number | boolean | null;

/** One file of DuckDB that this process writes, and no other meanwhile. */
export interface FileWriter {
  /** Makes the table unless it is there. */
  table(name: string, columns: readonly KeptColumn[]): Promise<void>;
  /** Values in the order of the columns. They are in the file, all or none, when `commit` has resolved. */
  append(table: string, rows: readonly (readonly WrittenValue[])[]): Promise<void>;
  commit(): Promise<void>;
  query(sql: string, values?: readonly string[]): Promise<readonly (readonly unknown[])[]>;
  /** Everything in one file, with nothing beside it. */
  close(): Promise<void>;
  /** Lets go of the file, in which what was committed stays. */
  abandon(): void;
}

/** Throws where another process writes the file, or it is none of DuckDB's. */
export async function openWriter(file: string, memory: string): Promise<FileWriter> {
  const instance = await openInstance(file, { threads: 1, memory });
  const connection = await instance.connect();
  const tables = new Map<string, readonly KeptColumn[]>();
  await connection.run('BEGIN');
  let open = true;
  const abandon = (): void => {
    if (!open) return;
    open = false;
    connection.closeSync();
    instance.closeSync();
  };

  return {
    async table(name, columns) {
      const list = columns.map((column) => `"${column.name}" ${SQL_TYPES[column.type]}`);
      await connection.run(`CREATE TABLE IF NOT EXISTS "${name}" (${list.join(', ')})`);
      tables.set(name, columns);
    },
    append: (table, rows) => appendRows(connection, table, tables.get(table) ?? [], rows),
    async commit() {
      await connection.run('COMMIT');
      await connection.run('BEGIN');
    },
    query: async (sql, values = []) => (await connection.runAndReadAll(sql, [...values])).getRows(),
    async close() {
      try {
        await connection.run('COMMIT');
        await connection.run('CHECKPOINT');
      } finally {
        abandon();
      }
    },
    abandon,
  };
}

async function appendRows(
  connection: DuckDBConnection,
  table: string,
  columns: readonly KeptColumn[],
  rows: readonly (readonly WrittenValue[])[],
): Promise<void> {
  const appender = await connection.createAppender(table);
  try {
    for (const row of rows) {
      columns.forEach(({ type }, index) => {
        appendValue(appender, type, row[index] ?? null);
      });
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
}

function appendValue(
  appender: DuckDBAppender,
  type: KeptColumn['type'],
  value: WrittenValue,
): void {
  if (value === null) {
    appender.appendNull();
    return;
  }
  switch (type) {
    case 'text':
    case 'search key':
      appender.appendVarchar(String(value));
      break;
    case 'number':
      appender.appendDouble(Number(value));
      break;
    case 'flag':
      appender.appendBoolean(value === true);
      break;
    case 'whole':
      appender.appendBigInt(BigInt(value));
      break;
    case 'moment':
      appender.appendBigInt(ticksOf(String(value)));
      break;
  }
}
