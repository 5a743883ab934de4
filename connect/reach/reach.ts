import {
  type Database,
  DatabaseFault,
  type Dialect,
  type SourceLimits,
  type TableName,
  USUAL_LIMITS,
} from '../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../subgraphs/sources/dialects/index.ts';
import {
  describeTrouble,
  diagnose,
} from '../../subgraphs/sources/dialects/shared/running/trouble.ts';
import { CouldNotRun } from '../surroundings.ts';
import type { Login } from './login.ts';

/** An open legacy database of which nothing is known yet. */
export interface Reached {
  readonly database: Database;
  readonly dialect: Dialect;
  readonly limits: SourceLimits;
  readonly login: Login;
}

/** Does some work with the database of a login, and closes it. Throws CouldNotRun where the database does not answer. */
export async function withReached<T>(
  login: Login,
  work: (reached: Reached) => Promise<T>,
): Promise<T> {
  const dialect = dialects[login.options.client];
  const database = dialect.open(login.options);
  try {
    return await work({ database, dialect, login, limits: login.options.limits ?? USUAL_LIMITS });
  } catch (error) {
    if (!(error instanceof DatabaseFault)) throw error;
    throw new CouldNotRun(`${login.shown}: ${describeTrouble(diagnose(error, dialect.troubles))}`);
  } finally {
    await database.close();
  }
}

/** A table as a statement has to name it: the server looks for bare names where it always does, whatever the login says. */
export function reachedName({ login }: Reached, name: TableName): TableName {
  const { schema } = login.options;
  return schema === undefined ? name : { schema, ...name };
}
