import { baseType, isCustomScalarType } from '@apollo/federation-internals';
import type { Schema } from '@apollo/federation-internals';
import { Kind } from 'graphql';
import type { OperationDefinitionNode, SelectionSetNode } from 'graphql';
import type { ExactPlace } from '../../../transport/transport.ts';

/** Which fields of a supergraph are leaves whose numbers are passed on as they were written: those of scalars of its own. */
export class ExactLeaves {
  /** By coordinate the type of a field, or true where its digits count. */
  readonly #fields = new Map<string, string | true>();
  readonly #roots = new Map<string, string>();

  constructor(supergraph: Schema) {
    for (const root of supergraph.schemaDefinition.roots())
      this.#roots.set(root.rootKind, root.type.name);
    for (const type of [...supergraph.objectTypes(), ...supergraph.interfaceTypes()]) {
      for (const field of type.fields()) {
        const named = field.type && baseType(field.type);
        if (named === undefined) continue;
        this.#fields.set(field.coordinate, isCustomScalarType(named) || named.name);
      }
    }
  }

  /** Where an operation of a subgraph asks for such leaves; undefined where for none. */
  placesIn({
    operation,
    selectionSet,
  }: OperationDefinitionNode): readonly ExactPlace[] | undefined {
    const places = this.#within(selectionSet, this.#roots.get(operation) ?? '');
    return places.length > 0 ? places : undefined;
  }

  #within({ selections }: SelectionSetNode, parent: string): readonly ExactPlace[] {
    return selections.flatMap((selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition?.name.value ?? parent;
        return this.#within(selection.selectionSet, type);
      }
      const type = this.#fields.get(`${parent}.${selection.name.value}`) ?? '';
      const key = (selection.alias ?? selection.name).value;
      if (type === true) return [{ key }];
      const within = selection.selectionSet ? this.#within(selection.selectionSet, type) : [];
      return within.length > 0 ? [{ key, within }] : [];
    });
  }
}
