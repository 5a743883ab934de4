import type { Dialect } from '../dialect.ts';
import { databaseOver } from '../shared/driver.ts';
import { SqliteDriver } from './connection.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';

/** SQLite, by libsql: the demo province, and small offices that keep a file. */
export const sqlite: Dialect = {
  client: 'sqlite',
  knexClient: 'better-sqlite3',
  expressions,
  open: (options) => databaseOver(options, { driver: new SqliteDriver(options), describe }),
};
