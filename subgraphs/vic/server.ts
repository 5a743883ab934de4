import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { createSourceSubgraph, type SubgraphOptions } from '../sources/graph/source-subgraph.ts';
import { extendContext, vicKind } from './context.ts';
import { resolvers } from './resolvers.ts';

/** The document system: agencies and documents. */
export function createVicSubgraph(options: SubgraphOptions): Subgraph {
  return createSourceSubgraph({ name: 'vic', kind: vicKind, resolvers, extendContext }, options);
}
