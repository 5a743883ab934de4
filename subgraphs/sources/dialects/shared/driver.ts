import type { RawRow } from '../../model/raw.ts';
import type { Database, DatabaseOptions, Statement } from '../dialect.ts';
import type { Describe } from './describe.ts';
import { withinLimits } from './limits.ts';
import { assertReadOnly } from './read-only.ts';
import { Turns } from './turns.ts';

/** How one kind of database runs a statement, over the package that speaks its protocol. */
export interface Driver {
  /** Runs it in a read-only session, and stops it on the server when told to. Throws a DatabaseFault. */
  run(statement: Statement, stop: AbortSignal): Promise<readonly RawRow[]>;
  close(): Promise<void>;
}

interface Parts {
  readonly driver: Driver;
  readonly describe: Describe;
  /** How many statements it runs at once; the others wait for their turn. Unsaid where it queues them itself. */
  readonly connections?: number;
}

/** The database over a driver: it refuses what is not a single SELECT, and a read ends when its time does. */
export function databaseOver(
  { client, schema, statementTimeout }: DatabaseOptions,
  { driver, describe, connections }: Parts,
): Database {
  const limits = {
    statementTimeout,
    ...(connections === undefined ? {} : { turns: new Turns(connections) }),
  };
  const database: Database = {
    async read(statement, options = {}) {
      assertReadOnly(statement.sql, client);
      return withinLimits(options, limits, (stop) => driver.run(statement, stop));
    },
    describe: (tables) => describe(database, tables, schema),
    close: () => driver.close(),
  };
  return database;
}
