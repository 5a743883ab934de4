import type { Dialect } from '../dialect.ts';
import { databaseOver } from '../shared/driver.ts';
import { PostgresDriver } from './connection.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';

export const postgres: Dialect = {
  client: 'postgres',
  knexClient: 'pg',
  expressions,
  open: (options) =>
    databaseOver(options, {
      driver: new PostgresDriver(options),
      describe,
      connections: options.pool.max,
    }),
};
