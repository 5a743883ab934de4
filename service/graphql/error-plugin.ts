import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';
import type { Exchange } from '../http/exchange.ts';
import type { Log } from '../log.ts';
import { isUnexpected, localise, meantExtensions } from '../errors/mask.ts';
import { isTooMuch } from '../errors/too-much.ts';

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
  const meant = exchange.hidesNames === true ? errors.map(withoutSuggestion) : errors;
  const presented = meant.map((error) => localise(timedOut(error, exchange), exchange));
  for (const { extensions } of presented) {
    if (!isTooMuch(extensions?.['code'])) continue;
    // A service that is not ours may use such a code without them.
    const { seconds } = (extensions?.['details'] ?? {}) as { readonly seconds?: unknown };
    if (typeof seconds === 'number') exchange.told.retryAfterS = seconds;
  }
  // An answer in parts has errors in several.
  const codes = new Set(exchange.told.codes);
  for (const { extensions } of presented) codes.add(String(extensions?.['code']));
  exchange.told.codes = [...codes];
  return presented;
}

/** What graphql-js adds of the schema to what is wrong. */
const SUGGESTION = / ?Did you mean [^?]*\?/gu;

function withoutSuggestion(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replaceAll(SUGGESTION, '') };
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
