import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBValue } from '@duckdb/node-api';
import { LRUCache } from 'lru-cache';
import type { RawRow, RawValue } from '../../model/raw.ts';
import { DatabaseFault, type ReadOptions, type Statement, USUAL_LIMITS } from '../dialect.ts';
import { withinLimits } from '../shared/limits.ts';
import { Turns } from '../shared/turns.ts';
import { type InstanceLimits, openInstance } from './instance.ts';

/** Files of DuckDB, each under a name of its own, read together and written by nobody here. */
export interface FileReader {
  /** Throws where the file is none of DuckDB's, or of a later version. */
  attach(file: string, alias: string): Promise<void>;
  detach(alias: string): Promise<void>;
  /** A file's own first value of a table, whatever else is being read. */
  valueIn(alias: string, table: string): Promise<unknown>;
  /** Throws a `DatabaseFault`. */
  read(statement: Statement, options?: ReadOptions): Promise<readonly RawRow[]>;
  close(): void;
}

/** Milliseconds; what takes longer has been asked of the wrong columns. */
const STATEMENT_TIMEOUT = 20_000;

/**
 * Statements that run at the same time. Each holds one of the four threads that Node looks up names and reads files with: were
 * all of them taken, no other source could be reached meanwhile.
 */
const CONNECTIONS = 2;

/** Statements that a connection keeps prepared: preparing one costs as much as running it. */
const PREPARED = 500;

/** A connection, with what it has prepared by its text. */
interface Reading {
  readonly connection: DuckDBConnection;
  readonly prepared: LRUCache<string, DuckDBPreparedStatement>;
}

export async function openReader(limits: InstanceLimits): Promise<FileReader> {
  // What does not fit into memory fails: rows of copies stand in no other folder.
  const instance = await openInstance(':memory:', limits, { temp_directory: '' });
  const control = await instance.connect();
  const all = await Promise.all(
    Array.from({ length: CONNECTIONS }, async (): Promise<Reading> => ({
      connection: await instance.connect(),
      prepared: new LRUCache<string, DuckDBPreparedStatement>({
        max: PREPARED,
        dispose: (statement) => {
          statement.destroySync();
        },
      }),
    })),
  );
  const free = [...all];
  const turns = new Turns(CONNECTIONS, USUAL_LIMITS.queue);

  return {
    async attach(file, alias) {
      await control.run(`ATTACH '${file.replaceAll("'", "''")}' AS "${alias}" (READ_ONLY)`);
    },
    async detach(alias) {
      for (const { prepared } of all)
        for (const sql of [...prepared.keys()].filter((text) => text.includes(`"${alias}".`)))
          prepared.delete(sql);
      await control.run(`DETACH "${alias}"`);
    },
    async valueIn(alias, table) {
      const found = await control.runAndReadAll(`SELECT * FROM "${alias}"."${table}" LIMIT 1`);
      return found.getRows()[0]?.[0] ?? null;
    },
    async read(statement, options = {}) {
      options.request?.spend({ statements: 1 });
      const rows = await withinLimits(
        options,
        { statementTimeout: STATEMENT_TIMEOUT, wait: USUAL_LIMITS.wait, turns },
        async (stop) => {
          const reading = free.pop();
          if (reading === undefined) throw new DatabaseFault('BUSY');
          try {
            return await run(reading, statement, stop);
          } finally {
            free.push(reading);
          }
        },
      );
      options.request?.spend({ rows: rows.length });
      if (options.request?.ended !== undefined) throw options.request.ended;
      return rows;
    },
    close() {
      for (const { connection, prepared } of all) {
        prepared.clear();
        connection.closeSync();
      }
      control.closeSync();
      instance.closeSync();
    },
  };
}

async function run(
  { connection, prepared }: Reading,
  { sql, bindings }: Statement,
  stop: AbortSignal,
): Promise<readonly RawRow[]> {
  const interrupt = (): void => {
    connection.interrupt();
  };
  stop.addEventListener('abort', interrupt, { once: true });
  try {
    const statement = prepared.get(sql) ?? (await connection.prepare(sql));
    prepared.set(sql, statement);
    statement.bind(bindings as DuckDBValue[]);
    const result = await statement.stream();
    const rows: RawRow[] = [];
    for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
      if (chunk.rowCount === 0) break;
      for (const row of chunk.getRows()) rows.push(row.map(rawOf));
      if (rows.length > USUAL_LIMITS.rows) throw new DatabaseFault('TOO_MUCH');
    }
    return rows;
  } catch (cause) {
    if (cause instanceof DatabaseFault) throw cause;
    throw stop.aborted ? (stop.reason as DatabaseFault) : new DatabaseFault('FAILED', cause);
  } finally {
    stop.removeEventListener('abort', interrupt);
  }
}

/** 64-bit integers as text, as every dialect hands them over. */
function rawOf(value: DuckDBValue): RawValue {
  return typeof value === 'bigint' ? String(value) : (value as RawValue);
}
