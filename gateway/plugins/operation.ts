import { HeaderMap, type ApolloServerPlugin } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { ExchangeContext } from '../../service/graphql/error-plugin.ts';

/** Notes which operation a request asks for, so that the log can tell, and refuses one that is not in its document. */
export const operationPlugin: ApolloServerPlugin<ExchangeContext> = {
  requestDidStart: ({ contextValue: { exchange } }) =>
    Promise.resolve({
      didResolveSource({ queryHash }) {
        exchange.told.hash = queryHash;
        return Promise.resolve();
      },
      didResolveOperation({ operation, operationName, request }) {
        // Executors would refuse it too, each with a code of its own.
        if (operation === undefined) throw noOperation(request.operationName);
        if (operationName !== null) exchange.told.operation = operationName;
        return Promise.resolve();
      },
    }),
};

function noOperation(name: string | undefined): GraphQLError {
  const message =
    name === undefined
      ? 'Must provide operation name if query contains multiple operations.'
      : `Unknown operation named "${name}".`;
  return new GraphQLError(message, {
    extensions: {
      code: 'OPERATION_RESOLUTION_FAILURE',
      http: { status: 400, headers: new HeaderMap() },
    },
  });
}
