import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Exchange } from '../http/exchange.ts';
import type { Log } from '../log.ts';
import { isUnexpected, localise, meantExtensions } from '../errors/mask.ts';

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

/** Of one request: its masked errors mostly have one cause, and each takes a stack. */
const MAX_MASKED_LOGGED = 5;

/** Tells the log what the mask hides from the client: the first few errors, and how many more there are. */
export function logMasked(errors: readonly GraphQLError[], exchange: Exchange, log: Log): void {
  const { requestId } = exchange;
  const masked = errors.filter((error) => {
    const { code } = meantExtensions(error);
    return isUnexpected(code) || code === 'PLANNING_FAILED';
  });
  for (const error of masked.slice(0, MAX_MASKED_LOGGED)) {
    const { service } = meantExtensions(error);
    const err = error.originalError ?? error;
    log.error({ requestId, service, path: error.path?.join('.'), err }, 'an error was masked');
  }
  const more = masked.length - MAX_MASKED_LOGGED;
  if (more > 0) log.error({ requestId, more }, 'more errors were masked');
}

/** Errors as this client is told them; their codes are noted for the log, each once. */
export function present(
  errors: readonly GraphQLFormattedError[],
  exchange: Exchange,
): GraphQLFormattedError[] {
  const presented = errors.map((error) => localise(timedOut(error, exchange), exchange));
  exchange.told.codes = [
    ...new Set(presented.map(({ extensions }) => String(extensions?.['code']))),
  ];
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
