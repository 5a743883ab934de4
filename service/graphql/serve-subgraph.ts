import { ApolloServer } from '@apollo/server';
import { createAnswering } from './answering.ts';
import { apolloDefaults } from './apollo.ts';
import { errorPlugin, type ExchangeContext } from './error-plugin.ts';
import { servedSchema } from './execution/served-schema.ts';
import { createGraphqlHandler } from './graphql-handler.ts';
import { Sending } from '../http/sending.ts';
import { tellMasked } from './masked-fields.ts';
import { limitsRule } from './query-limits.ts';
import type { Exchange } from '../http/exchange.ts';
import { createSecretCheck } from '../http/entry/subgraph-secret.ts';
import { startHttpService, type HttpService } from '../http/http-service.ts';
import type { Log } from '../log.ts';
import { withRequestSpans } from '../telemetry/tracing/spans.ts';
import { outageLines } from '../http/admission/outage.ts';
import { OpenSubscriptions } from './subscriptions/open-subscriptions.ts';
import { createSchemaSubscriptions } from './subscriptions/schema-subscriptions.ts';
import type { AnswerContext, Subgraph } from './subgraph.ts';

export interface ServeSubgraphOptions {
  readonly subgraph: Subgraph;
  readonly host: string;
  readonly port: number;
  /** From the arrival of a request to its answer; the gateway's deadline for this subgraph should be shorter. */
  readonly deadlineMs: number;
  /** What its gateway sends to be known by; absent: whoever reaches it is answered. */
  readonly secret?: string | undefined;
  readonly allowedHosts?: readonly string[];
  /** Whether `/ready` tells why sources do not answer. */
  readonly readyDetails?: boolean;
  readonly shutdownDelayMs?: number;
  readonly drainMs: number;
  readonly log: Log;
}

/** A gateway sends representations by the thousand: its requests are larger than a client's. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
const COMPRESS_ABOVE_BYTES = 8 * 1024;
const ENDPOINT = '/graphql';

/** A gateway joins what it asks for several places under aliases, and asks for what clients do not. */
const LIMITS = {
  maxDepth: 60,
  maxFields: 20_000,
  maxAliases: 20_000,
  maxRootFields: 1_000,
  maxDirectives: 1_000,
};
const MAX_TOKENS = 60_000;
/** All that gateways hand on: each bounds what its own clients open. */
const SUBSCRIPTIONS = { maxSubscriptions: 10_000, maxSubscriptionsPerClient: 10_000 };
const SENDING = { writeDeadlineMs: 10_000, maxUnsentBytes: 512 * 1024 * 1024 };

/** Serves a subgraph over HTTP: `/graphql` with `_service` and `_entities`, `/health`, `/ready`. */
export async function serveSubgraph(options: ServeSubgraphOptions): Promise<HttpService> {
  const { subgraph, host, port, deadlineMs, readyDetails = false } = options;
  const { shutdownDelayMs = 0, drainMs, log } = options;
  const defaults = apolloDefaults(log);
  const server = new ApolloServer<ExchangeContext & AnswerContext>({
    ...defaults,
    gateway: servedSchema(subgraph.schema),
    introspection: true,
    persistedQueries: false,
    parseOptions: { maxLexicalTokens: MAX_TOKENS },
    validationRules: [limitsRule(LIMITS)],
    plugins: [...defaults.plugins, errorPlugin(log), tellMasked],
  });
  const createContext = async (exchange: Exchange) => {
    const { headers, signal } = exchange;
    return Object.assign(await subgraph.createContext({ headers, signal }), { exchange });
  };
  const subscriptions = new OpenSubscriptions(SUBSCRIPTIONS);
  await subgraph.start();
  await server.start();

  const http = await startHttpService({
    host,
    port,
    shutdownDelayMs,
    drainMs,
    log,
    isReady: () => true,
    onClosing: () => {
      subscriptions.leave();
    },
    ...(options.allowedHosts && { allowedHosts: options.allowedHosts }),
    outages: () => outageLines(subgraph.outages(), { details: readyDetails }),
    routes: {
      [ENDPOINT]: withRequestSpans(
        ENDPOINT,
        createGraphqlHandler({
          answering: createAnswering({
            server,
            createContext,
            shortcut: createSchemaSubscriptions({
              schema: subgraph.schema,
              createContext,
              open: subscriptions,
              log,
              maxTokens: MAX_TOKENS,
              rules: [limitsRule(LIMITS)],
            }),
          }),
          ...(options.secret !== undefined && { checkRequest: createSecretCheck(options.secret) }),
          whoAsks: (headers) => subgraph.whoAsks(headers),
          sending: new Sending(SENDING),
          maxRequestBytes: MAX_REQUEST_BYTES,
          deadlineMs,
          compressAboveBytes: COMPRESS_ABOVE_BYTES,
          log,
        }),
      ),
    },
  });
  return {
    url: http.url,
    async close() {
      await http.close();
      await server.stop();
      await subgraph.close();
    },
  };
}
