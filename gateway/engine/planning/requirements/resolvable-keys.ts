import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { Supergraph } from '@apollo/federation-internals';
import { Kind, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, SelectionSetNode } from 'graphql';
import { fieldSetOf, fieldsIn } from '../../document/selection-sets.ts';
import { placedFetches, type FetchPlan } from '../plan-tree.ts';
import { notPlannable } from '../not-plannable.ts';

/**
 * The supergraph with those keys last that their subgraph does not resolve. To come back to a subgraph for what a
 * `@requires` has asked for elsewhere, the planner (2.14) takes the first key that it finds, whether it leads there or not.
 */
export function withResolvableKeysFirst(supergraph: DocumentNode): DocumentNode {
  return visit(supergraph, {
    [Kind.OBJECT_TYPE_DEFINITION]: sorted,
    [Kind.INTERFACE_TYPE_DEFINITION]: sorted,
  });
}

function sorted<T extends { readonly directives?: readonly ConstDirectiveNode[] }>(
  type: T,
): T | undefined {
  const { directives = [] } = type;
  const last = directives.filter(isUnresolvable);
  if (last.length === 0) return undefined;
  const first = directives.filter((directive) => !isUnresolvable(directive));
  return { ...type, directives: [...first, ...last] };
}

function isUnresolvable({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  if (name.value !== 'join__type') return false;
  return given.some(
    ({ name: argument, value }) =>
      argument.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
  );
}

/** By which keys the subgraphs resolve their entities. */
export class ResolvableKeys {
  /** By subgraph and type; empty where a type has keys, and none that is resolved. */
  readonly #keys = new Map<string, SelectionSetNode[]>();

  constructor(supergraph: Supergraph) {
    const graphs = supergraph.subgraphNameToGraphEnumValue();
    const nameOf = new Map<unknown, string>([...graphs].map(([name, graph]) => [graph, name]));
    for (const type of [
      ...supergraph.schema.objectTypes(),
      ...supergraph.schema.interfaceTypes(),
    ]) {
      for (const directive of type.appliedDirectivesOf('join__type')) {
        const { graph, key, resolvable } = directive.arguments() as {
          graph?: string;
          key?: string;
          resolvable?: boolean;
        };
        if (key === undefined) continue;
        const coordinate = `${nameOf.get(graph) ?? ''} ${type.name}`;
        const known = this.#keys.get(coordinate) ?? [];
        this.#keys.set(coordinate, known);
        if (resolvable !== false) known.push(fieldSetOf(key));
      }
    }
  }

  /** Throws a `GraphQLError` where a subgraph would be asked for entities by what it does not resolve. */
  check({ node }: FetchPlan): void {
    for (const { node: fetch } of placedFetches(node)) this.#checkFetch(fetch);
  }

  #checkFetch({ serviceName, requires = [] }: FetchNode): void {
    for (const selection of requires) {
      if (selection.kind !== 'InlineFragment' || selection.typeCondition === undefined) continue;
      const type = selection.typeCondition;
      const keys = this.#keys.get(`${serviceName} ${type}`);
      // A subgraph may know an object by its interface alone, under whose name the entity is then asked for.
      if (keys === undefined || keys.some((key) => holds(selection.selections, key))) continue;
      throw notPlannable(
        `No key by which “${serviceName}” resolves ${type} is known here: this cannot be planned.`,
      );
    }
  }
}

/** Whether selections have all that a key is made of. */
function holds(selections: readonly QueryPlanSelectionNode[], key: SelectionSetNode): boolean {
  return fieldsIn(key).every(({ name, selectionSet }) =>
    fieldsOf(selections).some(
      (one) =>
        one.name === name.value &&
        (selectionSet === undefined || holds(one.selections ?? [], selectionSet)),
    ),
  );
}

type SelectedField = Extract<QueryPlanSelectionNode, { kind: 'Field' }>;

function fieldsOf(selections: readonly QueryPlanSelectionNode[]): readonly SelectedField[] {
  return selections.flatMap((selection) =>
    selection.kind === 'Field' ? [selection] : fieldsOf(selection.selections),
  );
}
