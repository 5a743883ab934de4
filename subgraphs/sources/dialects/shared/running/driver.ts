import {
  type Database,
  type DatabaseOptions,
  type Statement,
  USUAL_LIMITS,
} from '../../dialect.ts';
import type { Describe } from '../describe.ts';
import { KeptReads, type RowsRead } from './kept-reads.ts';
import { withinLimits } from './limits.ts';
import { assertReadOnly } from './read-only.ts';
import type { StopSignal } from './stop.ts';
import { Turns } from './turns.ts';

/** How one kind of database runs a statement, over the package that speaks its protocol. */
export interface Driver {
  /** Resolves when it can run statements. Throws a DatabaseFault. */
  ready(): Promise<void>;
  /**
   * Runs it in a read-only session, and stops it on the server when told to. Settles only when its connection is free or gone,
   * and soon after `stop` in any case. Throws a DatabaseFault. `state`: where the database is in that one, nothing is read, and no rows
   * and that state are told; null where none is known, left out where none need be told.
   */
  run(statement: Statement, stop: StopSignal, state?: string | null): Promise<RowsRead>;
  close(): Promise<void>;
}

interface Parts {
  readonly driver: Driver;
  readonly describe: Describe;
  /** How many statements it runs at once; the others wait for their turn. */
  readonly connections: number;
  /** Whether it can name the state that its database is in. */
  readonly tellsState?: boolean;
}

/** The database over a driver: it refuses what is not a single SELECT, and a read ends when its time does. */
export function databaseOver(
  { client, schema, statementTimeout, limits = USUAL_LIMITS }: DatabaseOptions,
  { driver, describe, connections, tellsState = false }: Parts,
): Database {
  const kept = tellsState ? new KeptReads() : null;
  const run = (statement: Statement, stop: StopSignal): Promise<RowsRead> =>
    kept !== null && statement.tellsOfNobody === true
      ? kept.read(statement, (state) => driver.run(statement, stop, state))
      : driver.run(statement, stop);
  const turns = new Turns(connections, limits.queue);
  const database: Database = {
    async read(statement, options = {}) {
      assertReadOnly(statement.sql, client);
      options.request?.spend({ statements: 1 });
      const { rows, bytes } = await withinLimits(
        options,
        { statementTimeout, wait: limits.wait, turns, ready: () => driver.ready() },
        (stop) => {
          options.onTurn?.();
          return run(statement, stop);
        },
      );
      options.request?.spend({ rows: rows.length, bytes });
      if (options.request?.ended !== undefined) throw options.request.ended;
      return rows;
    },
    describe: (tables) => describe(database, tables, schema),
    close: () => driver.close(),
  };
  return database;
}
