import { execute, Kind, type DocumentNode, type GraphQLSchema } from 'graphql';
import type { ExecutionArgs, ExecutionResult, OperationDefinitionNode } from 'graphql';
import { compileQuery, type CompiledQuery, createForms } from './compiled-query.ts';

type Asked = Pick<
  ExecutionArgs,
  'document' | 'operationName' | 'rootValue' | 'contextValue' | 'variableValues'
>;

/** Executes operations that are valid against its schema: as graphql-js's `execute` does, and with the same results. */
export type Executor = (asked: Asked) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Queries are compiled once, and again where others needed their room; the rest is left to graphql-js, which finds out anew for each
 * row what a field is, what its arguments are and what its type demands (docs/decisions/0022-queries-of-subgraphs-compiled.md).
 */
export function createExecutor(schema: GraphQLSchema): Executor {
  const documents = new WeakMap<DocumentNode, Map<string, CompiledQuery | null>>();
  const forms = createForms();
  let compiled = 0;

  function queryOf(document: DocumentNode, name: string | null | undefined): CompiledQuery | null {
    const queries = documents.get(document) ?? new Map<string, CompiledQuery | null>();
    documents.set(document, queries);
    const said = JSON.stringify(name ?? null);
    let query = queries.get(said);
    if (query === undefined) {
      const operation = operationOf(document, name);
      // A name that is not there is its client's, and may be as long as a request.
      if (operation === null) return null;
      compiled += 1;
      query = compileQuery(schema, document, operation, forms, String(compiled));
      queries.set(said, query);
    }
    return query;
  }

  return (asked) => {
    const query = queryOf(asked.document, asked.operationName);
    if (query === null) return execute({ schema, ...asked });
    return query(asked.rootValue, asked.contextValue, asked.variableValues ?? {});
  };
}

/** Null where there is not just one that is meant. */
function operationOf(
  { definitions }: DocumentNode,
  name: string | null | undefined,
): OperationDefinitionNode | null {
  const [operation, ...others] = definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION && (name == null || one.name?.value === name)
      ? [one]
      : [],
  );
  return others.length > 0 ? null : (operation ?? null);
}
