import { readFileSync } from 'node:fs';
import {
  type DefinitionNode,
  type DocumentNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  visit,
} from 'graphql';

/** The folder of the SDL files, found from this file so that it holds for a build that keeps the tree. */
const SCHEMA = new URL('../../../schema/', import.meta.url);

/** The SDL that all subgraphs share, `schema/shared.graphql`, whole. */
export function readSharedSdl(): DocumentNode {
  return readSdl('shared');
}

/**
 * The SDL that a subgraph serves, is composed of and gets its types from: `schema/NAME.graphql` and, of the shared SDL,
 * the federation header and the types that the subgraph uses.
 *
 * A type that it does not use stays out, for composition counts whoever declares one: an input keeps only the fields that
 * all of them have, and an enum of arguments must be the same in each. So a subgraph of an older release would take a new
 * filter away from the graph without ever having used it.
 */
export function readSubgraphSdl(name: string): DocumentNode {
  return withUsed(readSdl(name), readSharedSdl());
}

/** A document and, of the shared one, what is no type and each type that the document names, itself or through another. */
export function withUsed(own: DocumentNode, shared: DocumentNode): DocumentNode {
  const sharedTypes = new Map(
    shared.definitions.filter(isTypeDefinitionNode).map((type) => [type.name.value, type]),
  );
  const used = new Set<DefinitionNode>();
  const use = (node: DocumentNode | DefinitionNode): void => {
    visit(node, {
      NamedType({ name }) {
        const type = sharedTypes.get(name.value);
        if (type === undefined || used.has(type)) return;
        used.add(type);
        use(type);
      },
    });
  };
  use(own);
  const taken = shared.definitions.filter(
    (definition) => !isTypeDefinitionNode(definition) || used.has(definition),
  );
  return { kind: Kind.DOCUMENT, definitions: [...taken, ...own.definitions] };
}

function readSdl(name: string): DocumentNode {
  return parse(readFileSync(new URL(`${name}.graphql`, SCHEMA), 'utf8'));
}
