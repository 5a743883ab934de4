import { GraphQLError } from 'graphql';

/** What is told of an operation that this supergraph cannot execute, or not rightly. */
export function notPlannable(message: string, cause?: Error): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'PLANNING_FAILED' },
    ...(cause && { originalError: cause }),
  });
}
