import type { Dialect } from '../dialect.ts';
import { databaseOver } from '../shared/driver.ts';
import { MysqlDriver } from './connection.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';

/** MySQL and MariaDB. */
export const mysql: Dialect = {
  client: 'mysql',
  knexClient: 'mysql2',
  expressions,
  open: (options) =>
    databaseOver(options, {
      driver: new MysqlDriver(options),
      describe,
      connections: options.pool.max,
    }),
};
