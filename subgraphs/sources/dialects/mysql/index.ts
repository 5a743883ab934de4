import type { Dialect } from '../dialect.ts';
import { databaseOver } from '../shared/driver.ts';
import { LOCAL_OFFSET } from '../shared/moment.ts';
import { ThreadDriver } from '../threads/thread-driver.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';
import { keys } from './keys.ts';
import { troubles } from './troubles.ts';

const script = new URL('./worker.js', import.meta.url);

/** MySQL and MariaDB. */
export const mysql: Dialect = {
  client: 'mysql',
  knexClient: 'mysql2',
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
        options: { ...options, timeZone: LOCAL_OFFSET },
      }),
      describe,
      connections: options.pool.max,
    }),
};
