import { Kind, visit } from 'graphql';
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  OperationDefinitionNode,
  SelectionNode,
  SelectionSetNode,
} from 'graphql';
import { deferralOf, withoutDefer } from '../document/deferrals.ts';
import type { FieldNames } from '../document/field-names.ts';
import { isIncluded, withoutSwitches } from '../document/switches.ts';
import type { Switches } from '../document/switches.ts';

/**
 * The client's operation as the planner gets it: fields go by their internal names, and what no subgraph answers
 * (introspection, the root's `__typename`) is gone. Undefined where nothing is left to fetch.
 *
 * Fields that are closed to whoever asks are gone, too, before anything is asked for them.
 *
 * `@skip` and `@include` are decided here already. Left to the planner, it lets a fetch require what only a skipped
 * field needs, and the fetch then finds nothing to ask for. So is `@defer`, which stays where it has to be planned for.
 */
export function plannableDocument(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  names: FieldNames,
  switches: Switches,
  isClosed: (field: FieldNode) => boolean = () => false,
  deferred: ReadonlySet<string> = new Set(),
): DocumentNode | undefined {
  const used = new Map<string, FragmentDefinitionNode | undefined>();

  function selectionSet(
    { selections }: SelectionSetNode,
    root: boolean,
  ): SelectionSetNode | undefined {
    const kept: SelectionNode[] = [];
    for (const selection of selections) {
      if (!isIncluded(selection.directives, switches)) continue;
      if (selection.kind === Kind.FIELD && isClosed(selection)) continue;
      const mapped = mappedSelection(withoutSwitches(selection), root);
      if (mapped !== undefined) kept.push(mapped);
    }
    return kept.length === 0 ? undefined : { kind: Kind.SELECTION_SET, selections: kept };
  }

  function mappedSelection(node: SelectionNode, root: boolean): SelectionNode | undefined {
    switch (node.kind) {
      case Kind.FIELD: {
        const name = node.name.value;
        if (name === '__schema' || name === '__type') return undefined;
        if (name === '__typename') return root ? undefined : aliased(node, name);
        const field = aliased(node, names.of(node));
        if (node.selectionSet === undefined) return field;
        // Where all of an object's fields are skipped, whether it is there still has to be known.
        return { ...field, selectionSet: selectionSet(node.selectionSet, false) ?? JUST_THERE };
      }
      case Kind.INLINE_FRAGMENT: {
        const inner = selectionSet(node.selectionSet, root);
        const fragment = deferralOf(node, deferred) === undefined ? withoutDefer(node) : node;
        return inner && { ...fragment, selectionSet: inner };
      }
      case Kind.FRAGMENT_SPREAD:
        return mappedFragment(node.name.value) && node;
    }
  }

  function mappedFragment(name: string): FragmentDefinitionNode | undefined {
    if (used.has(name)) return used.get(name);
    const definition = fragments.get(name);
    const inner = definition && selectionSet(definition.selectionSet, false);
    const mapped = definition && inner && { ...definition, selectionSet: inner };
    used.set(name, mapped);
    return mapped;
  }

  const inner = selectionSet(operation.selectionSet, true);
  if (inner === undefined) return undefined;
  const definitions = [...used.values()].filter((definition) => definition !== undefined);
  return withoutClaimedVariables({
    kind: Kind.DOCUMENT,
    definitions: [{ ...operation, selectionSet: inner }, ...definitions],
  });
}

/** What is asked of an object of which only whether it is there must be known. */
export const JUST_THERE: SelectionSetNode = {
  kind: Kind.SELECTION_SET,
  selections: [{ kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } }],
};

function aliased({ alias: _, ...field }: FieldNode, name: string): FieldNode {
  return name === field.name.value ? field : { ...field, alias: { kind: Kind.NAME, value: name } };
}

/**
 * The variable that entities are asked with, those of merged fetches (see `mergedOperation`) and of arguments from context, and what
 * stands for a client's.
 */
const CLAIMED = /^(?:client_)*(?:representations(?:_\d+)?|contextualArgument_\d+_\d+)$/;
const CLIENT = 'client_';

/** A client may call a variable as we do; in the plan it goes by another name, and `clientVariable` knows its own. */
function withoutClaimedVariables(document: DocumentNode): DocumentNode {
  const [operation] = document.definitions as readonly [OperationDefinitionNode];
  const variables = operation.variableDefinitions ?? [];
  if (!variables.some(({ variable }) => CLAIMED.test(variable.name.value))) return document;
  return visit(document, {
    [Kind.VARIABLE]: (node) =>
      CLAIMED.test(node.name.value)
        ? { ...node, name: { ...node.name, value: CLIENT + node.name.value } }
        : undefined,
  });
}

/** The client's name for a variable of the plan. */
export function clientVariable(name: string): string {
  return name.startsWith(CLIENT) && CLAIMED.test(name) ? name.slice(CLIENT.length) : name;
}
