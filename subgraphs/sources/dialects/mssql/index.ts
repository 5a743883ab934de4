import { type Dialect, USUAL_LOCKS } from '../dialect.ts';
import { databaseOver } from '../shared/driver.ts';
import { ThreadDriver } from '../threads/thread-driver.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';
import { keys } from './keys.ts';
import { troubles } from './troubles.ts';

const script = new URL('./worker.js', import.meta.url);

/** SQL Server 2008 R2 and later. */
export const mssql: Dialect = {
  client: 'mssql',
  knexClient: 'mssql',
  expressions,
  keys,
  strictTypes: true,
  sortsBehindIndex: false,
  troubles,
  tableNames: 'SELECT TABLE_SCHEMA, TABLE_NAME FROM INFORMATION_SCHEMA.TABLES',
  open: (options) =>
    databaseOver(options, {
      driver: new ThreadDriver(options, {
        script,
        options: { ...options, locks: options.locks ?? USUAL_LOCKS },
      }),
      describe,
      connections: options.pool.max,
    }),
};
