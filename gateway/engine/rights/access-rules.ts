import type { Schema } from '@apollo/federation-internals';
import { getNamedType, isAbstractType } from 'graphql';
import type { GraphQLCompositeType, GraphQLField, GraphQLSchema } from 'graphql';

/** What one who asks has: to be known at all, a scope, or the consent of a policy. No variable has such a name. */
export type Right = '@authenticated' | `@scope ${string}` | `@policy ${string}`;

/** Whether a switch of an operation is a right, and no variable. */
export function isRight(name: string): name is Right {
  return name.startsWith('@');
}

/** All of these, each in one of its ways, each of which takes all of its rights. */
export type Requirement = readonly (readonly (readonly Right[])[])[];

/** A type or field of a supergraph. */
interface Element {
  appliedDirectivesOf(name: string): readonly { arguments(): unknown }[];
}
type Reader = (element: Element) => Requirement;

/**
 * What a supergraph demands of who reads a field, by `@authenticated`, `@requiresScopes` and `@policy`, under whatever
 * names it links them: what stands at the field, at its type and at the type that it answers. At an interface all that
 * the types behind it demand counts too, since which of them it is is not known before it is read.
 */
export class AccessRules {
  readonly #own = new Map<string, Requirement>();
  readonly #known = new Map<string, Requirement>();

  constructor(supergraph: Schema) {
    const readers = readersOf(supergraph);
    if (readers.length === 0) return;
    for (const type of supergraph.types()) {
      this.#read(type.name, type, readers);
      if (type.kind !== 'ObjectType' && type.kind !== 'InterfaceType') continue;
      for (const field of type.fields()) this.#read(`${type.name}.${field.name}`, field, readers);
    }
  }

  /** Whether nothing is demanded anywhere. */
  get isEmpty(): boolean {
    return this.#own.size === 0;
  }

  /** What a field selected on a type of the clients' schema demands. */
  requirementOf(
    type: GraphQLCompositeType,
    field: GraphQLField<unknown, unknown>,
    schema: GraphQLSchema,
  ): Requirement {
    const coordinate = `${type.name}.${field.name}`;
    let known = this.#known.get(coordinate);
    if (known === undefined) {
      const types = [type, ...(isAbstractType(type) ? schema.getPossibleTypes(type) : [])];
      const parents = types.flatMap(({ name }) => [name, `${name}.${field.name}`]);
      known = [...parents, getNamedType(field.type).name].flatMap((at) => this.#own.get(at) ?? []);
      this.#known.set(coordinate, known);
    }
    return known;
  }

  #read(coordinate: string, element: Element, readers: readonly Reader[]): void {
    const requirement = readers.flatMap((read) => read(element));
    if (requirement.length > 0) this.#own.set(coordinate, requirement);
  }
}

/** Whether one who has certain rights has what is demanded. */
export function isMet(requirement: Requirement, holds: (right: Right) => boolean): boolean {
  return requirement.every((ways) => ways.some((all) => all.every(holds)));
}

/** A reader for each of the three that the supergraph links. */
function readersOf(supergraph: Schema): readonly Reader[] {
  const reader = (
    spec: string,
    read: (given: Given) => readonly (readonly Right[])[],
  ): Reader[] => {
    const feature = supergraph.coreFeatures?.getByIdentity(`https://specs.apollo.dev/${spec}`);
    if (feature === undefined) return [];
    const name = feature.directiveNameInSchema(spec);
    return [
      (element) =>
        element.appliedDirectivesOf(name).map((directive) => read(directive.arguments() as Given)),
    ];
  };
  return [
    ...reader('authenticated', () => [['@authenticated']]),
    ...reader('requiresScopes', ({ scopes = [] }) =>
      scopes.map((all) => all.map((scope) => `@scope ${scope}` as const)),
    ),
    ...reader('policy', ({ policies = [] }) =>
      policies.map((all) => all.map((policy) => `@policy ${policy}` as const)),
    ),
  ];
}

interface Given {
  readonly scopes?: readonly (readonly string[])[];
  readonly policies?: readonly (readonly string[])[];
}
