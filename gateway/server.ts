import { ApolloServer } from '@apollo/server';
import { GraphQLSchema, NoSchemaIntrospectionCustomRule } from 'graphql';
import { ANONYMOUS } from '../service/access/identity.ts';
import type { AskingPolicy } from '../service/access/policy.ts';
import type { IdentityWriter } from '../service/access/identity-token.ts';
import { apolloDefaults } from '../service/graphql/apollo.ts';
import { errorPlugin } from '../service/graphql/error-plugin.ts';
import type { Exchange } from '../service/http/exchange.ts';
import { Admission } from '../service/http/admission/admission.ts';
import { Sending } from '../service/http/sending.ts';
import { createAnswering } from '../service/graphql/answering.ts';
import { withBatches } from '../service/graphql/batch.ts';
import { OpenSubscriptions } from '../service/graphql/subscriptions/open-subscriptions.ts';
import { createGraphqlHandler } from '../service/graphql/graphql-handler.ts';
import { parseExactly } from '../service/exact-numbers.ts';
import { serveSockets } from '../service/graphql/sockets/serve-sockets.ts';
import { checkCors, withCors, withoutCredentials } from '../service/http/entry/cors.ts';
import { startHttpService, type Handler, type HttpService } from '../service/http/http-service.ts';
import type { WireEncoding } from '../service/wire-text.ts';
import type { Log } from '../service/log.ts';
import { withRequestSpans } from '../service/telemetry/tracing/spans.ts';
import type { Authenticate } from './access/authentication.ts';
import { createRightsOf, type PoliciesOfRoles } from './access/rights.ts';
import type { SharedStore } from '../service/redis/shared-store.ts';
import { createDocumentAdmission, withTrustedDocuments } from './asking/admit-documents.ts';
import { createAllowances } from './asking/allowances.ts';
import { createBudgets } from './asking/budgets.ts';
import { createAskedCheck } from './asking/check-asked.ts';
import { forExplorers } from './asking/for-explorers.ts';
import { openTrustedDocuments } from './asking/trusted-documents.ts';
import { withNamesHidden } from './asking/with-names-hidden.ts';
import { withRates } from './asking/with-rates.ts';
import { checkMaxAges, createMaxAgeOf, withCaching } from './cache-policy.ts';
import type { ServingConfig } from './config.ts';
import { forwardedHeaders, type GatewayContext } from './context.ts';
import { type BreakGlassParts, createBreakGlass } from './access/break-glass/break-glass.ts';
import { openAudit } from './access/audit/settings.ts';
import { createDocumentReader } from './operations/document-reader.ts';
import { createExport } from './export/export.ts';
import type { Actors } from './explorer/actors.ts';
import { createExplorer } from './explorer/explorer.ts';
import { limitsRule } from '../service/graphql/query-limits.ts';
import { createJsonCheck } from './operations/json-bounds.ts';
import { createBodyCheck, inputLimitsRule } from './operations/input-limits.ts';
import { createOverreadingTeller, createSeenRecorder } from './executors/seen-recorder.ts';
import { createStatisticsPage } from './statistics-page/statistics-page.ts';
import { costPlugin } from './executors/stock-cost.ts';
import { createLabelledFor } from './executors/override-labels.ts';
import { createTextCache } from './operations/persisted-queries.ts';
import { operationPlugin } from './plugins/operation.ts';
import { deferRule } from './parts/defer-rule.ts';
import { overSupergraph } from './supergraph/faulty-supergraph.ts';
import type { SupergraphSource } from './supergraph/file.ts';
import { createSubgraphPool } from './supergraph/subgraph-pool.ts';
import { subgraphsOf, type SubgraphPlace } from './supergraph/subgraphs-of.ts';
import type { SubgraphTransport } from './transport/transport.ts';
import { writeAnswer } from './written-answer.ts';

