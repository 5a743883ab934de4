import type { Subgraph } from '../../service/graphql/subgraph.ts';
import { createSourceSubgraph, type SubgraphOptions } from '../sources/graph/source-subgraph.ts';
import { onestopKind } from './context.ts';
import { resolvers } from './resolvers.ts';

/** The one-stop offices: every office that a mapping file connects. */
export function createOnestopSubgraph(options: SubgraphOptions): Subgraph {
  return createSourceSubgraph({ name: 'onestop', kind: onestopKind, resolvers }, options);
}
