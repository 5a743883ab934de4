import { GraphQLError } from 'graphql';
import type { SqlDialect, Statement } from '../dialects/dialect.ts';
import { fault } from '../../../service/errors/faults.ts';
import type { BoundTable } from './bound-table.ts';

/** Values of one statement: some lists of all codes that an office has are fewer, and more cost a server too much to take in. */
const MOST_VALUES = 8_000;
/** Places in which values stand that are bound once each. */
const MOST_PLACES = 4 * MOST_VALUES;

/** Why a filter is too broad: not for the rows that it finds, but for the values that it has. */
class TooManyValues extends Error {
  override readonly name = 'TooManyValues';
}

/** Whether a read was refused because of the values of its statement, of which fewer may do. */
export function isOverfull(error: unknown): boolean {
  return error instanceof GraphQLError && error.originalError instanceof TooManyValues;
}

/** The statement as its server takes it. Throws FILTER_TOO_BROAD where it has more values than that. */
export function bounded({ source, dialect }: BoundTable, statement: Statement): Statement {
  const fitting = fitted(dialect, statement);
  if (fitting === null) throw fault('FILTER_TOO_BROAD', { source }, new TooManyValues());
  return fitting;
}

/** The same, or null where it has too many values. */
export function fitted({ parameters }: SqlDialect, statement: Statement): Statement | null {
  const { length } = statement.bindings;
  if (parameters === undefined) return length > MOST_VALUES ? null : statement;
  if (length <= parameters.most) return statement;
  if (length > MOST_PLACES) return null;
  const shared = parameters.shared(statement);
  return shared.bindings.length > parameters.most ? null : { ...statement, ...shared };
}
