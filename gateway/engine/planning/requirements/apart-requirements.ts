import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { Kind, print, stripIgnoredCharacters, visit } from 'graphql';
import type { FieldNode, OperationDefinitionNode, SelectionNode, SelectionSetNode } from 'graphql';
import { operationOf, placedFetches, type FetchPlan } from '../plan-tree.ts';
import type { FieldRequirements } from './field-requirements.ts';
import type { RequiredArguments } from './required-arguments.ts';
import type { ResolvableKeys } from './resolvable-keys.ts';
import { fieldsIn } from '../../document/selection-sets.ts';

/**
 * The same plan, with fetches apart whose fields require different things of entities that have not all of them. Where a
 * field is asked for on some types and again on others (`... on Letter { grade { x } } ... on Report { grade { y } }`), the
 * planner (2.14) makes one fetch of what follows at `grade`, and sends it what x and y require; but no grade has both.
 * So are those whose fields require one field with different arguments, and those of an interface object, which would be
 * sent what is required for one of its types alone. Fetches apart are one request all the same.
 */
export function withApartRequirements(
  plan: FetchPlan,
  required: FieldRequirements,
  requiredArguments: RequiredArguments,
  keys: ResolvableKeys,
): FetchPlan {
  const { node } = plan;
  if (required.isEmpty || node === undefined) return plan;
  const repeated = new Set<string>();
  for (const { node: fetch } of placedFetches(node))
    noteRepeated(operationOf(fetch).selectionSet, repeated);
  return { ...plan, node: apart(node, false) };

  function apart(at: PlanNode, isBelow: boolean): PlanNode {
    switch (at.kind) {
      case 'Flatten': {
        const below = isBelow || at.path.some((step) => repeated.has(String(step)));
        return { ...at, node: apart(at.node, below) };
      }
      case 'Sequence':
      case 'Parallel':
        return { ...at, nodes: at.nodes.map((child) => apart(child, isBelow)) };
      case 'Fetch': {
        const apart = isBelow || requiredArguments.clash(at) || keys.isByInterface(at);
        const parts = (apart ? partsOf(at, required) : [at]).map((part) =>
          requiredArguments.inRealNames(keys.besideKeys(part)),
        );
        const [first = at] = parts;
        return parts.length === 1 ? first : { kind: 'Parallel', nodes: parts };
      }
      case 'Defer': {
        const { primary, deferred } = at;
        const within = <T extends { readonly node?: PlanNode }>(part: T): T =>
          part.node ? { ...part, node: apart(part.node, isBelow) } : part;
        return { ...at, primary: within(primary), deferred: deferred.map(within) };
      }
      case 'Condition':
        return at;
    }
  }
}

/** Notes the names of fields that some objects are asked for in several fragments. */
function noteRepeated(set: SelectionSetNode, into: Set<string>): void {
  const seen = new Set<string>();
  for (const { alias, name, selectionSet } of fieldsIn(set)) {
    if (selectionSet === undefined) continue;
    const key = (alias ?? name).value;
    if (seen.has(key)) into.add(key);
    seen.add(key);
    noteRepeated(selectionSet, into);
  }
}

/** A fetch for each set of things that its fields require. */
function partsOf(fetch: FetchNode, required: FieldRequirements): readonly FetchNode[] {
  const { requires, contextRewrites, serviceName } = fetch;
  if (requires === undefined || contextRewrites !== undefined) return [fetch];
  const operation = operationOf(fetch);
  const needs = new Map<string, SelectionSetNode[]>();
  const needOf = (type: string, field: FieldNode): string => {
    const set = required.of(serviceName, type, field.name.value);
    const need = set === undefined ? '' : print(set);
    if (!needs.has(need)) needs.set(need, set === undefined ? [] : [set]);
    return need;
  };
  onlyFields(operation, (type, field) => needOf(type, field) === '');
  if (needs.size < 2) return [fetch];
  const all = [...needs.values()].flat();
  return [...needs].map(([need, sets]) => {
    const part = onlyFields(operation, (type, field) => needOf(type, field) === need);
    return {
      ...fetchOf(fetch, part),
      requires: requires.flatMap((selection) => neededOf(selection, sets)),
    };
  });

  function neededOf(
    selection: QueryPlanSelectionNode,
    sets: readonly SelectionSetNode[],
    type = '',
  ): readonly QueryPlanSelectionNode[] {
    if (selection.kind === 'InlineFragment') {
      const { typeCondition = type, selections } = selection;
      const kept = selections.flatMap((one) => neededOf(one, sets, typeCondition));
      return kept.length === 0 ? [] : [{ ...selection, selections: kept }];
    }
    const isOther = !all.some((set) => named(set, selection.name).length > 0);
    return isOther || required.isOfKey(serviceName, type, selection.name)
      ? [selection]
      : within(selection, sets);
  }
}

/** What some field sets select of a selection. */
function within(
  selection: QueryPlanSelectionNode,
  sets: readonly SelectionSetNode[],
): readonly QueryPlanSelectionNode[] {
  if (selection.kind === 'Field' && selection.name === '__typename') return [selection];
  if (selection.kind === 'InlineFragment') {
    const kept = selection.selections.flatMap((one) => within(one, sets));
    return kept.length === 0 ? [] : [{ ...selection, selections: kept }];
  }
  const fields = sets.flatMap((set) => named(set, selection.name));
  if (fields.length === 0) return [];
  if (selection.selections === undefined) return [selection];
  const below = fields.flatMap(({ selectionSet }) => selectionSet ?? []);
  return [{ ...selection, selections: selection.selections.flatMap((one) => within(one, below)) }];
}

function named(set: SelectionSetNode, name: string): readonly FieldNode[] {
  return fieldsIn(set).filter((field) => field.name.value === name);
}

/** An operation with those fields of entities that are wanted. */
function onlyFields(
  operation: OperationDefinitionNode,
  isWanted: (type: string, field: FieldNode) => boolean,
): OperationDefinitionNode {
  const wanted = (set: SelectionSetNode, type: string): SelectionSetNode | undefined => {
    const selections = set.selections.flatMap((node): readonly SelectionNode[] => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [node];
      if (node.kind === Kind.FIELD)
        return node.name.value === '__typename' || isWanted(type, node) ? [node] : [];
      const inner = wanted(node.selectionSet, node.typeCondition?.name.value ?? type);
      return inner === undefined ? [] : [{ ...node, selectionSet: inner }];
    });
    return selections.length === 0 ? undefined : { ...set, selections };
  };
  const selections = operation.selectionSet.selections.map((node) => {
    const set = node.kind === Kind.FIELD ? node.selectionSet : undefined;
    return set === undefined ? node : { ...node, selectionSet: wanted(set, '') ?? set };
  });
  return {
    ...operation,
    selectionSet: { ...operation.selectionSet, selections },
  };
}

/** A fetch of part of what another asks, with the variables of that part. */
function fetchOf(fetch: FetchNode, part: OperationDefinitionNode): FetchNode {
  const used = new Set<string>();
  visit(part.selectionSet, { [Kind.VARIABLE]: ({ name }) => void used.add(name.value) });
  const operation: OperationDefinitionNode = {
    ...part,
    variableDefinitions: (part.variableDefinitions ?? []).filter(({ variable }) =>
      used.has(variable.name.value),
    ),
  };
  return {
    ...fetch,
    operation: stripIgnoredCharacters(print(operation)),
    operationDocumentNode: { kind: Kind.DOCUMENT, definitions: [operation] },
    ...(fetch.variableUsages && {
      variableUsages: fetch.variableUsages.filter((name) => used.has(name)),
    }),
  };
}
