import type { ApolloServerPlugin } from '@apollo/server';
import type { ExchangeContext } from '../../service/error-plugin.ts';

/** Notes which operation a request asks for, so that the log can tell. */
export const operationPlugin: ApolloServerPlugin<ExchangeContext> = {
  requestDidStart: ({ contextValue: { exchange } }) =>
    Promise.resolve({
      didResolveSource({ queryHash }) {
        exchange.told.hash = queryHash;
        return Promise.resolve();
      },
      didResolveOperation({ operationName }) {
        if (operationName !== null) exchange.told.operation = operationName;
        return Promise.resolve();
      },
    }),
};
