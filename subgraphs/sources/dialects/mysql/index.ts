import type { DatabaseOptions, Dialect } from '../dialect.ts';
import { databaseOver } from '../shared/running/driver.ts';
import { LOCAL_OFFSET } from '../shared/moment.ts';
import { DriverThreads } from '../threads/driver-threads.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';
import { keys } from './keys.ts';
import { troubles } from './troubles.ts';

const threads = new DriverThreads<DatabaseOptions & { readonly timeZone: string }>({
  script: new URL('./worker.js', import.meta.url),
});

/** MySQL and MariaDB. */
export const mysql: Dialect = {
  client: 'mysql',
  knexClient: 'mysql2',
  expressions,
  keys,
  strictTypes: true,
  sortsBehindIndex: false,
  groupingSets: null,
  troubles,
  tableNames: 'SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES',
  references:
    'SELECT k.TABLE_SCHEMA, k.TABLE_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA, k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME ' +
    'FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE k WHERE k.REFERENCED_TABLE_NAME IS NOT NULL AND k.ORDINAL_POSITION = 1 ' +
    'AND NOT EXISTS (SELECT 1 FROM INFORMATION_SCHEMA.KEY_COLUMN_USAGE o WHERE o.CONSTRAINT_SCHEMA = k.CONSTRAINT_SCHEMA ' +
    'AND o.CONSTRAINT_NAME = k.CONSTRAINT_NAME AND o.TABLE_NAME = k.TABLE_NAME AND o.ORDINAL_POSITION > 1)',
  deniedTables: null,
  open: (options) =>
    databaseOver(options, {
      driver: threads.driver(options, { ...options, timeZone: LOCAL_OFFSET }),
      describe,
      connections: options.pool.max,
    }),
};
