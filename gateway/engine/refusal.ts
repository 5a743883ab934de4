import { GraphQLError } from 'graphql';
import type { EngineAnswer } from './api.ts';

/** What an operation is answered with that is refused; throws what is no error of an operation. */
export function refusedWith(error: unknown): EngineAnswer {
  if (!(error instanceof GraphQLError)) throw error;
  return { data: undefined, errors: [error.toJSON()], refusal: error, queryPlan: undefined };
}
