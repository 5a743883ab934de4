import type { Dialect } from '../dialect.ts';
import { SqliteDatabase } from './connection.ts';
import { expressions } from './expressions.ts';

/** SQLite, by libsql: the demo province, and small offices that keep a file. */
export const sqlite: Dialect = {
  client: 'sqlite',
  knexClient: 'better-sqlite3',
  expressions,
  open: (options) => new SqliteDatabase(options),
};
