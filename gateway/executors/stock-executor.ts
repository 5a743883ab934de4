import '../no-telemetry.ts';
import { ApolloGateway, type GraphQLDataSource } from '@apollo/gateway';
import { GraphQLError, type DocumentNode } from 'graphql';
import { apolloLogger } from '../../service/graphql/apollo.ts';
import type { GatewayContext } from '../context.ts';
import type { Executor, ExecutorParts } from './executor.ts';
import {
  TransportFault,
  type SubgraphOperation,
  type SubgraphTransport,
} from '../transport/transport.ts';

/** @apollo/gateway's own executor over our transports: the reference, and the oracle of the engine's tests. */
export function createStockExecutor({ supergraphSdl, transportFor, log }: ExecutorParts): Executor {
  let update: ((supergraphSdl: string) => void) | undefined;
  const gateway = new ApolloGateway({
    logger: apolloLogger(log),
    supergraphSdl: (hooks) => {
      update = hooks.update;
      return Promise.resolve({ supergraphSdl });
    },
    buildService: ({ name, url = '' }) => createDataSource(name, transportFor({ name, url })),
  });

  return {
    gateway,
    async swap(sdl) {
      await Promise.resolve();
      update?.(sdl);
    },
  };
}

/** A subgraph as @apollo/gateway asks it. */
function createDataSource(
  name: string,
  transport: SubgraphTransport,
): GraphQLDataSource<GatewayContext> {
  if (transport.encoding === 'latin1') {
    throw new Error('the stock executor takes strings as JavaScript has them, not byte strings');
  }
  const operations = new WeakMap<DocumentNode, SubgraphOperation>();

  function operationFor(text: string, document: DocumentNode | undefined, operationName?: string) {
    const known = document && operations.get(document);
    if (known !== undefined) return known;
    const operation = {
      text,
      ...(operationName !== undefined && { name: operationName }),
      ...(document && { document }),
    };
    if (document) operations.set(document, operation);
    return operation;
  }

  return {
    async process({ request, context, ...rest }) {
      const { query = '', operationName, variables } = request;
      const { exchange, forwarded } = context as GatewayContext;
      const document = 'document' in rest ? rest.document : undefined;
      try {
        const { data, errors } = await transport.execute({
          operation: operationFor(query, document, operationName),
          headers: forwarded,
          signal: exchange.signal,
          ...(variables && { variables }),
        });
        return { data: data ?? null, ...(errors && { errors }) };
      } catch (error) {
        if (!(error instanceof TransportFault)) throw error;
        throw new GraphQLError(error.code, { extensions: { code: error.code, service: name } });
      }
    },
  };
}