export interface GatewayParts {
  readonly config: ServingConfig;
  readonly supergraph: SupergraphSource;
  /** How a subgraph is reached: by HTTP, in the form of strings that the executor passes on best, or in this process. */
  readonly connect: (place: SubgraphPlace, encoding: WireEncoding) => SubgraphTransport;
  /** Establishes who asks; absent: everybody is anonymous. */
  readonly authenticate?: Authenticate | undefined;
  /** What roles consent to, for `@policy`, beside what bears their name; absent: nothing. */
  readonly policies?: PoliciesOfRoles | undefined;
  /** What roles may ask, and how much; absent: everybody everything. */
  readonly asking?: AskingPolicy | undefined;
  /** Hands on who asks; absent: subgraphs are not told. */
  readonly identities?: IdentityWriter;
  /** Lines that `/ready` adds: what is down in this process while the rest serves. */
  readonly outages?: () => readonly string[];
  /** Queries for the explorer to open with. */
  readonly examples?: readonly string[];
  /** Who may take a higher right for one record, and the key of what they show for it; absent: nobody may. */
  readonly breakGlass?: Pick<BreakGlassParts, 'roles' | 'key'> | undefined;
  /** What the gateways of one graph know together; absent: each by itself. */
  readonly shared?: SharedStore;
  /** What they know by which of them put something there. */
  readonly sharedKey?: Uint8Array;
  /** People whom one may act as in the explorer; of the demo alone. */
  readonly actors?: Actors | undefined;
  readonly log: Log;
}

/** Only the one that is asked for is loaded: @apollo/gateway is weight that our engine does without. */
const loadExecutor = {
  stock: async () => (await import('./executors/stock-executor.ts')).createStockExecutor,
  compiled: async () =>
    (await import('./executors/compiled/compiled-executor.ts')).createCompiledExecutor,
} as const;

/** Our engine passes strings on as they came; the stock one reads them. */
const ENCODINGS = { stock: 'utf8', compiled: 'latin1' } as const;

const TITLE = 'Motcua Graph';
const ENDPOINT = '/graphql';
const EXPORT = '/export';
const BREAK_GLASS = '/break-glass';
const EXPLORER = '/';
/** What tells who asks, and in which language, where a page in a browser cannot set headers. */
const TOLD_HEADERS = new Set([
  ...['authorization', 'x-api-key', 'x-purpose', 'x-break-glass', 'accept-language'],
]);
/** What of a socket's handshake tells how it is answered, logged and traced, and not for whom. */
const KEPT_HEADERS = ['accept-language', 'user-agent', 'x-request-id', 'traceparent', 'tracestate'];
const COMPRESS_ABOVE_BYTES = 1024;

