import type { Dialect } from '../dialect.ts';
import { MysqlDatabase } from './connection.ts';
import { expressions } from './expressions.ts';

/** MySQL and MariaDB. */
export const mysql: Dialect = {
  client: 'mysql',
  knexClient: 'mysql2',
  expressions,
  open: (options) => new MysqlDatabase(options),
};
