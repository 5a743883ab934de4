import { ApolloServer } from '@apollo/server';
import type { ValidationRule } from 'graphql';
import { apolloDefaults } from '../service/graphql/apollo.ts';
import { errorPlugin } from '../service/graphql/error-plugin.ts';
import type { Log } from '../service/log.ts';
import type { SharedStore } from '../service/redis/shared-store.ts';
import type { ServingConfig } from './config.ts';
import type { GatewayContext } from './context.ts';
import type { Executor } from './executors/executor.ts';
import { type Asking, costPlugin } from './executors/stock-cost.ts';
import { createTextCache } from './operations/persisted-queries.ts';
import { deferRule } from './parts/defer-rule.ts';
import { operationPlugin } from './plugins/operation.ts';
import { writeAnswer } from './written-answer.ts';

interface ApolloServerParts extends Asking {
  readonly gateway: Executor['gateway'];
  /** Rules of how much a document may ask for. */
  readonly bounds: readonly ValidationRule[];
  readonly shared: SharedStore | undefined;
  readonly log: Log;
}

/** What refuses, registers and negotiates in its own words, and executes what the shortcut leaves to it. */
export function createApolloServer(
  config: ServingConfig,
  { gateway, bounds, shared, log, ...asking }: ApolloServerParts,
): ApolloServer<GatewayContext> {
  const defaults = apolloDefaults(log, config.errorExtensions);
  return new ApolloServer<GatewayContext>({
    ...defaults,
    gateway,
    persistedQueries: { cache: createTextCache(shared) },
    introspection: config.introspection,
    parseOptions: { maxLexicalTokens: config.maxTokens },
    validationRules: [...bounds, deferRule],
    stringifyResult: (answer) => writeAnswer(answer).toString(),
    plugins: [
      ...defaults.plugins,
      operationPlugin,
      ...(config.engine === 'stock' ? [costPlugin(config, asking)] : []),
      errorPlugin(log),
    ],
  });
}
