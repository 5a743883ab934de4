import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Exchange } from './exchange.ts';
import type { Log } from './log.ts';
import { isUnexpected, localise, meantExtensions } from './mask.ts';

/** What Apollo Server carries along with an operation; copied by it, so what changes stands one level down. */
export interface ExchangeContext {
  readonly exchange: Exchange;
}

/** Logs the causes of errors that the mask hides, and says every error in the client's language. */
export function errorPlugin<Context extends ExchangeContext>(
  log: Log,
): ApolloServerPlugin<Context> {
  return {
    unexpectedErrorProcessingRequest({ requestContext, error }) {
      const { requestId } = requestContext.contextValue.exchange;
      log.error({ requestId, err: error }, 'a request could not be processed');
      return Promise.resolve();
    },
    requestDidStart: ({ contextValue: { exchange } }) =>
      Promise.resolve({
        didEncounterErrors({ errors }) {
          logMasked(errors, exchange, log);
          return Promise.resolve();
        },
        willSendResponse({ response: { body } }) {
          if (body.kind !== 'single' || body.singleResult.errors === undefined) {
            return Promise.resolve();
          }
          body.singleResult.errors = present(body.singleResult.errors, exchange);
          return Promise.resolve();
        },
      }),
  };
}

/** Tells the log what the mask hides from the client. */
export function logMasked(errors: readonly GraphQLError[], exchange: Exchange, log: Log): void {
  for (const error of errors) {
    const { code, service } = meantExtensions(error);
    if (!isUnexpected(code) && code !== 'PLANNING_FAILED') continue;
    const { requestId } = exchange;
    const err = error.originalError ?? error;
    log.error({ requestId, service, path: error.path?.join('.'), err }, 'an error was masked');
  }
}

/** Errors as this client is told them; their codes are noted for the log. */
export function present(
  errors: readonly GraphQLFormattedError[],
  exchange: Exchange,
): GraphQLFormattedError[] {
  const presented = errors.map((error) => localise(timedOut(error, exchange), exchange));
  exchange.told.codes = presented.map(({ extensions }) => String(extensions?.['code']));
  return presented;
}

/** To those below, a request whose time is up is a cancelled one; its client wants to know which. */
function timedOut(
  error: GraphQLFormattedError,
  { told, deadlineMs }: Exchange,
): GraphQLFormattedError {
  if (told.timedOut !== true || error.extensions?.['code'] !== 'REQUEST_CANCELLED') return error;
  const details = { seconds: deadlineMs / 1000 };
  return { ...error, extensions: { ...error.extensions, code: 'REQUEST_TIMEOUT', details } };
}
