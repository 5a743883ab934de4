import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, connect, createServer as createNetServer, type Server } from 'node:net';
import { createRequire } from 'node:module';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLResolverMap } from '@apollo/subgraph/dist/schema-helper/index.js';
import { GraphQLError, type GraphQLSchema, parse } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { serveLocally, subgraphOver } from '../http/http-fixture.ts';

const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@authenticated", "@cost"])';

/** What a test has happen, for as many as have subscribed. */
export class Announcements {
  readonly #listeners = new Set<(event: object | 'end') => void>();

  /** Subscriptions that are open. */
  get open(): number {
    return this.#listeners.size;
  }

  announce(event: object): void {
    for (const listener of this.#listeners) listener(event);
  }

  end(): void {
    for (const listener of this.#listeners) listener('end');
  }

  /** Ends at once when it is left, which no generator does while it waits. */
  events(): AsyncIterableIterator<object> {
    const waiting: (object | 'end')[] = [];
    let wake: (() => void) | undefined;
    const listener = (event: object | 'end') => {
      waiting.push(event);
      wake?.();
    };
    this.#listeners.add(listener);
    const leave = () => {
      listener('end');
      this.#listeners.delete(listener);
      return Promise.resolve({ done: true as const, value: undefined });
    };
    return {
      [Symbol.asyncIterator]() {
        return this;
      },
      async next() {
        while (waiting.length === 0)
          await new Promise<void>((resolve) => {
            wake = resolve;
          });
        const event = waiting.shift();
        return typeof event === 'object' ? { done: false as const, value: event } : leave();
      },
      return: leave,
    };
  }
}

/** An office that something is announced of; a code of ✗ has an error for its name. */
const OFFICES = `${HEAD}
  type Query { office(code: ID!): Office }
  type Subscription {
    announced(prefix: String): Office
    expensive: Office @cost(weight: 100000)
    confided: Office @authenticated
  }
  scalar Long
  type Office @key(fields: "code") { code: ID! name: String size: Long secret: String @authenticated }
`;

const AGENCIES = `${HEAD}
  type Query { agencies: Int }
  type Office @key(fields: "code") { code: ID! agency: String }
`;

export const announcedSdl = { offices: OFFICES, agencies: AGENCIES };

/** A subgraph of offices with a subscription, and one that adds to them. */
export function announcedSchemas(announcements: Announcements) {
  const schemaOf = (sdl: string, resolvers: GraphQLResolverMap<unknown>): GraphQLSchema =>
    buildSubgraphSchema({ typeDefs: parse(sdl), resolvers });
  return {
    offices: schemaOf(OFFICES, {
      Subscription: {
        announced: {
          subscribe: () => announcements.events(),
          resolve: (office: unknown) => office,
        },
        confided: { subscribe: () => announcements.events(), resolve: () => null },
        expensive: { subscribe: () => announcements.events(), resolve: () => null },
      },
      Office: {
        name: ({ code }: { code: string }) => {
          if (code === '✗')
            throw new GraphQLError('no such office', { extensions: { code: 'GONE' } });
          return `Văn phòng ${code}`;
        },
      },
    }),
    agencies: schemaOf(AGENCIES, {
      Office: { agency: ({ code }: { code: string }) => `UBND ${code}` },
    }),
  };
}

export interface Served {
  readonly url: string;
  /** As a process that is killed. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

/** Ways in which others serve a subscription, and ours. */
export const serving = {
  'our own server': async (schema: GraphQLSchema): Promise<Served> => {
    const service = await serveLocally(subgraphOver('any', schema), { drainMs: 0 });
    // It says goodbye when it ends by itself; killed, its connections break.
    const { hostname, port } = new URL(service.url);
    const before = await listening(
      createNetServer((client) => {
        const server = connect(Number(port), hostname);
        client.pipe(server).pipe(client);
        for (const [socket, other] of [
          [client, server],
          [server, client],
        ] as const)
          socket.on('error', () => undefined).on('close', () => other.destroy());
      }),
      'http',
    );
    return {
      ...before,
      async close() {
        await before.close();
        await service.close();
      },
    };
  },
  'graphql-sse': (schema: GraphQLSchema): Promise<Served> => {
    const { createHandler } = createRequire(import.meta.url)('graphql-sse/lib/use/http') as {
      readonly createHandler: (
        options: object,
      ) => (request: unknown, response: unknown) => Promise<void>;
    };
    const handler = createHandler({ schema });
    // It rejects where a client has gone while something is written for it.
    const serve: RequestListener = (request, response) => {
      handler(request, response).catch(() => response.destroy());
    };
    return listening(createServer(serve), 'http');
  },
  'graphql-ws': (schema: GraphQLSchema): Promise<Served> => {
    const server = createServer();
    useServer({ schema }, new WebSocketServer({ server, path: '/graphql' }));
    return listening(server, 'ws');
  },
};

async function listening(server: Server, scheme: string): Promise<Served> {
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const kill = async () => {
    for (const socket of sockets) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
  return {
    url: `${scheme}://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    kill,
    close: kill,
  };
}
