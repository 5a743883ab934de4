import { ServerResponse } from 'node:http';
import { ApolloServer, type ApolloServerOptions, type BaseContext } from '@apollo/server';
import {
  defineIntegrationTestSuite,
  type CreateServerForIntegrationTestsOptions,
} from '@apollo/server-integration-testsuite';
import { afterAll } from '@jest/globals';
import { createAnswering } from '../../../service/graphql/answering.ts';
import { createGraphqlHandler } from '../../../service/graphql/graphql-handler.ts';
import { startHttpService, type HttpService } from '../../../service/http/http-service.ts';
import { Sending } from '../../../service/http/sending.ts';
import { createLog } from '../../../service/log.ts';

const log = createLog({ service: 'test', level: 'silent' });
const running: HttpService[] = [];

afterAll(async () => {
  await Promise.all(running.splice(0).map((service) => service.close()));
});

/** Apollo's own suite for HTTP integrations, over ours. */
defineIntegrationTestSuite(
  async (
    serverOptions: ApolloServerOptions<BaseContext>,
    options?: CreateServerForIntegrationTestsOptions,
  ) => {
    const server = new ApolloServer(serverOptions);
    await server.start();
    const handler = createGraphqlHandler({
      answering: createAnswering({
        server,
        createContext: () => options?.context?.() ?? Promise.resolve({}),
      }),
      sending: new Sending({ writeDeadlineMs: 10_000, maxUnsentBytes: 64 * 1024 * 1024 }),
      maxRequestBytes: 1_000_000,
      deadlineMs: 30_000,
      compressAboveBytes: Infinity,
      log,
    });
    // The suite expects of a server what Apollo's own says of caches, which is nothing.
    const route: typeof handler = (request, response) => {
      response.writeHead = ServerResponse.prototype.writeHead.bind(
        response,
      ) as typeof response.writeHead;
      return handler(request, response);
    };
    const service = await startHttpService({
      host: '127.0.0.1',
      port: 0,
      routes: { '/': route, '/graphql': route },
      isReady: () => true,
      drainMs: 100,
      log,
    });
    running.push(service);
    return { server, url: service.url };
  },
  { noIncrementalDelivery: true },
);
