import type { ApolloServerOptions, BaseContext } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError } from 'graphql';
import type { Log } from '../log.ts';
import { mask } from '../errors/mask.ts';

/** Apollo's libraries tell of every step they take; only what went wrong belongs into our log. */
export function apolloLogger(log: Log) {
  const untold = () => undefined;
  return {
    debug: untold,
    info: untold,
    warn: (message?: unknown) => {
      log.warn({ part: 'apollo' }, String(message));
    },
    error: (message?: unknown) => {
      log.error({ part: 'apollo' }, String(message));
    },
  };
}

/**
 * How every Apollo Server here is set up: quiet towards the outside, masked towards the client.
 *
 * @param passing - Extensions of errors that clients may see, beside what the mask lets through.
 */
export function apolloDefaults(log: Log, passing?: ReadonlySet<string>) {
  return {
    logger: apolloLogger(log),
    formatError: (formatted: GraphQLFormattedError, thrown: unknown) =>
      mask(formatted, thrown, passing),
    includeStacktraceInErrorResponses: false,
    allowBatchedHttpRequests: false,
    csrfPrevention: true,
    stopOnTerminationSignals: false,
    plugins: [
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  } satisfies Partial<ApolloServerOptions<BaseContext>>;
}
