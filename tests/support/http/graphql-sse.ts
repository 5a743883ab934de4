import { createRequire } from 'node:module';
import type { ExecutionResult } from 'graphql';

/** The part of graphql-sse that the tests use: its module for Node is CommonJS, which jest’s loader of ES modules does not take. */
interface GraphqlSse {
  readonly createClient: (options: {
    readonly url: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly retryAttempts?: number;
  }) => SseClient;
}

export interface SseClient {
  iterate(request: {
    readonly query: string;
    readonly variables?: Record<string, unknown>;
  }): AsyncIterableIterator<ExecutionResult<any>>;
  dispose(): void;
}

/** A client by graphql-sse’s “distinct connections mode”. */
export function sseClient(url: string, headers: Readonly<Record<string, string>> = {}): SseClient {
  const { createClient } = createRequire(import.meta.url)('graphql-sse') as GraphqlSse;
  return createClient({ url, headers, retryAttempts: 0 });
}
