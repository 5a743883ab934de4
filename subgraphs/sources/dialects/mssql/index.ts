import { type DatabaseOptions, type Dialect, USUAL_LOCKS } from '../dialect.ts';
import { databaseOver } from '../shared/running/driver.ts';
import { DriverThreads } from '../threads/driver-threads.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';
import { keys } from './keys.ts';
import { parameters } from './parameters.ts';
import { troubles } from './troubles.ts';

const threads = new DriverThreads<DatabaseOptions>({
  script: new URL('./worker.js', import.meta.url),
});

/** SQL Server 2008 R2 and later. */
export const mssql: Dialect = {
  client: 'mssql',
  knexClient: 'mssql',
  expressions,
  keys,
  parameters,
  strictTypes: true,
  sortsBehindIndex: false,
  groupingSets: 'GROUPING_ID',
  troubles,
  tableNames:
    'SELECT TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, NULL FROM INFORMATION_SCHEMA.TABLES UNION ALL ' +
    "SELECT SCHEMA_NAME(schema_id), name, 'SYNONYM', base_object_name FROM sys.synonyms",
  references:
    'SELECT SCHEMA_NAME(c.schema_id), c.name, COL_NAME(k.parent_object_id, k.parent_column_id), ' +
    'SCHEMA_NAME(p.schema_id), p.name, COL_NAME(k.referenced_object_id, k.referenced_column_id) ' +
    'FROM sys.foreign_key_columns k JOIN sys.tables c ON c.object_id = k.parent_object_id ' +
    'JOIN sys.tables p ON p.object_id = k.referenced_object_id WHERE NOT EXISTS (' +
    'SELECT 1 FROM sys.foreign_key_columns o WHERE o.constraint_object_id = k.constraint_object_id AND o.constraint_column_id > 1)',
  deniedTables: null,
  open: (options) =>
    databaseOver(options, {
      driver: threads.driver(options, { ...options, locks: options.locks ?? USUAL_LOCKS }),
      describe,
      connections: options.pool.max,
    }),
};
