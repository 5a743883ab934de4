import { ApolloServer } from '@apollo/server';
import { apolloDefaults } from './apollo.ts';
import { errorPlugin, type ExchangeContext } from './error-plugin.ts';
import { createGraphqlHandler } from './graphql-handler.ts';
import { startHttpService, type HttpService } from '../http/http-service.ts';
import type { Log } from '../log.ts';
import type { Subgraph } from './subgraph.ts';

export interface ServeSubgraphOptions {
  readonly subgraph: Subgraph;
  readonly host: string;
  readonly port: number;
  /** From the arrival of a request to its answer; the gateway's deadline for this subgraph should be shorter. */
  readonly deadlineMs: number;
  readonly shutdownDelayMs?: number;
  readonly drainMs: number;
  readonly log: Log;
}

/** A gateway sends representations by the thousand: its requests are larger than a client's. */
const MAX_REQUEST_BYTES = 16 * 1024 * 1024;
const COMPRESS_ABOVE_BYTES = 8 * 1024;

/** Serves a subgraph over HTTP: `/graphql` with `_service` and `_entities`, `/health`, `/ready`. */
export async function serveSubgraph(options: ServeSubgraphOptions): Promise<HttpService> {
  const { subgraph, host, port, deadlineMs, shutdownDelayMs = 0, drainMs, log } = options;
  const defaults = apolloDefaults(log);
  const server = new ApolloServer<ExchangeContext>({
    ...defaults,
    schema: subgraph.schema,
    introspection: true,
    persistedQueries: false,
    plugins: [...defaults.plugins, errorPlugin(log)],
  });
  await subgraph.start();
  await server.start();

  const http = await startHttpService({
    host,
    port,
    shutdownDelayMs,
    drainMs,
    log,
    isReady: () => true,
    routes: {
      '/graphql': createGraphqlHandler({
        server,
        createContext: (exchange) =>
          Promise.resolve(Object.assign(subgraph.createContext(exchange), { exchange })),
        maxRequestBytes: MAX_REQUEST_BYTES,
        deadlineMs,
        compressAboveBytes: COMPRESS_ABOVE_BYTES,
        log,
      }),
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
