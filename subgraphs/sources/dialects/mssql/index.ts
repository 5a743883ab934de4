import type { Dialect } from '../dialect.ts';
import { databaseOver } from '../shared/driver.ts';
import { MssqlDriver } from './connection.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';

/** SQL Server 2008 R2 and later. */
export const mssql: Dialect = {
  client: 'mssql',
  knexClient: 'mssql',
  expressions,
  open: (options) =>
    databaseOver(options, {
      driver: new MssqlDriver(options),
      describe,
      connections: options.pool.max,
    }),
};
