import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import mssql from 'mssql';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import type { ClientName } from '../../../subgraphs/sources/dialects/dialect.ts';

/** A database to be written as its owner would; the product itself only reads. */
export interface LoadTarget {
  readonly client: ClientName;
  readonly url: string;
}

/** Connects as the owner for the time of some work, which runs its statements one after another. */
export async function withOwner(
  { client, url }: LoadTarget,
  work: (run: (statement: string) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  switch (client) {
    case 'sqlite': {
      const database = new Database(sqlitePath(url));
      const run = (statement: string) => Promise.resolve(database.exec(statement));
      await work(run).finally(() => database.close());
      return;
    }
    case 'postgres': {
      const connection = new pg.Client({ connectionString: url });
      await connection.connect();
      await work((statement) => connection.query(statement)).finally(() => connection.end());
      return;
    }
    case 'mysql': {
      const connection = await createConnection({ uri: url, charset: 'utf8mb4' });
      await work((statement) => connection.query(statement)).finally(() => connection.end());
      return;
    }
    case 'mssql': {
      const { hostname, port, username, password, pathname, searchParams } = new URL(url);
      const pool = await new mssql.ConnectionPool({
        server: hostname,
        port: Number(port || 1433),
        user: decodeURIComponent(username),
        password: decodeURIComponent(password),
        ...(pathname.length > 1 ? { database: decodeURIComponent(pathname.slice(1)) } : {}),
        options: {
          encrypt: searchParams.get('encrypt') === 'true',
          trustServerCertificate: searchParams.get('trustServerCertificate') !== 'false',
        },
      }).connect();
      await work((statement) => pool.request().batch(statement)).finally(() => pool.close());
    }
  }
}

/** Runs statements as the owner of a legacy database would: to make what the product then only reads. */
export async function runAsOwner(
  client: ClientName,
  url: string,
  statements: readonly string[],
): Promise<void> {
  await withOwner({ client, url }, async (run) => {
    // Old databases hold what a strict server would not take, such as the day 0000-00-00.
    if (client === 'mysql') await run(`SET SESSION sql_mode = ''`);
    for (const statement of statements) await run(statement);
  });
}

/** The file that a `file:` URL of a mapping names. */
function sqlitePath(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/u, '');
}
