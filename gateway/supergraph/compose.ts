import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';

export interface SubgraphSchema {
  readonly name: string;
  readonly url: string;
  readonly sdl: string;
}

/** Subgraphs that do not fit together; every reason at once. */
export class CompositionFault extends Error {
  override readonly name = 'CompositionFault';
}

/** Composes subgraphs into the supergraph that a gateway serves. */
export function composeSupergraph(subgraphs: readonly SubgraphSchema[]): string {
  const { errors, supergraphSdl } = composeServices(
    subgraphs.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl) })),
  );
  if (errors !== undefined) {
    throw new CompositionFault(errors.map(({ message }) => message).join('\n\n'));
  }
  return supergraphSdl;
}
