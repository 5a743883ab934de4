import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  DuckDBConnection,
  DuckDBDataChunk,
  DuckDBPreparedStatement,
  DuckDBValue,
} from '@duckdb/node-api';
import type { RawRow, RawValue } from '../../model/raw.ts';
import {
  DatabaseFault,
  type ReadOptions,
  ROWS_AT_ONCE,
  type Statement,
  USUAL_LIMITS,
} from '../dialect.ts';
import { PARENT } from '../shared/kept/kept-column.ts';
import type { TableFacts } from '../shared/kept/table-facts.ts';
import { withinLimits } from '../shared/running/limits.ts';
import { type StopSignal, whyOf } from '../shared/running/stop.ts';
import { Turns } from '../shared/running/turns.ts';
import { type InstanceLimits, openInstance } from './instance.ts';
import { withLiterals } from './literals.ts';
import { PreparedStatements } from './prepared-statements.ts';

/** Files of DuckDB, each under a name of its own, read together and written by nobody here. */
export interface FileReader {
  /** Throws where the file is none of DuckDB's, or of a later version. */
  attach(file: string, alias: string): Promise<void>;
  detach(alias: string): Promise<void>;
  /** A file's own first value of a table, whatever else is being read. Throws a `DatabaseFault`. */
  valueIn(alias: string, table: string): Promise<unknown>;
  /** What DuckDB knows of each table of a file without looking at its rows. Throws a `DatabaseFault`. */
  factsOf(alias: string): Promise<ReadonlyMap<string, TableFacts>>;
  /** Throws a `DatabaseFault`. */
  read(statement: Statement, options?: ReadOptions): Promise<readonly RawRow[]>;
  close(): void;
}

/** Milliseconds; what takes longer has been asked of the wrong columns. */
const STATEMENT_TIMEOUT = 20_000;

/** Milliseconds. */
const INTERRUPT_AGAIN = 20;

/**
 * Statements that run at the same time. Each holds one of the four threads that Node looks up names and reads files with: were
 * all of them taken, no other source could be reached meanwhile.
 */
const CONNECTIONS = 2;

/** In what DuckDB tells of a column's statistics, which hold of more rows than there are, never of fewer. */
const HAS_NO_NULL = '[Has Null: false';

/** A connection, with what it has prepared. */
interface Reading {
  readonly connection: DuckDBConnection;
  readonly prepared: PreparedStatements;
}

export async function openReader(limits: InstanceLimits): Promise<FileReader> {
  // What does not fit into memory fails: rows of copies stand in no other folder.
  const instance = await openInstance(':memory:', limits, { temp_directory: '' });
  const control = await instance.connect();
  const all = await Promise.all(
    Array.from({ length: CONNECTIONS }, async (): Promise<Reading> => {
      const connection = await instance.connect();
      return { connection, prepared: new PreparedStatements(connection) };
    }),
  );
  const free = [...all];
  const turns = new Turns(CONNECTIONS, USUAL_LIMITS.queue);
  const letGo = (): void => {
    for (const { prepared } of all) prepared.clear();
  };

  const rowsOf = async (sql: string): Promise<readonly (readonly DuckDBValue[])[]> => {
    try {
      return (await control.runAndReadAll(sql)).getRows();
    } catch (cause) {
      throw new DatabaseFault('FAILED', cause);
    }
  };

  return {
    async attach(file, alias) {
      await control.run(`ATTACH '${file.replaceAll("'", "''")}' AS "${alias}" (READ_ONLY)`);
    },
    async detach(alias) {
      for (const { prepared } of all) prepared.forget(`"${alias}".`);
      await control.run(`DETACH "${alias}"`);
    },
    async valueIn(alias, table) {
      const [row] = await rowsOf(`SELECT * FROM "${alias}"."${table}" LIMIT 1`);
      return row?.[0] ?? null;
    },
    async factsOf(alias) {
      const tables = await rowsOf(
        `SELECT table_name, CASE WHEN NOT bool_or(column_name = '${PARENT}')
           THEN string_agg(column_name, ',') FILTER (data_type = 'BIGINT' AND column_name[1] <> '_') END
         FROM duckdb_columns() WHERE database_name = '${alias}' GROUP BY 1`,
      );
      // Statistics are of a whole column, and one row tells them: where it was deleted, nothing is known. Rows under others need none.
      const looks = tables.map(([name, moments]) => {
        const place = `"${alias}"."${String(name)}"`;
        const told = momentsOf(moments).map((column) => `stats("${column}")`);
        return `SELECT '${String(name)}', COUNT(*), (SELECT concat_ws('|', ${["''", ...told].join()}) FROM ${place} WHERE rowid = 0) FROM ${place}`;
      });
      const looked = looks.length === 0 ? [] : await rowsOf(looks.join(' UNION ALL '));
      const columns = new Map(tables.map(([name, moments]) => [name, momentsOf(moments)]));
      return new Map(
        looked.map(([name, rows, told]): readonly [string, TableFacts] => {
          const [, ...statistics] = told === null ? [] : String(told).split('|');
          const full = columns
            .get(name)
            ?.filter((_column, index) => statistics[index]?.includes(HAS_NO_NULL));
          return [String(name), { rows: Number(rows), full: new Set(full) }];
        }),
      );
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
            return await run(reading, statement, stop, letGo);
          } catch (error) {
            if (stop.aborted || !isOutOfMemory(error)) throw error;
            letGo();
            return await run(reading, statement, stop, letGo);
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
      letGo();
      for (const { connection } of all) connection.closeSync();
      control.closeSync();
      instance.closeSync();
    },
  };
}

