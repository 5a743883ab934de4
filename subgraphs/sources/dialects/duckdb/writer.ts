import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { KeptColumn } from '../shared/kept/kept-column.ts';
import type { KeptWriter, WrittenValue } from '../shared/kept/kept-writer.ts';
import { ticksOf } from '../shared/kept/ticks.ts';
import { SQL_TYPES } from './form.ts';
import type { Gathered } from './settle.ts';
import { openWrittenFile } from './written-file.ts';

/** One file of DuckDB that this process writes, and no other meanwhile. */
export interface FileWriter extends KeptWriter {
  /** Everything in one file, with nothing beside it. */
  close(): Promise<void>;
  /** By the names of its tables, which columns their rows are kept together by. */
  gathered(): Gathered;
}

/** Throws where another process writes the file, or it is none of DuckDB's. */
export async function openWriter(file: string, memory: string): Promise<FileWriter> {
  const { connection, close } = await openWrittenFile(file, 'copy', memory);
  const tables = new Map<string, readonly KeptColumn[]>();
  await connection.run('BEGIN');
  let open = true;
  const abandon = (): Promise<void> => {
    if (open) {
      open = false;
      close();
    }
    return Promise.resolve();
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
    async query(sql, values = []) {
      const { LIST, listValue, VARCHAR } = await import('@duckdb/node-api');
      const bound = values.map((value) => (typeof value === 'string' ? value : listValue(value)));
      // An empty list does not tell of what.
      const types = values.map((value) => (typeof value === 'string' ? VARCHAR : LIST(VARCHAR)));
      return (await connection.runAndReadAll(sql, bound, types)).getRows();
    },
    async close() {
      try {
        await connection.run('COMMIT');
        await connection.run('CHECKPOINT');
      } finally {
        await abandon();
      }
    },
    gathered: () =>
      new Map(
        [...tables].map(([name, columns]) => [
          name,
          columns.flatMap((column) => (column.gathers === true ? column.name : [])),
        ]),
      ),
    kept: (text) => text,
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
    case 'code':
    case 'coded':
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
