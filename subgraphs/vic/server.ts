import type { Subgraph } from '../../service/subgraph.ts';
import { createSourceSubgraph, type SubgraphOptions } from '../sources/graph/source-subgraph.ts';
import { extendContext, vicKind } from './context.ts';
import { resolvers } from './resolvers.ts';

/** The document system: agencies and documents. */
export function createVicSubgraph(options: SubgraphOptions): Subgraph {
  return createSourceSubgraph(
    {
      name: 'vic',
      sdl: new URL('../../schema/vic.graphql', import.meta.url),
      ownSources: new URL('./sources/', import.meta.url),
      kind: vicKind,
      resolvers,
      extendContext,
    },
    options,
  );
}
