import type { ExecutionResult } from 'graphql';
import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { sseClient } from './graphql-sse.ts';

export type Results = AsyncIterableIterator<ExecutionResult<any>>;

type Subscribe = (url: string, query: string, authorization?: string) => Results;

/** The clients of the two protocols, each by its own library. */
export const clients: Readonly<Record<string, Subscribe>> = {
  'graphql-sse': (url, query, authorization) =>
    sseClient(url, authorization === undefined ? {} : { authorization }).iterate({ query }),
  'graphql-ws': (url, query, authorization) => {
    const client = createClient({
      url: url.replace('http', 'ws'),
      webSocketImpl: WebSocket,
      retryAttempts: 0,
      ...(authorization !== undefined && { connectionParams: { authorization } }),
    });
    return client.iterate({ query }) as Results;
  },
};
