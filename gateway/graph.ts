import { GraphQLSchema, NoSchemaIntrospectionCustomRule } from 'graphql';
import { type Answering, createAnswering } from '../service/graphql/answering.ts';
import { limitsRule } from '../service/graphql/query-limits.ts';
import { subscriptionRootRule } from '../service/graphql/subscriptions/root-rule.ts';
import type { SharedStore } from '../service/redis/shared-store.ts';
import type { WireEncoding } from '../service/wire-text.ts';
import { createApolloServer } from './apollo-server.ts';
import { createAskedCheck } from './asking/check-asked.ts';
import { checkMaxAges } from './cache-policy.ts';
import type { ServingConfig } from './config.ts';
import { ENCODINGS, openExecutor, type OpenExecutorParts } from './executors/open-executor.ts';
import { createDocumentReader } from './operations/document-reader.ts';
import { createBodyCheck, inputLimitsRule } from './operations/input-limits.ts';
import { deferRule } from './parts/defer-rule.ts';
import { overSupergraph } from './supergraph/faulty-supergraph.ts';
import type { SupergraphSource } from './supergraph/file.ts';
import { createSubgraphPool } from './supergraph/subgraph-pool.ts';
import { subgraphsOf, type SubgraphPlace } from './supergraph/subgraphs-of.ts';
import type { SubgraphTransport } from './transport/transport.ts';

export interface GraphParts extends Pick<
  OpenExecutorParts,
  | 'createContext'
  | 'rightsOf'
  | 'budgets'
  | 'countsReading'
  | 'onOverreading'
  | 'subscriptions'
  | 'trail'
  | 'log'
> {
  readonly config: ServingConfig;
  readonly supergraph: SupergraphSource;
  /** How a subgraph is reached: by HTTP, in the form of strings that the executor passes on best, or in this process. */
  readonly connect: (place: SubgraphPlace, encoding: WireEncoding) => SubgraphTransport;
  /** What the gateways of one graph know together; absent: each by itself. */
  readonly shared?: SharedStore;
  /** Reads JSON that stands in an address. */
  readonly parseBody: (json: string) => unknown;
}

/** The graph of a supergraph, wherever it is asked from. */
export interface Graph {
  readonly answering: Answering;
  /** What clients see now. */
  readonly schema: () => GraphQLSchema;
  close(): Promise<void>;
}

/** Starts what executes operations. From top to bottom: subgraphs, executor, Apollo Server, what changes while it runs. */
export async function startGraph(parts: GraphParts): Promise<Graph> {
  const { config, supergraph, connect, budgets, createContext, parseBody, log } = parts;
  const subgraphs = createSubgraphPool({
    connect: (place) => connect(place, ENCODINGS[config.engine]),
    graceMs: config.requestDeadlineMs,
    log,
  });
  const bounds = [limitsRule(config), inputLimitsRule(config), subscriptionRootRule];
  const checkAsked = createAskedCheck();
  const executor = await openExecutor(config, {
    ...parts,
    checkAsked,
    supergraphSdl: supergraph.sdl,
    transportFor: (place) => subgraphs.transportFor(place),
    readerFor: createDocumentReader({
      maxTokens: config.maxTokens,
      maxRootFields: config.maxRootFields,
      maxAliases: config.maxAliases,
      bounds,
      rules: [deferRule, ...(config.introspection ? [] : [NoSchemaIntrospectionCustomRule])],
    }),
  });
  const server = createApolloServer(config, {
    gateway: executor.gateway,
    bounds,
    checkAsked,
    budgets,
    shared: parts.shared,
    log,
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

  return {
    answering: createAnswering({
      server,
      createContext,
      ...(executor.shortcut && { shortcut: executor.shortcut }),
      checkBody: createBodyCheck(config),
      parseBody,
    }),
    schema: () => schema,
    async close() {
      await server.stop();
      await subgraphs.close();
    },
  };
}
