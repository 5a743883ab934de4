import { baseType, isCustomScalarType } from '@apollo/federation-internals';
import type { NamedType, Schema } from '@apollo/federation-internals';
import { Kind } from 'graphql';
import type { OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { LeafPlace } from '../../../transport/transport.ts';

/** Leaves that are read in a way of their own: numbers of a supergraph's own scalars as they were written, and texts. */
export type LeafKind = 'exact' | 'texts';

/** Finds where the operations of subgraphs ask for leaves of a kind. */
export class LeafPlaces {
  /** By coordinate the type of a field. */
  readonly #fields = new Map<string, NamedType>();
  readonly #roots = new Map<string, string>();

  constructor(supergraph: Schema) {
    for (const root of supergraph.schemaDefinition.roots())
      this.#roots.set(root.rootKind, root.type.name);
    for (const type of [...supergraph.objectTypes(), ...supergraph.interfaceTypes()]) {
      for (const field of type.fields()) {
        const named = field.type && baseType(field.type);
        if (named !== undefined) this.#fields.set(field.coordinate, named);
      }
    }
  }

  /** Where an operation asks for leaves of a kind; undefined where for none. */
  of(
    kind: LeafKind,
    { operation, selectionSet }: OperationDefinitionNode,
  ): readonly LeafPlace[] | undefined {
    const places = this.#within(selectionSet, this.#roots.get(operation) ?? '', kind);
    return places.length > 0 ? places : undefined;
  }

  #within({ selections }: SelectionSetNode, parent: string, kind: LeafKind): readonly LeafPlace[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition?.name.value ?? parent;
        return this.#within(selection.selectionSet, type, kind);
      }
      const type = this.#fields.get(`${parent}.${selection.name.value}`);
      const key = (selection.alias ?? selection.name).value;
      if (type !== undefined && isOf(kind, type)) return [{ key }];
      if (selection.selectionSet === undefined) return [];
      const within = this.#within(selection.selectionSet, type?.name ?? '', kind);
      return within.length > 0 ? [{ key, within }] : [];
    });
  }
}

function isOf(kind: LeafKind, type: NamedType): boolean {
  return kind === 'exact' ? isCustomScalarType(type) : type.name === 'String';
}
