import type { FetchNode } from '@apollo/query-planner';
import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type {
  ConstDirectiveNode,
  ConstObjectFieldNode,
  ConstValueNode,
  DocumentNode,
  FieldNode,
  ObjectTypeDefinitionNode,
  SelectionSetNode,
} from 'graphql';
import { fieldSetOf } from '../../document/selection-sets.ts';
import { mapFetches, type FetchPlan } from '../plan-tree.ts';

/** A field that is read of an ancestor, by a name of its own; on one of its types where the argument says so. */
interface ReadField {
  readonly type: string | undefined;
  readonly name: string;
  readonly own: string;
}

type OwnNames = (field: FieldNode) => string;

/**
 * What arguments read of ancestors (`@fromContext`), by names of its own. The planner (2.14) asks for it by plain names: a client
 * may ask for these with other arguments, and where two arguments read different fields of one object, it asks for those of one.
 * So it is given a supergraph in which each is read under an alias; and as it looks for values by plain names all the same, its
 * plans are told where these are.
 */
export class ContextNames {
  /** What the planner is to be given. */
  readonly supergraph: DocumentNode;
  /** By subgraph and coordinate of the argument. */
  readonly #read = new Map<string, Map<string, readonly ReadField[]>>();

  /** @param subgraphs - Their names by what they are called within the supergraph. */
  constructor(supergraph: DocumentNode, subgraphs: ReadonlyMap<string, string>) {
    const ownOf = ownNames(supergraph);
    const named = visit(supergraph, {
      [Kind.OBJECT_TYPE_DEFINITION]: (type) => this.#withOwnNames(type, ownOf, subgraphs),
    });
    this.supergraph = this.#read.size === 0 ? supergraph : named;
  }

  /** The same plan, with values looked for by the names under which they are asked for. */
  lookedFor(plan: FetchPlan): FetchPlan {
    return this.#read.size === 0 ? plan : mapFetches(plan, (fetch) => this.#lookedForIn(fetch));
  }

  #lookedForIn(fetch: FetchNode): FetchNode {
    const { contextRewrites, serviceName } = fetch;
    if (contextRewrites === undefined) return fetch;
    const read = [...(this.#read.get(serviceName) ?? [])].sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    return {
      ...fetch,
      contextRewrites: contextRewrites.map((rewrite) => {
        // Arguments are numbered within their subgraph, in the order of their coordinates.
        const [, fields = []] = read[Number(rewrite.renameKeyTo.split('_').at(-1))] ?? [];
        return { ...rewrite, path: ownPath(rewrite.path, fields) };
      }),
    };
  }

  #withOwnNames(
    type: ObjectTypeDefinitionNode,
    ownOf: OwnNames,
    subgraphs: ReadonlyMap<string, string>,
  ): ObjectTypeDefinitionNode {
    const fields = (type.fields ?? []).map((field) => ({
      ...field,
      directives: (field.directives ?? []).map((directive) =>
        withSelections(directive, (graph, argument, selection) => {
          const subgraph = subgraphs.get(graph) ?? '';
          const ofSubgraph = this.#read.get(subgraph) ?? new Map<string, readonly ReadField[]>();
          const coordinate = `${type.name.value}.${field.name.value}(${argument}:)`;
          ofSubgraph.set(coordinate, readFields(selection, ownOf));
          this.#read.set(subgraph, ofSubgraph);
          return underOwnNames(selection, ownOf);
        }),
      ),
    }));
    return { ...type, fields };
  }
}

/** A name for each field that is read, with its arguments and what is read below it: none that a field of the supergraph has. */
function ownNames(supergraph: DocumentNode): OwnNames {
  const taken = new Set<string>();
  visit(supergraph, { [Kind.FIELD_DEFINITION]: ({ name }) => void taken.add(name.value) });
  const owns = new Map<string, string>();
  return (field) => {
    const text = stripIgnoredCharacters(print(field));
    let own = owns.get(text) ?? `${field.name.value}__context_${owns.size}`;
    while (taken.has(own)) own += '_';
    owns.set(text, own);
    return own;
  };
}

/** A `@join__field` whose arguments from context select what is answered for each. */
function withSelections(
  directive: ConstDirectiveNode,
  selectionFor: (graph: string, argument: string, selection: SelectionSetNode) => SelectionSetNode,
): ConstDirectiveNode {
  const given = directive.arguments ?? [];
  const contextual = valueIn(given, 'contextArguments');
  if (directive.name.value !== 'join__field' || contextual?.kind !== Kind.LIST) return directive;
  const graph = textOf(valueIn(given, 'graph'));
  const values = contextual.values.map((value) => {
    if (value.kind !== Kind.OBJECT) return value;
    const set = selectionOf(textOf(valueIn(value.fields, 'selection')));
    const selected = selectionFor(graph, textOf(valueIn(value.fields, 'name')), set);
    const text = { kind: Kind.STRING as const, value: stripIgnoredCharacters(print(selected)) };
    return { ...value, fields: withValue(value.fields, 'selection', text) };
  });
  return {
    ...directive,
    arguments: withValue(given, 'contextArguments', { ...contextual, values }),
  };
}

type Named = Pick<ConstObjectFieldNode, 'name' | 'value'>;

function valueIn(nodes: readonly Named[], name: string): ConstValueNode | undefined {
  return nodes.find((node) => node.name.value === name)?.value;
}

function withValue<T extends Named>(
  nodes: readonly T[],
  name: string,
  value: ConstValueNode,
): readonly T[] {
  return nodes.map((node) => (node.name.value === name ? { ...node, value } : node));
}

function textOf(value: ConstValueNode | undefined): string {
  return value?.kind === Kind.STRING || value?.kind === Kind.ENUM ? value.value : '';
}

/** It stands in braces, or in fragments on the types of the ancestor. */
function selectionOf(text: string): SelectionSetNode {
  return fieldSetOf(/^\s*\{(.*)\}\s*$/su.exec(text)?.[1] ?? text);
}

function underOwnNames(set: SelectionSetNode, ownOf: OwnNames): SelectionSetNode {
  const selections = set.selections.map((node) => {
    if (node.kind === Kind.FIELD) return { ...node, alias: { ...node.name, value: ownOf(node) } };
    if (node.kind === Kind.FRAGMENT_SPREAD) return node;
    return { ...node, selectionSet: underOwnNames(node.selectionSet, ownOf) };
  });
  return { ...set, selections };
}

function readFields(
  { selections }: SelectionSetNode,
  ownOf: OwnNames,
  type?: string,
): readonly ReadField[] {
  return selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [{ type, name: node.name.value, own: ownOf(node) }];
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    return readFields(node.selectionSet, ownOf, node.typeCondition?.name.value);
  });
}

/** A path of the planner's (`['..', '... on Office', 'language']`) with the name under which its first field is asked for. */
function ownPath(path: readonly string[], fields: readonly ReadField[]): string[] {
  const at = path.findIndex((step) => step !== '..' && !step.startsWith(FRAGMENT));
  const field = fields.find(
    ({ type, name }) =>
      name === path[at] && (type === undefined || path[at - 1] === FRAGMENT + type),
  );
  return path.map((step, index) => (index === at ? (field?.own ?? step) : step));
}

const FRAGMENT = '... on ';
