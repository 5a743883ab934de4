import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';

/** A fetch of the plan with what the tree around it says. */
export interface PlacedFetch {
  readonly node: FetchNode;
  readonly path: readonly (string | number)[];
  /** The fetches that must have been taken in before this one starts. */
  readonly after: readonly PlacedFetch[];
  /** How many fetches run one after another before this one at least. */
  readonly level: number;
}

/** The fetches of a plan's tree, each after those that it needs. */
export function placedFetches(root: PlanNode | undefined): readonly PlacedFetch[] {
  const fetches: PlacedFetch[] = [];
  if (root !== undefined) place(root, [], [], fetches);
  return fetches;
}

/** Appends the fetches under a node, and answers those that must be done before what follows the node. */
function place(
  node: PlanNode,
  path: readonly (string | number)[],
  after: readonly PlacedFetch[],
  fetches: PlacedFetch[],
): readonly PlacedFetch[] {
  switch (node.kind) {
    case 'Fetch': {
      const level = after.reduce((highest, fetch) => Math.max(highest, fetch.level + 1), 0);
      const fetch = { node, path, after, level };
      fetches.push(fetch);
      return [fetch];
    }
    case 'Flatten':
      return place(node.node, [...path, ...node.path], after, fetches);
    case 'Sequence':
      return node.nodes.reduce((before, child) => place(child, path, before, fetches), after);
    case 'Parallel':
      return node.nodes.flatMap((child) => place(child, path, after, fetches));
    case 'Condition':
      throw new Error('Conditions are decided before planning');
    case 'Defer':
      throw new Error('The planner was not asked for @defer');
  }
}

/** What a fetch asks, in the form that the planner left it. */
export function operationOf({
  operationDocumentNode,
  operation,
}: FetchNode): OperationDefinitionNode {
  const { definitions } = operationDocumentNode ?? parse(operation, { noLocation: true });
  const [definition] = definitions;
  if (definition?.kind !== Kind.OPERATION_DEFINITION || definitions.length > 1) {
    throw new Error('The planner was not asked for fragments');
  }
  return definition;
}
