import { getVariableValues, GraphQLError, type GraphQLSchema } from 'graphql';
import type { ClientOperation } from './client-operation.ts';

const NO_VARIABLES: Readonly<Record<string, unknown>> = {};

/** The variables of an operation as its schema takes them; throws the first that it does not take. */
export function coercedVariables(
  { definition }: ClientOperation,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): Readonly<Record<string, unknown>> {
  const { variableDefinitions = [] } = definition;
  if (variableDefinitions.length === 0) return NO_VARIABLES;
  // One is told; a list of wrong values would be looked through for as long as it is.
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, {
    maxErrors: 1,
  });
  if (errors === undefined) return coerced;
  const [first] = errors;
  throw new GraphQLError(first?.message ?? '', {
    ...(first?.nodes && { nodes: first.nodes }),
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
