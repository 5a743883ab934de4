import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { createSourceSubgraph, type SubgraphOptions } from '../sources/graph/source-subgraph.ts';
import { proceduresKind } from './context.ts';
import { resolvers } from './resolvers.ts';

/** The catalogue of administrative procedures. */
export function createProceduresSubgraph(options: SubgraphOptions): Subgraph {
  return createSourceSubgraph({ name: 'procedures', kind: proceduresKind, resolvers }, options);
}
