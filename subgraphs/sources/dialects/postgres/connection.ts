import pg from 'pg';
import type { RawRow, RawValue } from '../../model/raw.ts';
import {
  type ColumnInfo,
  type Database,
  DatabaseFault,
  type DatabaseOptions,
  type ReadOptions,
  type Statement,
  type TableName,
} from '../dialect.ts';
import { codeOf } from '../shared/error-code.ts';
import { withinLimits } from '../shared/limits.ts';
import { assertReadOnly } from '../shared/read-only.ts';
import { Turns } from '../shared/turns.ts';
import { describe } from './describe.ts';

/** Milliseconds after which a server that neither answers nor cancels has lost its connection. */
const GRACE = 2_000;

const { BOOL, BYTEA, INT2, INT4, FLOAT4, FLOAT8 } = pg.types.builtins;

/** All else comes as text. */
const parsers = new Map<number, (text: string) => unknown>(
  [BOOL, BYTEA, INT2, INT4, FLOAT4, FLOAT8].map((type) => [type, pg.types.getTypeParser(type)]),
);

const types = { getTypeParser: (oid: number) => parsers.get(oid) ?? ((text: string) => text) };

export class PostgresDatabase implements Database {
  readonly #options: DatabaseOptions;
  readonly #config: pg.PoolConfig;
  readonly #limits: { readonly statementTimeout: number; readonly turns: Turns };
  readonly #pool: pg.Pool;

  constructor(options: DatabaseOptions) {
    this.#options = options;
    this.#limits = {
      statementTimeout: options.statementTimeout,
      turns: new Turns(options.pool.max),
    };
    this.#config = {
      connectionString: options.url,
      connectionTimeoutMillis: options.connectTimeout,
      // Types with a zone are printed and read in the province's.
      options: '-c default_transaction_read_only=on -c timezone=Asia/Ho_Chi_Minh -c datestyle=ISO',
      statement_timeout: options.statementTimeout,
      query_timeout: options.statementTimeout + GRACE,
      keepAlive: true,
    };
    this.#pool = new pg.Pool({
      ...this.#config,
      min: 0,
      max: options.pool.max,
      allowExitOnIdle: true,
    });
    // A connection that breaks leaves the pool by itself; unheard, its error would end the process.
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  async read({ sql, bindings }: Statement, options: ReadOptions = {}): Promise<readonly RawRow[]> {
    assertReadOnly(sql, 'postgres');
    return withinLimits(options, this.#limits, async (stop) => {
      const client = await this.#connect();
      let cancelling: Promise<void> | undefined;
      const cancel = (): void => {
        cancelling = this.#cancel(client);
      };
      let broken = false;
      try {
        stop.throwIfAborted();
        stop.addEventListener('abort', cancel);
        const query = { text: sql, values: [...bindings], rowMode: 'array' as const, types };
        return (await client.query<RawValue[]>(query)).rows;
      } catch (error) {
        const fault = error instanceof DatabaseFault ? error : faultOf(error);
        broken = fault.reason === 'UNREACHABLE' || codeOf(error) === undefined;
        throw fault;
      } finally {
        stop.removeEventListener('abort', cancel);
        // Otherwise the cancelling could hit the next statement of this connection.
        await cancelling;
        client.release(broken);
      }
    });
  }

  describe(tables: readonly TableName[]): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> {
    return describe(this, tables, this.#options.schema);
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #connect(): Promise<pg.PoolClient> {
    try {
      return await this.#pool.connect();
    } catch (error) {
      throw new DatabaseFault('UNREACHABLE', error);
    }
  }

  /** PostgreSQL hears a cancel on another connection only. */
  async #cancel(client: pg.PoolClient & { readonly processID?: number | null }): Promise<void> {
    const other = new pg.Client(this.#config);
    other.on('error', () => undefined);
    try {
      await other.connect();
      await other.query('SELECT pg_cancel_backend($1)', [client.processID]);
    } catch {
      // The statement then ends at its own timeout; the caller has been answered already.
    } finally {
      await other.end().catch(() => undefined);
    }
  }
}

function faultOf(error: unknown): DatabaseFault {
  const code = codeOf(error) ?? '';
  if (code === '57014') return new DatabaseFault('TIMEOUT', error);
  if (code === '25006') return new DatabaseFault('REFUSED', error);
  if (/^(?:08|28|3D|53|57P)/u.test(code)) return new DatabaseFault('UNREACHABLE', error);
  if (/^[0-9A-Z]{5}$/u.test(code)) return new DatabaseFault('FAILED', error);
  const waited = error instanceof Error && error.message === 'Query read timeout';
  return new DatabaseFault(waited ? 'TIMEOUT' : 'UNREACHABLE', error);
}
