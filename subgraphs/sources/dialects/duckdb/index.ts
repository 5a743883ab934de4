import type { SqlDialect } from '../dialect.ts';
import { expressions } from './expressions.ts';
import { keys } from './keys.ts';
import { rowNumbers } from './row-numbers.ts';

/** DuckDB, in which copies of legacy databases are kept; no legacy database is one. */
export const duckdb: SqlDialect = {
  client: 'duckdb',
  // Names in double quotes and places `$1`, as PostgreSQL has them.
  knexClient: 'pg',
  expressions,
  keys,
  rowNumbers,
  strictTypes: true,
  sortsBehindIndex: true,
  groupingSets: 'GROUPING',
};
