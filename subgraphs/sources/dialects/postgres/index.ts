import type { Dialect } from '../dialect.ts';
import { PostgresDatabase } from './connection.ts';
import { expressions } from './expressions.ts';

export const postgres: Dialect = {
  client: 'postgres',
  knexClient: 'pg',
  expressions,
  open: (options) => new PostgresDatabase(options),
};
