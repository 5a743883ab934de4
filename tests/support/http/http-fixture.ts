import { buildSubgraphSchema } from '@apollo/subgraph';
import { GraphQLError, type GraphQLSchema, parse } from 'graphql';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import { gatewaySettings, type ServingConfig } from '../../../gateway/config.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose.ts';
import { fault } from '../../../service/errors/faults.ts';
import { createLog } from '../../../service/log.ts';
import { serveSubgraph } from '../../../service/graphql/serve-subgraph.ts';
import { CLIENT_HEADER } from '../../../service/http/entry/client.ts';
import type { HttpService } from '../../../service/http/http-service.ts';
import type { IncomingRequest, Subgraph } from '../../../service/graphql/subgraph.ts';

export const silent = createLog({ service: 'test', level: 'silent' });

const HEAD = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])`;

const OFFICES = `${HEAD}
  type Query {
    office(code: ID!): Office
    offices: [Office!]!
    "Tells which headers reached this subgraph."
    headers: [String!]!
    "Answers after so many milliseconds, or not at all once cancelled."
    slow(ms: Int!): String
    broken: String
    refused: String
  }
  type Office @key(fields: "code") { code: ID! name: String! }
`;

const AGENCIES = `${HEAD}
  type Office @key(fields: "code") { code: ID! agency: String }
`;

const NAMES: Readonly<Record<string, string>> = {
  NC: 'Một cửa huyện Năm Căn',
  CN: 'Một cửa huyện Cái Nước',
};

interface Context {
  readonly request: IncomingRequest;
}

const officeResolvers: GraphQLResolverMap<Context> = {
  Query: {
    office: (_root, { code }: { code: string }) =>
      NAMES[code] ? { code, name: NAMES[code] } : null,
    offices: () => Object.entries(NAMES).map(([code, name]) => ({ code, name })),
    headers: (_root, _args, { request }) =>
      Object.entries(request.headers)
        .filter(([name]) =>
          ['authorization', 'cookie', 'x-motcua-language', 'x-request-id'].includes(name),
        )
        .map(([name, value]) => `${name}: ${value}`),
    slow: (_root, { ms }: { ms: number }, { request }) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms, 'done');
        request.signal?.addEventListener('abort', () => {
          clearTimeout(timer);
        });
      }),
    broken: () => {
      throw new GraphQLError('connect ECONNREFUSED 10.1.2.3:1433 as sa');
    },
    refused: () => {
      throw fault('DATABASE_UNAVAILABLE', { source: 'Năm Căn' });
    },
  },
};

const agencyResolvers: GraphQLResolverMap<Context> = {
  Office: { agency: ({ code }: { code: string }) => `UBND ${code}` },
};

function createSubgraph(
  name: string,
  sdl: string,
  resolvers: GraphQLResolverMap<Context>,
): Subgraph {
  const schema = buildSubgraphSchema({
    typeDefs: parse(sdl),
    resolvers: resolvers as GraphQLResolverMap<unknown>,
  });
  return subgraphOver(name, schema, {
    whoAsks: (headers) => Promise.resolve(headers[CLIENT_HEADER]),
    createContext: (request) => Promise.resolve({ request }),
  });
}

/** A subgraph over a schema, of no sources; nobody asks it, unless `own` says otherwise. */
export function subgraphOver(
  name: string,
  schema: GraphQLSchema,
  own: Partial<Subgraph> = {},
): Subgraph {
  return {
    name,
    schema,
    whoAsks: () => Promise.resolve(undefined),
    createContext: () => Promise.resolve({}),
    start: () => Promise.resolve(),
    outages: () => [],
    sources: () => [],
    close: () => Promise.resolve(),
    ...own,
  };
}

/** A subgraph behind a server of its own, at any free port; both times are milliseconds. */
export function serveLocally(
  subgraph: Subgraph,
  { deadlineMs = 5_000, drainMs = 100 } = {},
): Promise<HttpService> {
  return serveSubgraph({ subgraph, host: '127.0.0.1', port: 0, deadlineMs, drainMs, log: silent });
}

/** Two small subgraphs, one of which adds to the other's entity. */
export function createFixtureSubgraphs(): readonly Subgraph[] {
  return [
    createSubgraph('offices', OFFICES, officeResolvers),
    createSubgraph('agencies', AGENCIES, agencyResolvers),
  ];
}

/** The supergraph of the fixture, its subgraphs at these places. */
export function fixtureSupergraph(urls: Readonly<Record<string, string>>, more = ''): string {
  return composeSupergraph([
    { name: 'offices', url: urls['offices'] ?? '', sdl: OFFICES + more },
    { name: 'agencies', url: urls['agencies'] ?? '', sdl: AGENCIES },
  ]);
}

/** Each subgraph of the fixture behind its own server. */
export async function serveFixture() {
  const services = await Promise.all(
    createFixtureSubgraphs().map(async (subgraph) => ({
      name: subgraph.name,
      service: await serveLocally(subgraph),
    })),
  );
  return {
    urls: Object.fromEntries(services.map(({ name, service }) => [name, `${service.url}/graphql`])),
    close: () => Promise.all(services.map(({ service }) => service.close())),
  };
}

/** The gateway's defaults on any free port, with what a test wants otherwise. */
export function servingConfig(otherwise: Partial<ServingConfig> = {}): ServingConfig {
  return {
    ...gatewaySettings.parse({
      supergraph: 'none',
      port: '0',
      shutdownDelayMs: '0',
      drainMs: '100',
      // A thread would take longer to begin than most tests take.
      plannerThreads: '0',
    }),
    ...otherwise,
  };
}

export interface GraphqlRequest {
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly operationName?: string;
  readonly extensions?: object;
}

/** Asks as a client does. */
export async function ask(
  url: string,
  body: GraphqlRequest,
  headers: Readonly<Record<string, string>> = {},
) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}