function momentsOf(names: DuckDBValue | undefined): readonly string[] {
  return names == null ? [] : String(names).split(',');
}

/** The rows of a statement. Calls `letGo` where what stays prepared holds too much. */
async function run(
  { connection, prepared }: Reading,
  asked: Statement,
  stop: StopSignal,
  letGo: () => void,
): Promise<readonly RawRow[]> {
  let interrupting: NodeJS.Timeout | undefined;
  /** An interrupt before the first step, while the statement is prepared, is lost: again until it ends. */
  const interrupt = (): void => {
    interrupting = setTimeout(interrupt, INTERRUPT_AGAIN);
    connection.interrupt();
  };
  stop.addEventListener('abort', interrupt, { once: true });
  try {
    // A list of values that are not known takes a scan as long again.
    const text = asked.scans === true ? writtenOf(asked) : null;
    const statement = text === null ? asked : { sql: text, bindings: [] };
    const rows = await prepared.use(
      statement,
      (asked.most ?? Infinity) <= ROWS_AT_ONCE ? atOnce : streamed,
    );
    if (await prepared.holdTooMuch()) letGo();
    return rows;
  } catch (cause) {
    if (cause instanceof DatabaseFault) throw cause;
    throw stop.aborted ? whyOf(stop) : new DatabaseFault('FAILED', cause);
  } finally {
    stop.removeEventListener('abort', interrupt);
    clearTimeout(interrupting);
  }
}

/** Each chunk that is fetched of a stream goes to another thread and back, and a filter leaves hardly any that is full. */
async function atOnce(statement: DuckDBPreparedStatement): Promise<readonly RawRow[]> {
  const result = await statement.run();
  const rows: RawRow[] = [];
  for (let chunk = 0; chunk < result.chunkCount; chunk += 1) {
    // Taking one in holds the event loop for up to ten milliseconds.
    if (chunk > 0) await nextTurn();
    addRows(rows, result.getChunk(chunk));
  }
  return rows;
}

async function streamed(statement: DuckDBPreparedStatement): Promise<readonly RawRow[]> {
  const result = await statement.stream();
  const rows: RawRow[] = [];
  for (let chunk = await result.fetchChunk(); chunk !== null; chunk = await result.fetchChunk()) {
    if (chunk.rowCount === 0) break;
    addRows(rows, chunk);
    if (rows.length > USUAL_LIMITS.rows) throw new DatabaseFault('TOO_MUCH');
  }
  return rows;
}

function isOutOfMemory(error: unknown): boolean {
  const { cause } = error as { readonly cause?: Partial<Error> | null };
  return cause?.message?.startsWith('Out of Memory') === true;
}

const written = new WeakMap<Statement, string | null>();

/** With its values in it; made once for a statement that is asked again. */
function writtenOf(statement: Statement): string | null {
  const known = written.get(statement);
  if (known !== undefined) return known;
  const text = withLiterals(statement);
  written.set(statement, text);
  return text;
}

/** Column by column: row by row a chunk costs twice as much. */
function addRows(rows: RawRow[], chunk: DuckDBDataChunk): void {
  const { rowCount, columnCount } = chunk;
  const added = Array.from({ length: rowCount }, () => new Array<RawValue>(columnCount));
  for (let column = 0; column < columnCount; column += 1) {
    const vector = chunk.getColumnVector(column);
    for (let row = 0; row < rowCount; row += 1)
      (added[row] as RawValue[])[column] = rawOf(vector.getItem(row));
  }
  for (const row of added) rows.push(row);
}

/** 64-bit integers as text, as every dialect hands them over. */
function rawOf(value: DuckDBValue): RawValue {
  return typeof value === 'bigint' ? String(value) : (value as RawValue);
}
