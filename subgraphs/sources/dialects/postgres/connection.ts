import pg from 'pg';
import type { RawRow, RawValue } from '../../model/raw.ts';
import { DatabaseFault, type DatabaseOptions, type Statement } from '../dialect.ts';
import { cancelling } from '../shared/cancelling.ts';
import type { Driver } from '../shared/driver.ts';
import { codeOf } from '../shared/error-code.ts';

/** Milliseconds after which a server that neither answers nor cancels has lost its connection. */
const GRACE = 2_000;

const { BOOL, BYTEA, INT2, INT4, FLOAT4, FLOAT8 } = pg.types.builtins;

/** All else comes as text. */
const parsers = new Map<number, (text: string) => unknown>(
  [BOOL, BYTEA, INT2, INT4, FLOAT4, FLOAT8].map((type) => [type, pg.types.getTypeParser(type)]),
);

const types = { getTypeParser: (oid: number) => parsers.get(oid) ?? ((text: string) => text) };

/** PostgreSQL by the `pg` package. */
export class PostgresDriver implements Driver {
  readonly #config: pg.PoolConfig;
  readonly #pool: pg.Pool;

  constructor(options: DatabaseOptions) {
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

  async run({ sql, bindings }: Statement, stop: AbortSignal): Promise<readonly RawRow[]> {
    const client = await this.#connect();
    let broken = false;
    try {
      const query = { text: sql, values: [...bindings], rowMode: 'array' as const, types };
      const cancel = (): Promise<void> => this.#cancel(client);
      return await cancelling(
        stop,
        cancel,
        async () => (await client.query<RawValue[]>(query)).rows,
      );
    } catch (error) {
      const fault = error instanceof DatabaseFault ? error : faultOf(error);
      broken = fault.reason === 'UNREACHABLE' || codeOf(error) === undefined;
      throw fault;
    } finally {
      client.release(broken);
    }
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