/** Starts the gateway. From top to bottom: subgraphs, what executes, what serves it, what changes while it runs. */
export async function startGateway(parts: GatewayParts): Promise<HttpService> {
  const { config, supergraph, connect, log } = parts;
  const cors = { origins: config.corsOrigins, credentials: config.corsCredentials };
  checkCors(cors);

  const subgraphs = createSubgraphPool({
    connect: (place) => connect(place, ENCODINGS[config.engine]),
    graceMs: config.requestDeadlineMs,
    log,
  });
  const allowanceOf = createAllowances(parts.asking);
  const budgets = createBudgets({ ...parts, allowanceOf });
  const createContext = async (exchange: Exchange): Promise<GatewayContext> => {
    const { identity = ANONYMOUS } = exchange;
    const forwarded = await forwardedHeaders(exchange, identity, {
      allowed: config.forwardHeaders,
      ...(parts.identities && { writer: parts.identities }),
    });
    return { exchange, identity, forwarded, allowance: allowanceOf(identity) };
  };
  const trail = await openAudit(config, log);
  const onOverreading = createOverreadingTeller(trail, log);
  const documents = await openTrustedDocuments(config, parts, log);
  const admitDocument = documents && createDocumentAdmission(documents, allowanceOf, log);
  const checkAsked = createAskedCheck();
  const bounds = [limitsRule(config), inputLimitsRule(config)];
  const subscriptions = new OpenSubscriptions(config);
  const createExecutor = await loadExecutor[config.engine]();
  const executor = await overSupergraph(() =>
    createExecutor({
      supergraphSdl: supergraph.sdl,
      transportFor: (place) => subgraphs.transportFor(place),
      createContext,
      queryPlans: config.queryPlans && !config.production,
      maxCost: config.maxCost,
      maxValues: config.maxValues,
      defaultListSize: config.defaultListSize,
      maxResponseBytes: config.maxResponseBytes,
      rightsOf: createRightsOf(parts.policies),
      closedFields: config.closedFields,
      labelledFor: createLabelledFor(config),
      errorExtensions: config.errorExtensions,
      maxAgeOf: createMaxAgeOf(config.cacheMaxAges),
      plannerThreads: config.plannerThreads,
      planningMs: config.planningMs,
      maxPlanning: config.maxPlanning,
      plansDir: config.plansDir,
      readerFor: createDocumentReader({
        maxTokens: config.maxTokens,
        bounds,
        rules: [deferRule, ...(config.introspection ? [] : [NoSchemaIntrospectionCustomRule])],
      }),
      checkAsked,
      budgets,
      countsReading: parts.asking !== undefined,
      onOverreading,
      subscriptions,
      ...(trail && { recordSeen: createSeenRecorder(trail, config.auditFailure, log) }),
      log,
    }),
  );

  const defaults = apolloDefaults(log, config.errorExtensions);
  const server = new ApolloServer<GatewayContext>({
    ...defaults,
    gateway: executor.gateway,
    persistedQueries: { cache: createTextCache(parts.shared) },
    introspection: config.introspection,
    parseOptions: { maxLexicalTokens: config.maxTokens },
    validationRules: [...bounds, deferRule],
    stringifyResult: (answer) => writeAnswer(answer).toString(),
    plugins: [
      ...defaults.plugins,
      operationPlugin,
      ...(config.engine === 'stock' ? [costPlugin(config, { checkAsked, budgets })] : []),
      errorPlugin(log),
    ],
  });
  let schema = new GraphQLSchema({});
  executor.gateway.onSchemaLoadOrUpdate(({ apiSchema }) => {
    schema = apiSchema;
  });
  await overSupergraph(() => server.start());
  checkMaxAges(config.cacheMaxAges, schema);

  supergraph.onChange(async (sdl) => {
    try {
      await executor.swap(sdl);
      subgraphs.retain(subgraphsOf(sdl));
      log.info('a new supergraph serves');
    } catch (error) {
      log.error({ err: error }, 'the new supergraph is faulty; the old one serves on');
    }
  });

  // What is told of nobody is opened to nobody.
  const glass =
    trail &&
    parts.breakGlass &&
    createBreakGlass({
      ...parts.breakGlass,
      trail,
      log,
      count(exchange) {
        const { identity = ANONYMOUS, client } = exchange;
        budgets.breakGlass({ identity, client }, (overreading) => {
          onOverreading(overreading, { exchange, identity });
        });
      },
    });
  const identify =
    parts.authenticate && (glass?.identify(parts.authenticate) ?? parts.authenticate);
  const countRequest = ({
    identity = ANONYMOUS,
    client,
  }: Pick<Exchange, 'identity' | 'client'>) => {
    budgets.request({ identity, client });
  };
  const parse = config.engine === 'compiled' ? parseExactly : JSON.parse;
  const checkJson = createJsonCheck(config, config.maxBatch);
  /** Reads whatever JSON a client wrote, wherever it was sent. */
  const parseBody = (json: string): unknown => {
    checkJson(json);
    return parse(json);
  };
  const answering = createAnswering({
    server,
    createContext,
    ...(executor.shortcut && { shortcut: executor.shortcut }),
    checkBody: createBodyCheck(config),
    parseBody,
  });
  const named = withNamesHidden(answering, allowanceOf);
  const serving = {
    answering: named,
    admission: new Admission({ ...config, ...running(config) }),
    identify: withRates(identify, budgets, config.clientHeader),
    identifyAgain: identify,
    ...(config.clientHeader !== undefined && { clientHeader: config.clientHeader }),
    maxRequestBytes: config.maxRequestBytes,
    parseBody,
    deadlineMs: config.requestDeadlineMs,
    sending: new Sending(config),
    log,
  };
  const explorer = config.introspection
    ? createExplorer({
        title: TITLE,
        endpoint: ENDPOINT,
        examples: parts.examples ?? [],
        ...(parts.actors && { actors: parts.actors }),
      })
    : undefined;
  const page =
    explorer?.[EXPLORER] && forExplorers(explorer[EXPLORER], parts.authenticate, allowanceOf);
  const graph = createGraphqlHandler({
    ...serving,
    answering: withBatches(
      withCaching(
        admitDocument ? withTrustedDocuments(named, admitDocument) : named,
        config.forwardHeaders,
      ),
      {
        ...config,
        // The first has counted with the request.
        onFurther: countRequest,
      },
    ),
    compressAboveBytes: COMPRESS_ABOVE_BYTES,
  });
  const sockets = serveSockets({
    ...serving,
    answering: admitDocument ? withTrustedDocuments(named, admitDocument) : named,
    onMessage: countRequest,
    toldHeaders: TOLD_HEADERS,
    cors,
    maxOperations: config.maxRequestsPerClient,
    maxSockets: config.maxSubscriptions,
    maxSocketsPerClient: config.maxSubscriptionsPerClient,
  });
  const http = await startHttpService({
    host: config.host,
    port: config.port,
    shutdownDelayMs: config.shutdownDelayMs,
    drainMs: config.drainMs,
    onClosing: () => {
      subscriptions.leave();
      sockets.leave();
    },
    upgrades: {
      [ENDPOINT]: withoutCredentials(sockets.upgrade, cors, [
        ...KEPT_HEADERS,
        ...(config.clientHeader === undefined ? [] : [config.clientHeader]),
      ]),
    },
    isReady: () => true,
    allowedHosts: config.allowedHosts,
    clientsConnect: config.clientHeader === undefined,
    outages: parts.outages,
    log,
    routes: {
      ...explorer,
      ...(page && { [EXPLORER]: page }),
      ...createStatisticsPage({
        title: TITLE,
        endpoint: ENDPOINT,
        ...(explorer && { explorer: EXPLORER, actors: parts.actors?.names }),
      }),
      [ENDPOINT]: withCors(withPage(page, withRequestSpans(ENDPOINT, graph)), cors),
      [EXPORT]: withCors(
        withRequestSpans(
          EXPORT,
          createExport({
            ...serving,
            ...(admitDocument && { admitDocument }),
            schema: () => schema,
            maxTokens: config.maxTokens,
          }),
        ),
        cors,
      ),
      ...(glass && {
        [BREAK_GLASS]: withCors(
          createGraphqlHandler({
            ...serving,
            answering: glass.answering,
            compressAboveBytes: COMPRESS_ABOVE_BYTES,
          }),
          cors,
        ),
      }),
    },
  });

  return {
    url: http.url,
    async close() {
      supergraph.close();
      await http.close();
      await server.stop();
      await subgraphs.close();
      documents?.close();
      await trail?.close();
    },
  };
}

/** Shows whoever opens the graph's address in a browser the explorer, where there is one; what asks for something is answered. */
function withPage(page: Handler | undefined, handler: Handler): Handler {
  if (page === undefined) return handler;
  return (request, response) => {
    const { method, url = '', headers } = request;
    const opens = method === 'GET' && headers.accept?.includes('text/html') === true;
    return opens && !/[?&](?:query|extensions)=/u.test(url)
      ? page(request, response)
      : handler(request, response);
  };
}

/** The settings that bound what is under way, by the names that admission has for them. */
function running({ maxRunningCost, maxRunningCostPerClient }: ServingConfig) {
  return { maxCost: maxRunningCost, maxCostPerClient: maxRunningCostPerClient };
}
