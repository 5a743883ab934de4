import type { GatewayInterface } from '@apollo/server-gateway-interface';
import type { GraphQLSchema } from 'graphql';
import { createExecutor } from './executor.ts';

/** Has Apollo Server execute operations over a schema by our executor, which it takes from what it calls a gateway. */
export function servedSchema(schema: GraphQLSchema): GatewayInterface {
  const execute = createExecutor(schema);
  return {
    onSchemaLoadOrUpdate(listener) {
      listener({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: () =>
      Promise.resolve({
        // What Apollo Server calls the operation's name is null where there is none of the name that was asked for.
        executor: async ({ document, context, request: { operationName, variables } }) =>
          execute({ document, operationName, contextValue: context, variableValues: variables }),
      }),
    stop: () => Promise.resolve(),
  };
}
