import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import mssql from 'mssql';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import type { ClientName } from '../../subgraphs/sources/dialects/dialect.ts';

/** Just enough of libsql, whose own types stem from another package. */
type Libsql = new (path: string) => { exec(sql: string): void; close(): void };

/** Runs statements as the owner of a legacy database would: to make what the product then only reads. */
export async function runAsOwner(
  client: ClientName,
  url: string,
  statements: readonly string[],
): Promise<void> {
  switch (client) {
    case 'sqlite': {
      const Database = createRequire(import.meta.url)('libsql') as Libsql;
      const path = url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/u, '');
      const database = new Database(path);
      for (const statement of statements) database.exec(statement);
      database.close();
      return;
    }
    case 'postgres': {
      const connection = new pg.Client({ connectionString: url });
      await connection.connect();
      for (const statement of statements) await connection.query(statement);
      await connection.end();
      return;
    }
    case 'mysql': {
      const connection = await createConnection({ uri: url, charset: 'UTF8MB4_BIN' });
      await connection.query(`SET SESSION sql_mode = ''`);
      for (const statement of statements) await connection.query(statement);
      await connection.end();
      return;
    }
    case 'mssql': {
      const { hostname, port, username, password, pathname, searchParams } = new URL(url);
      const pool = await new mssql.ConnectionPool({
        server: hostname,
        port: Number(port || 1433),
        user: decodeURIComponent(username),
        password: decodeURIComponent(password),
        database: decodeURIComponent(pathname.slice(1)) || 'master',
        options: {
          encrypt: searchParams.get('encrypt') === 'true',
          trustServerCertificate: searchParams.get('trustServerCertificate') !== 'false',
        },
      }).connect();
      for (const statement of statements) await pool.batch(statement);
      await pool.close();
    }
  }
}
