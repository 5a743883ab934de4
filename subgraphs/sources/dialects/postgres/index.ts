import type { DatabaseOptions, Dialect } from '../dialect.ts';
import { databaseOver } from '../shared/running/driver.ts';
import { DriverThreads } from '../threads/driver-threads.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';
import { keys } from './keys.ts';
import { troubles } from './troubles.ts';

const threads = new DriverThreads<DatabaseOptions>({
  script: new URL('./worker.js', import.meta.url),
});

export const postgres: Dialect = {
  client: 'postgres',
  knexClient: 'pg',
  expressions,
  keys,
  strictTypes: true,
  sortsBehindIndex: true,
  groupingSets: 'GROUPING',
  troubles,
  tableNames:
    'SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE FROM INFORMATION_SCHEMA.TABLES UNION ALL ' +
    "SELECT schemaname, matviewname, 'MATERIALIZED VIEW' FROM pg_catalog.pg_matviews",
  references:
    'SELECT cn.nspname, c.relname, ca.attname, pn.nspname, p.relname, pa.attname FROM pg_catalog.pg_constraint f ' +
    'JOIN pg_catalog.pg_class c ON c.oid = f.conrelid JOIN pg_catalog.pg_namespace cn ON cn.oid = c.relnamespace ' +
    'JOIN pg_catalog.pg_class p ON p.oid = f.confrelid JOIN pg_catalog.pg_namespace pn ON pn.oid = p.relnamespace ' +
    'JOIN pg_catalog.pg_attribute ca ON ca.attrelid = c.oid AND ca.attnum = f.conkey[1] ' +
    'JOIN pg_catalog.pg_attribute pa ON pa.attrelid = p.oid AND pa.attnum = f.confkey[1] ' +
    "WHERE f.contype = 'f' AND ARRAY_LENGTH(f.conkey, 1) = 1",
  deniedTables:
    'SELECT n.nspname, c.relname FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace ' +
    "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f') AND NOT HAS_TABLE_PRIVILEGE(c.oid, 'SELECT') " +
    "AND NOT HAS_ANY_COLUMN_PRIVILEGE(c.oid, 'SELECT')",
  open: (options) =>
    databaseOver(options, {
      driver: threads.driver(options, options),
      describe,
      connections: options.pool.max,
    }),
};
