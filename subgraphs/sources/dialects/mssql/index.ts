import type { Dialect } from '../dialect.ts';
import { MssqlDatabase } from './connection.ts';
import { expressions } from './expressions.ts';

/** SQL Server 2008 R2 and later. */
export const mssql: Dialect = {
  client: 'mssql',
  knexClient: 'mssql',
  expressions,
  open: (options) => new MssqlDatabase(options),
};
