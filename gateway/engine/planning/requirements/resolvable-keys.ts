import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import type { Supergraph } from '@apollo/federation-internals';
import { Kind, visit } from 'graphql';
import type { ConstDirectiveNode, DocumentNode, SelectionSetNode } from 'graphql';
import { fieldSetOf, fieldsIn } from '../../document/selection-sets.ts';
import type { TypeConditions } from '../../document/type-conditions.ts';
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
  readonly #conditions: TypeConditions;

  constructor(supergraph: Supergraph, conditions: TypeConditions) {
    this.#conditions = conditions;
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
    const keyless = requires.find((selection) => this.#isKeyless(serviceName, selection));
    if (keyless === undefined) return;
    throw notPlannable(
      `No key by which “${serviceName}” resolves ${conditionOf(keyless) ?? ''} is known here: this cannot be planned.`,
    );
  }

  /** Whether a fetch asks for entities by an interface that the subgraph knows as an object. */
  isByInterface({ serviceName, requires = [] }: FetchNode): boolean {
    return requires.some((selection) => {
      const type = conditionOf(selection);
      return this.#conditions.isAbstract(type) && this.#keys.has(`${serviceName} ${type ?? ''}`);
    });
  }

  /**
   * A fetch that sends what stands without a key with the keys of the types it is for. Of an interface object that is
   * asked for on some types alone, the planner (2.14) sends the keys of these, and what a `@requires` needs of the
   * interface by itself: of other types too, which have no key there.
   */
  besideKeys(fetch: FetchNode): FetchNode {
    const { serviceName, requires = [] } = fetch;
    const keyless = requires.filter((selection) => this.#isKeyless(serviceName, selection));
    if (keyless.length === 0) return fetch;
    const placed = new Set<QueryPlanSelectionNode>();
    const keyed = requires
      .filter((selection) => !keyless.includes(selection))
      .map((selection) => {
        const type = conditionOf(selection);
        const needed = keyless.filter((one) =>
          this.#conditions.covers(conditionOf(one) ?? '', type),
        );
        for (const one of needed) placed.add(one);
        return needed.reduce(withSelectionsOf, selection);
      });
    return { ...fetch, requires: [...keyed, ...keyless.filter((one) => !placed.has(one))] };
  }

  #isKeyless(subgraph: string, selection: QueryPlanSelectionNode): boolean {
    const type = conditionOf(selection);
    const keys = type === undefined ? undefined : this.#keys.get(`${subgraph} ${type}`);
    // A subgraph may know an object by its interface alone, under whose name the entity is then asked for.
    return keys?.some((key) => holds(selection.selections ?? [], key)) === false;
  }
}

function conditionOf(selection: QueryPlanSelectionNode): string | undefined {
  return selection.kind === 'InlineFragment' ? selection.typeCondition : undefined;
}

/** A selection that has another’s selections as well, each field once. */
function withSelectionsOf(
  selection: QueryPlanSelectionNode,
  { selections: others = [] }: QueryPlanSelectionNode,
): QueryPlanSelectionNode {
  const selections = [...(selection.selections ?? [])];
  for (const other of others) {
    const at = selections.findIndex((one) => one.kind === 'Field' && isSameField(one, other));
    const known = selections[at];
    if (known === undefined) selections.push(other);
    else if (other.selections !== undefined) selections[at] = withSelectionsOf(known, other);
  }
  return { ...selection, selections };
}

function isSameField(one: SelectedField, other: QueryPlanSelectionNode): boolean {
  return other.kind === 'Field' && (one.alias ?? one.name) === (other.alias ?? other.name);
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
