import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import type { Dialect } from '../dialect.ts';
import { databaseOver } from '../shared/running/driver.ts';
import { DriverThreads } from '../threads/driver-threads.ts';
import { describe } from './describe.ts';
import { expressions } from './expressions.ts';
import { keys } from './keys.ts';
import './statements-at-once.js';
import { troubles } from './troubles.ts';

/** A hundred offices each with a file would hold a gigabyte in threads; taking in rows is little work beside looking for them. */
const threads = new DriverThreads<{ readonly path: string }>({
  script: new URL('./worker.js', import.meta.url),
  most: Math.min(Math.max(2, availableParallelism()), 8),
  endable: false,
});

/** SQLite, by libsql: the demo province, and small offices that keep a file. One statement at a time. */
export const sqlite: Dialect = {
  client: 'sqlite',
  knexClient: 'better-sqlite3',
  expressions,
  keys,
  strictTypes: false,
  sortsBehindIndex: true,
  groupingSets: null,
  troubles,
  tableNames: "SELECT NULL, name, type FROM sqlite_master WHERE type IN ('table', 'view')",
  references:
    'SELECT NULL, m.name, f."from", NULL, f."table", f."to" ' +
    "FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table' " +
    'AND NOT EXISTS (SELECT 1 FROM pragma_foreign_key_list(m.name) o WHERE o.id = f.id AND o.seq > 0)',
  // A file has no rights.
  deniedTables: null,
  open: (options) =>
    databaseOver(options, {
      driver: threads.driver(options, { path: pathOf(options.url) }),
      describe,
      connections: 1,
      tellsState: true,
    }),
};

function pathOf(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.replace(/^file:/u, '');
}
