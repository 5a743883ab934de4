import type { InterfaceType, ObjectType, Schema } from '@apollo/federation-internals';
import { Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql';
import type { DocumentNode, GraphQLSchema, InlineFragmentNode, SelectionNode } from 'graphql';

/** Below so many possible types the planner has done before it matters. */
const WIDE = 3;

/**
 * Fields of interfaces that the planner plans type by type. Where several subgraphs answer a field of several types, it
 * takes every combination of a subgraph for each type as a way of its own: two subgraphs and thirty types are 2³⁰, and
 * the process dies of them. Asked for on each type apart, the ways add up rather than multiply. (What the subgraph is sent
 * grows with the square of the types where two such fields nest: beyond some twenty, graphql-js refuses to validate it.)
 * So are those whose objects may set a context that the interface does not (`@context`): the planner looks for it at the interface alone.
 */
export class WideInterfaces {
  readonly #schema: GraphQLSchema;
  /** Possible types by coordinate. */
  readonly #types = new Map<string, readonly string[]>();

  /**
   * @param supergraph - Says which subgraphs answer what.
   * @param schema - What clients see.
   */
  constructor(supergraph: Schema, schema: GraphQLSchema) {
    this.#schema = schema;
    for (const type of supergraph.interfaceTypes()) {
      const types = type.possibleRuntimeTypes().filter(({ name }) => schema.getType(name));
      if (isInterfaceObject(type)) continue;
      const isWide = types.length >= WIDE;
      const isContext = types.some((object) => setsMore(object, type));
      for (const { name } of type.fields()) {
        const branching = types.filter((object) => subgraphsAnswering(object, name) > 1);
        if (!isContext && !(isWide && branching.length > 1)) continue;
        this.#types.set(
          `${type.name}.${name}`,
          types.map((object) => object.name),
        );
      }
    }
  }

  /** The same operation with these fields asked for type by type, where they have fields below. */
  spread(document: DocumentNode): DocumentNode {
    if (this.#types.size === 0) return document;
    const info = new TypeInfo(this.#schema);
    return visit(
      document,
      visitWithTypeInfo(info, {
        [Kind.SELECTION_SET]: {
          leave: (set) => {
            const parent = info.getParentType()?.name ?? '';
            const selections = set.selections.flatMap((node) => this.#spreadField(node, parent));
            return selections.length === set.selections.length ? undefined : { ...set, selections };
          },
        },
      }),
    );
  }

  #spreadField(node: SelectionNode, parent: string): readonly SelectionNode[] {
    const types =
      node.kind === Kind.FIELD && node.selectionSet !== undefined
        ? this.#types.get(`${parent}.${node.name.value}`)
        : undefined;
    return types?.map((type) => onType(type, [node])) ?? [node];
  }
}

/** An inline fragment on a type. */
export function onType(type: string, selections: readonly SelectionNode[]): InlineFragmentNode {
  return {
    kind: Kind.INLINE_FRAGMENT,
    typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: type } },
    selectionSet: { kind: Kind.SELECTION_SET, selections },
  };
}

/** Some subgraph has only the interface: what it answers is of no type that could be asked for apart. */
function isInterfaceObject(type: InterfaceType): boolean {
  return type
    .appliedDirectivesOf('join__type')
    .some((directive) => directive.arguments()['isInterfaceObject'] === true);
}

/** Whether a type sets a context that its interface does not. */
function setsMore(object: ObjectType, type: InterfaceType): boolean {
  const ofInterface = contextsOf(type);
  return contextsOf(object).some((context) => !ofInterface.includes(context));
}

function contextsOf(type: ObjectType | InterfaceType): readonly string[] {
  return type
    .appliedDirectivesOf('context')
    .map((directive) => (directive.arguments() as { readonly name: string }).name);
}

/** How many subgraphs answer a field of a type; one that says nothing of it is answered by all that have the type. */
function subgraphsAnswering(type: ObjectType, field: string): number {
  const joined = type.field(field)?.appliedDirectivesOf('join__field') ?? [];
  if (joined.length === 0) return graphsOf(type.appliedDirectivesOf('join__type')).size;
  return graphsOf(
    joined.filter((directive) => {
      const { external, usedOverridden } = directive.arguments();
      return external !== true && usedOverridden !== true;
    }),
  ).size;
}

function graphsOf(directives: readonly { arguments(): Record<string, unknown> }[]): Set<unknown> {
  return new Set(directives.map((directive) => directive.arguments()['graph']));
}
