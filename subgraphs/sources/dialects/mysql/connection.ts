import {
  createConnection,
  createPool,
  type Pool,
  type PoolConnection,
  type PoolOptions,
} from 'mysql2/promise';
import type { RawRow } from '../../model/raw.ts';
import { DatabaseFault, type DatabaseOptions, type Statement } from '../dialect.ts';
import { cancelling } from '../shared/cancelling.ts';
import type { Driver } from '../shared/driver.ts';
import { codeOf } from '../shared/error-code.ts';
import { LOCAL_OFFSET } from '../shared/moment.ts';

/** Milliseconds after which a server that neither answers nor cancels has lost its connection. */
const GRACE = 2_000;

/** MySQL and MariaDB by the `mysql2` package. */
export class MysqlDriver implements Driver {
  readonly #statementTimeout: number;
  readonly #config: PoolOptions;
  readonly #pool: Pool;
  /** Connections of the pool whose session has been set up. */
  readonly #ready = new WeakSet();

  constructor(options: DatabaseOptions) {
    this.#statementTimeout = options.statementTimeout;
    this.#config = {
      uri: options.url,
      connectTimeout: options.connectTimeout,
      charset: 'UTF8MB4_BIN',
      dateStrings: true,
      supportBigNumbers: true,
      bigNumberStrings: true,
      enableKeepAlive: true,
    };
    this.#pool = createPool({
      ...this.#config,
      connectionLimit: options.pool.max,
      idleTimeout: 30_000,
    });
  }

  async run({ sql, bindings }: Statement, stop: AbortSignal): Promise<readonly RawRow[]> {
    const connection = await this.#connect(stop);
    let losing: NodeJS.Timeout | undefined;
    let broken = false;
    const cancel = (): Promise<void> => {
      losing = setTimeout(() => {
        connection.destroy();
      }, GRACE).unref();
      return this.#kill(connection);
    };
    try {
      return await cancelling(stop, cancel, async () => {
        const [rows] = await connection.query({ sql, values: [...bindings], rowsAsArray: true });
        return rows as unknown as RawRow[];
      });
    } catch (error) {
      const fault = error instanceof DatabaseFault ? error : faultOf(error);
      broken = fault.reason === 'UNREACHABLE';
      throw fault;
    } finally {
      clearTimeout(losing);
      if (broken) connection.destroy();
      else connection.release();
    }
  }

  close(): Promise<void> {
    return this.#pool.end();
  }

  async #connect(stop: AbortSignal): Promise<PoolConnection> {
    let connection: PoolConnection | undefined;
    const abandon = (): void => connection?.destroy();
    stop.addEventListener('abort', abandon);
    try {
      connection = await this.#pool.getConnection();
      if (!this.#ready.has(connection.connection)) {
        await this.#setUp(connection);
        this.#ready.add(connection.connection);
      }
      return connection;
    } catch (error) {
      connection?.destroy();
      throw new DatabaseFault('UNREACHABLE', error);
    } finally {
      stop.removeEventListener('abort', abandon);
    }
  }

  async #setUp(connection: PoolConnection): Promise<void> {
    await connection.query('SET SESSION TRANSACTION READ ONLY');
    // Backslashes escape in what the driver quotes; a server's own sql_mode may say otherwise.
    await connection.query(`SET SESSION sql_mode = '', time_zone = '${LOCAL_OFFSET}'`);
    const [versions] = await connection.query({ sql: 'SELECT VERSION()', rowsAsArray: true });
    const limit = JSON.stringify(versions).includes('MariaDB')
      ? `max_statement_time = ${this.#statementTimeout / 1_000}`
      : `max_execution_time = ${this.#statementTimeout}`;
    await connection.query(`SET SESSION ${limit}`);
  }

  /** MySQL hears a cancel on another connection only. */
  async #kill({ threadId }: PoolConnection): Promise<void> {
    try {
      const other = await createConnection(this.#config);
      try {
        await other.query(`KILL QUERY ${threadId}`);
      } finally {
        other.destroy();
      }
    } catch {
      // The statement then ends at its own timeout; the caller has been answered already.
    }
  }
}

const TIMEOUTS = new Set(['ER_STATEMENT_TIMEOUT', 'ER_QUERY_TIMEOUT', 'ER_QUERY_INTERRUPTED']);
const AWAY = new Set(['ER_SERVER_SHUTDOWN', 'ER_CONNECTION_KILLED', 'ER_NORMAL_SHUTDOWN']);

function faultOf(error: unknown): DatabaseFault {
  const code = codeOf(error) ?? '';
  if (TIMEOUTS.has(code)) return new DatabaseFault('TIMEOUT', error);
  if (code === 'ER_CANT_EXECUTE_IN_READ_ONLY_TRANSACTION')
    return new DatabaseFault('REFUSED', error);
  const answered = code.startsWith('ER_') && !AWAY.has(code);
  return new DatabaseFault(answered ? 'FAILED' : 'UNREACHABLE', error);
}
