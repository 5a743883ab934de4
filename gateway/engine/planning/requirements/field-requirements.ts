import type { Supergraph } from '@apollo/federation-internals';
import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import { notPlannable } from '../not-plannable.ts';
import { operationOf, placedFetches, type FetchPlan } from '../plan-tree.ts';
import { fieldSetOf, fieldsIn } from '../../document/selection-sets.ts';

/**
 * Checks that each fetch brings what the `@requires` of its fields ask for. The planner (2.14) forgets it where a chain
 * of `@requires` comes back to a subgraph that it has passed: that one would work with values it never got.
 */
export class FieldRequirements {
  /** What a field requires, by subgraph, type and field. */
  readonly #sets = new Map<string, SelectionSetNode>();
  /** The names of the fields of all keys, by subgraph and type. */
  readonly #keys = new Map<string, ReadonlySet<string>>();

  constructor(supergraph: Supergraph) {
    const graphs = supergraph.subgraphNameToGraphEnumValue();
    const nameOf = new Map<unknown, string>([...graphs].map(([name, graph]) => [graph, name]));
    // What an interface object requires stands at the interface.
    for (const type of [
      ...supergraph.schema.objectTypes(),
      ...supergraph.schema.interfaceTypes(),
    ]) {
      for (const directive of type.appliedDirectivesOf('join__type')) {
        const { graph, key } = directive.arguments() as { graph?: string; key?: string };
        if (key === undefined) continue;
        const coordinate = keyOf(nameOf.get(graph) ?? '', type.name);
        const names = [
          ...(this.#keys.get(coordinate) ?? []),
          ...fieldsIn(fieldSetOf(key)).map(({ name }) => name.value),
        ];
        this.#keys.set(coordinate, new Set(names));
      }
      for (const field of type.fields()) {
        for (const directive of field.appliedDirectivesOf('join__field')) {
          const { graph, requires } = directive.arguments() as {
            graph?: string;
            requires?: string;
          };
          if (requires === undefined) continue;
          const coordinate = keyOf(nameOf.get(graph) ?? '', type.name, field.name);
          this.#sets.set(coordinate, fieldSetOf(requires));
        }
      }
    }
  }

  /** Whether the supergraph has no `@requires`. */
  get isEmpty(): boolean {
    return this.#sets.size === 0;
  }

  /** What a field requires in a subgraph, if anything. */
  of(subgraph: string, type: string, field: string): SelectionSetNode | undefined {
    return this.#sets.get(keyOf(subgraph, type, field));
  }

  /** Whether a field is part of a key of its type in a subgraph. */
  isOfKey(subgraph: string, type: string, field: string): boolean {
    return this.#keys.get(keyOf(subgraph, type))?.has(field) === true;
  }

  /** Throws a `GraphQLError` where what some field needs would not be sent. */
  check({ node }: FetchPlan): void {
    if (this.isEmpty) return;
    for (const { node: fetch } of placedFetches(node)) this.#checkFetch(fetch);
  }

  #checkFetch(fetch: FetchNode): void {
    const { requires, serviceName } = fetch;
    if (requires === undefined) return;
    const sent = new Set(sentNames(requires));
    for (const { type, field } of entityFields(operationOf(fetch).selectionSet)) {
      const required = this.of(serviceName, type, field);
      const missing = required && fieldsIn(required).find(({ name }) => !sent.has(name.value));
      if (missing === undefined) continue;
      throw notPlannable(
        `${type}.${field} requires ${missing.name.value} of another subgraph, which requires it in turn: this cannot be planned.`,
      );
    }
  }
}

function keyOf(subgraph: string, type: string, field = ''): string {
  return `${subgraph} ${type}.${field}`;
}

function sentNames(requires: readonly QueryPlanSelectionNode[]): readonly string[] {
  return requires.flatMap((selection) =>
    selection.kind === 'Field' ? [selection.name] : sentNames(selection.selections),
  );
}

/** The fields that a fetch asks of the entities themselves. */
function entityFields(
  { selections }: SelectionSetNode,
  type?: string,
): readonly { readonly type: string; readonly field: string }[] {
  return selections.flatMap((selection) => {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      return entityFields(selection.selectionSet, selection.typeCondition?.name.value ?? type);
    }
    if (selection.kind !== Kind.FIELD) return [];
    const { name, selectionSet } = selection;
    if (type !== undefined) return [{ type, field: name.value }];
    return selectionSet === undefined ? [] : entityFields(selectionSet);
  });
}
