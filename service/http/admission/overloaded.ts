import type { GraphQLError } from 'graphql';
import { fault } from '../../errors/faults.ts';

/** When a client that was refused may ask again: what waits for its turn now is done or refused by then. */
export const RETRY_AFTER_S = 2;

/** One for all: to make another, with its stack, takes longer than all else that is done for a request that is refused. */
const OVERLOADED = fault('OVERLOADED', { seconds: RETRY_AFTER_S });

/** What refuses a request before anything is done for it. */
export function overloaded(): GraphQLError {
  return OVERLOADED;
}
