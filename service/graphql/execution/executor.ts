import { execute, Kind, OperationTypeNode, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ExecutionArgs, ExecutionResult, OperationDefinitionNode } from 'graphql';
import { compileQuery, type CompiledQuery } from './compiled-query.ts';

type Asked = Omit<ExecutionArgs, 'schema' | 'fieldResolver' | 'typeResolver' | 'options'>;

/** Executes operations that are valid against its schema: as graphql-js's `execute` does, and with the same results. */
export type Executor = (asked: Asked) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Queries are compiled once for each document, and kept as long as it is; the rest is left to graphql-js, which finds out anew for each
 * row what a field is, what its arguments are and what its type demands (docs/decisions/0022-queries-of-subgraphs-compiled.md).
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const queries = new WeakMap<DocumentNode, Map<string | undefined, CompiledQuery | null>>();

  return (asked) => {
    const { document, operationName } = asked;
    const name = operationName ?? undefined;
    const known = queries.get(document) ?? new Map<string | undefined, CompiledQuery | null>();
    queries.set(document, known);
    let query = known.get(name);
    if (query === undefined) {
      const operation = queryNamed(document, name);
      query = operation && compileQuery(schema, document, operation);
      known.set(name, query);
    }
    if (query === null) return execute({ schema, ...asked });
    const { rootValue, contextValue, variableValues } = asked;
    return query(rootValue, contextValue, variableValues ?? {});
  };
}

/** Null where there is not just one that is meant, or it is no query. */
function queryNamed(
  { definitions }: DocumentNode,
  name: string | undefined,
): OperationDefinitionNode | null {
  const [operation, ...others] = definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION && (name === undefined || one.name?.value === name)
      ? [one]
      : [],
  );
  if (operation === undefined || others.length > 0) return null;
  return operation.operation === OperationTypeNode.QUERY ? operation : null;
}
