import sql, { type config as Config, type ConnectionPool, type ISqlType } from 'mssql';
import type { RawRow } from '../../model/raw.ts';
import { DatabaseFault, type DatabaseOptions, type Statement } from '../dialect.ts';
import type { Driver } from '../shared/driver.ts';
import { codeOf } from '../shared/error-code.ts';
import { SqlInput } from './input.ts';

/** SQL Server by the `mssql` package: knex's own runner can run one agency's statement on another's connection. */
export class MssqlDriver implements Driver {
  readonly #config: Config;
  #pool: Promise<ConnectionPool> | undefined;

  constructor(options: DatabaseOptions) {
    this.#config = configOf(options);
  }

  async run(statement: Statement, stop: AbortSignal): Promise<readonly RawRow[]> {
    const pool = await this.#connected();
    stop.throwIfAborted();
    const request = pool.request();
    request.arrayRowMode = true;
    for (const [index, binding] of statement.bindings.entries()) {
      const input = inputOf(binding);
      request.input(`p${index}`, typeOf(input, pool), input.value);
    }
    stop.addEventListener('abort', () => {
      request.cancel();
    });
    try {
      const { recordset } = await request.query<RawRow>(statement.sql);
      return recordset;
    } catch (error) {
      throw faultOf(error);
    }
  }

  async close(): Promise<void> {
    const pool = await this.#pool?.catch(() => undefined);
    await pool?.close();
  }

  /** The pool opens its first connection at once, so a server that was down is tried again by the next read. */
  #connected(): Promise<ConnectionPool> {
    this.#pool ??= connect(this.#config).catch((error: unknown) => {
      this.#pool = undefined;
      throw new DatabaseFault('UNREACHABLE', error);
    });
    return this.#pool;
  }
}

async function connect(config: Config): Promise<ConnectionPool> {
  const pool = new sql.ConnectionPool(config);
  // A connection that breaks while idle leaves the pool by itself.
  pool.on('error', () => undefined);
  return pool.connect();
}

function configOf(options: DatabaseOptions): Config {
  const url = new URL(options.url);
  const database = decodeURIComponent(url.pathname.slice(1));
  return {
    server: url.hostname,
    port: Number(url.port || 1433),
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
    ...(database === '' ? {} : { database }),
    requestTimeout: options.statementTimeout,
    connectionTimeout: options.connectTimeout,
    // Statements wait for their turn before: all that is waited for here is a new connection.
    pool: {
      min: 0,
      max: options.pool.max,
      acquireTimeoutMillis: options.statementTimeout + options.connectTimeout,
    },
    // Otherwise every statement would be preceded by a `SELECT 1`.
    validateConnection: 'socket',
    options: {
      encrypt: flag(url, 'encrypt', options.encrypt),
      trustServerCertificate: flag(url, 'trustServerCertificate', options.trustServerCertificate),
      readOnlyIntent: options.readOnlyIntent,
      ...(options.legacyTls
        ? {
            tdsVersion: '7_3_B',
            cryptoCredentialsDetails: { minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
          }
        : {}),
    },
  };
}

/** What the URL says goes before the mapping's own settings. */
function flag(url: URL, name: string, otherwise: boolean): boolean {
  const said = url.searchParams.get(name);
  return said === null ? otherwise : said === 'true';
}

/** Bindings that did not come from a column: limits, and text of our own. */
function inputOf(binding: unknown): SqlInput {
  if (binding instanceof SqlInput) return binding;
  if (typeof binding === 'number')
    return new SqlInput(Number.isInteger(binding) ? 'bigint' : 'float', binding);
  return new SqlInput('nvarchar', String(binding));
}

/** Lengths are fixed: with the value's own, every length would be another statement in the server's plan cache. */
function typeOf({ type, value, codePage }: SqlInput, pool: ConnectionPool): ISqlType {
  const length = typeof value === 'string' ? value.length : 0;
  switch (type) {
    case 'varchar':
      return codePage !== undefined && codePage !== codePageOf(pool)
        ? typeOf(new SqlInput('nvarchar', value), pool)
        : sql.VarChar(length > 8_000 ? sql.MAX : 8_000);
    case 'nvarchar':
      return sql.NVarChar(length > 4_000 ? sql.MAX : 4_000);
    case 'bigint':
      return sql.BigInt();
    case 'decimal':
      return sql.Decimal(38, String(value).split('.')[1]?.length ?? 0);
    case 'float':
      return sql.Float();
    case 'bit':
      return sql.Bit();
    case 'uniqueidentifier':
      return sql.UniqueIdentifier();
    case 'varbinary':
      return sql.VarBinary(8_000);
  }
}

/** The driver encodes varchar by the database's default collation, as the server told it at login. */
function codePageOf(
  pool: ConnectionPool & { readonly collation?: { readonly codepage?: string } },
): number {
  return Number(pool.collation?.codepage?.replace(/^CP/u, ''));
}

function faultOf(error: unknown): DatabaseFault {
  switch (codeOf(error)) {
    case 'ETIMEOUT':
      return new DatabaseFault('TIMEOUT', error);
    case 'ECANCEL':
      return new DatabaseFault('CANCELLED', error);
    case 'EREQUEST':
    case 'EPARAM':
      return new DatabaseFault('FAILED', error);
    default:
      return new DatabaseFault('UNREACHABLE', error);
  }
}
