import { composeServices } from '@apollo/composition';
import { ApolloGateway } from '@apollo/gateway';
import type { GraphQLDataSource } from '@apollo/gateway';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/resolverMap.js';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { parse } from 'graphql';
import { createHash } from 'node:crypto';
import { createEngine } from '../../../gateway/engine/engine.ts';
import type { Engine, EngineOptions } from '../../../gateway/engine/api.ts';
import { createInProcessTransport } from '../../../gateway/transport/in-process.ts';
import type { SubgraphRequest, SubgraphTransport } from '../../../gateway/transport/transport.ts';

process.env['APOLLO_TELEMETRY_DISABLED'] = '1';

export type Subgraph = {
  readonly name: string;
  readonly typeDefs: string;
} & ({ readonly resolvers: GraphQLResolverMap<unknown> } | { readonly schema: GraphQLSchema });

export interface Answer {
  readonly data: unknown;
  readonly errors: readonly GraphQLFormattedError[];
}

/** A federation under test: our engine and the stock executor over the same subgraphs in this process. */
export interface Federation {
  readonly supergraphSdl: string;
  readonly engine: Engine;
  /** Every request that our engine has sent. */
  readonly asked: (SubgraphRequest & { readonly subgraph: string })[];
  readonly ours: (query: string, variables?: Record<string, unknown>) => Promise<Answer>;
  readonly stock: (
    query: string,
    variables?: Record<string, unknown>,
    interfaceObjects?: ReadonlySet<string>,
  ) => Promise<Answer>;
}

/** Whether subgraphs make a supergraph. */
export function composes(subgraphs: Parameters<typeof compose>[0]): boolean {
  try {
    return compose(subgraphs) !== '';
  } catch {
    return false;
  }
}

function compose(
  subgraphs: readonly { readonly name: string; readonly typeDefs: string }[],
): string {
  const { supergraphSdl, errors } = composeServices(
    subgraphs.map(({ name, typeDefs }) => ({
      name,
      url: `http://${name}.invalid/`,
      typeDefs: parse(typeDefs),
    })),
  );
  if (supergraphSdl === undefined) throw new AggregateError(errors, errors.join('\n'));
  return supergraphSdl;
}

export interface FederationOptions {
  /** Puts something between the engine and a subgraph. */
  readonly between?: (subgraph: string, transport: SubgraphTransport) => SubgraphTransport;
  readonly engine?: Partial<EngineOptions>;
}

export function createFederation(
  subgraphs: readonly Subgraph[],
  { between = (_name, transport) => transport, engine: options }: FederationOptions = {},
): Federation {
  const supergraphSdl = compose(subgraphs);
  const plain = new Map(
    subgraphs.map((subgraph) => [
      subgraph.name,
      createInProcessTransport({
        schema: 'schema' in subgraph ? subgraph.schema : schemaOf(subgraph),
        createContext: () => ({}),
        deadlineMs: 5_000,
      }),
    ]),
  );
  const asked: Federation['asked'] = [];
  const engine = createEngine({
    supergraphSdl,
    transports: (name) => {
      const transport = between(name, plain.get(name)!);
      return {
        ...transport,
        execute: (request) => {
          asked.push({ ...request, subgraph: name });
          return transport.execute(request);
        },
      };
    },
    ...options,
  });
  let executor: ReturnType<typeof stockExecutor> | undefined;
  return {
    supergraphSdl,
    engine,
    asked,
    ours: (query, variables) => askEngine(engine, query, variables),
    stock: async (...asked) => (await (executor ??= stockExecutor(supergraphSdl, plain)))(...asked),
  };
}

function schemaOf({ typeDefs, resolvers }: Extract<Subgraph, { readonly resolvers: unknown }>) {
  return buildSubgraphSchema({ typeDefs: parse(typeDefs), resolvers });
}

export async function askEngine(
  engine: Engine,
  query: string,
  variables: Record<string, unknown> = {},
): Promise<Answer> {
  const { data, errors } = await engine.execute({
    document: parse(query),
    documentHash: hashOf(query),
    variables,
    headers: {},
  });
  return { data: data === undefined ? undefined : JSON.parse(data.toString()), errors };
}

export function hashOf(query: string): string {
  return createHash('sha256').update(query).digest('hex');
}

async function stockExecutor(supergraphSdl: string, plain: ReadonlyMap<string, SubgraphTransport>) {
  const gateway = new ApolloGateway({
    supergraphSdl,
    buildService: ({ name }) =>
      ({
        process: async ({ request, context }) => {
          const answer = await plain.get(name)!.execute({
            operation: { text: request.query! },
            variables: { ...request.variables },
            headers: {},
          });
          // As it would come over the wire: the executor writes into what it gets.
          const copy = JSON.parse(JSON.stringify(answer)) as { data?: { _entities?: Typed[] } };
          const { interfaceObjects } = context as StockContext;
          for (const entity of copy.data?._entities ?? []) {
            if (interfaceObjects.has(String(entity?.__typename))) delete entity?.__typename;
          }
          return copy;
        },
      }) satisfies GraphQLDataSource,
    // As our engine has it: without, it takes all memory for some operations.
    queryPlannerConfig: { debug: { pathsLimit: 1_000 } },
    logger: { debug: quiet, info: quiet, warn: quiet, error: quiet },
  });
  const { executor } = await gateway.load({ apollo: {} });

  return async (
    query: string,
    variables: Record<string, unknown> = {},
    interfaceObjects: ReadonlySet<string> = new Set(),
  ): Promise<Answer> => {
    const context: StockContext = { interfaceObjects };
    const { data, errors = [] } = await executor({
      request: { query, variables },
      document: parse(query),
      queryHash: hashOf(query),
      metrics: {},
      logger: console,
      context,
    } as never);
    return {
      data: JSON.parse(JSON.stringify(data ?? null)),
      errors: errors.map((error) => error.toJSON()),
    };
  };
}

type Typed = { __typename?: string } | null;

interface StockContext {
  /** Types of whose `__typename` an entity is relieved: see the named differences in the engine's tests. */
  readonly interfaceObjects: ReadonlySet<string>;
}

function quiet(): void {
  // What the stock gateway has to say is nothing to a test.
}
