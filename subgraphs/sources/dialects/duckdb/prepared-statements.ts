import type { DuckDBConnection, DuckDBPreparedStatement, DuckDBValue } from '@duckdb/node-api';
import { LRUCache } from 'lru-cache';
import type { Statement } from '../dialect.ts';

/** Statements that a connection keeps, and characters of them all: each holds some twenty bytes a character. */
const KEPT = 500;
const KEPT_CHARACTERS = 1_000_000;

/** Bytes that plans may hold, those of all connections together. */
const MOST_HELD = 16 * 1024 * 1024;

/** What DuckDB holds and cannot give back when it needs the room. */
const HELD = `SELECT COALESCE(SUM(memory_usage_bytes), 0)::DOUBLE FROM duckdb_memory()
  WHERE tag NOT IN ('BASE_TABLE', 'METADATA', 'EXTERNAL_FILE_CACHE')`;

/** What a connection has prepared, by its text: preparing a statement costs as much as running it. */
export class PreparedStatements {
  readonly #connection: DuckDBConnection;
  readonly #kept: LRUCache<string, DuckDBPreparedStatement>;
  /** At the most one runs on a connection. */
  #running: DuckDBPreparedStatement | null = null;
  /** The plan of one has come to hold something since what all hold was looked at. */
  #mayHoldMore = false;

  constructor(connection: DuckDBConnection) {
    this.#connection = connection;
    this.#kept = new LRUCache({
      max: KEPT,
      maxSize: KEPT_CHARACTERS,
      sizeCalculation: (_statement, sql) => sql.length,
      dispose: (statement) => {
        if (statement !== this.#running) statement.destroySync();
      },
    });
  }

  /** What comes of a statement with its values. */
  async use<T>(
    { sql, bindings }: Statement,
    run: (statement: DuckDBPreparedStatement) => Promise<T>,
  ): Promise<T> {
    const known = this.#kept.get(sql);
    const statement = known ?? (await this.#connection.prepare(sql));
    this.#running = statement;
    if (known === undefined) this.#kept.set(sql, statement);
    // With values it is planned anew each time; without any the plan stays, with the memory of its joins and groups.
    this.#mayHoldMore ||= known === undefined && bindings.length === 0;
    try {
      statement.bind(bindings as DuckDBValue[]);
      return await run(statement);
    } finally {
      this.#running = null;
      // Let go of while it ran, or too long to be kept.
      if (this.#kept.peek(sql) !== statement) statement.destroySync();
    }
  }

  /** Whether plans hold more than they may, with what other statements take that run now. */
  async holdTooMuch(): Promise<boolean> {
    if (!this.#mayHoldMore) return false;
    this.#mayHoldMore = false;
    const [[held] = []] = (await this.#connection.runAndReadAll(HELD)).getRows();
    return Number(held) > MOST_HELD;
  }

  /** Lets go of those whose text has that in it. */
  forget(part: string): void {
    for (const sql of [...this.#kept.keys()]) if (sql.includes(part)) this.#kept.delete(sql);
  }

  clear(): void {
    this.#kept.clear();
  }
}
