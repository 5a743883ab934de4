import type { DeferNode, FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import { Kind, parse } from 'graphql';
import type { OperationDefinitionNode } from 'graphql';

/** A plan as a tree of fetches; of a subscription, what its subgraph tells of an event is the first, and all others follow it. */
export interface FetchPlan {
  readonly kind: 'QueryPlan';
  readonly node?: PlanNode;
}

/** What the planner makes of a subscription, as of any other operation. */
export function fetchPlanOf({ kind, node }: QueryPlan): FetchPlan {
  if (node?.kind !== 'Subscription') return { kind, ...(node && { node }) };
  const { primary, rest } = node;
  return { kind, node: rest ? { kind: 'Sequence', nodes: [primary, rest] } : primary };
}

/** A fetch of the plan with what the tree around it says. */
export interface PlacedFetch {
  readonly node: FetchNode;
  readonly path: readonly (string | number)[];
  /** The fetches that must have been taken in before this one starts. */
  readonly after: readonly PlacedFetch[];
  /** How many fetches run one after another before this one at least. */
  readonly level: number;
  /** The deferral that it is for; undefined: what is answered first. */
  readonly deferral: string | undefined;
}

/** The fetches of a plan's tree, each after those that it needs. */
export function placedFetches(root: PlanNode | undefined): readonly PlacedFetch[] {
  const fetches: PlacedFetch[] = [];
  if (root !== undefined) place(root, { path: [], deferral: undefined }, [], fetches);
  return fetches;
}

type Where = Pick<PlacedFetch, 'path' | 'deferral'>;

/** Appends the fetches under a node, and answers those that must be done before what follows the node. */
function place(
  node: PlanNode,
  where: Where,
  after: readonly PlacedFetch[],
  fetches: PlacedFetch[],
): readonly PlacedFetch[] {
  switch (node.kind) {
    case 'Fetch': {
      const level = after.reduce((highest, fetch) => Math.max(highest, fetch.level + 1), 0);
      const fetch = { ...where, node, after, level };
      fetches.push(fetch);
      return [fetch];
    }
    case 'Flatten':
      return place(node.node, { ...where, path: [...where.path, ...node.path] }, after, fetches);
    case 'Sequence':
      return node.nodes.reduce((before, child) => place(child, where, before, fetches), after);
    case 'Parallel':
      return node.nodes.flatMap((child) => place(child, where, after, fetches));
    case 'Condition':
      throw new Error('Conditions are decided before planning');
    case 'Defer':
      return placeDeferred(node, where, after, fetches);
  }
}

/** What is deferred comes after the fetches that it names, which are those of what it is deferred in or of what that is in. */
function placeDeferred(
  { primary, deferred }: DeferNode,
  where: Where,
  after: readonly PlacedFetch[],
  fetches: PlacedFetch[],
): readonly PlacedFetch[] {
  const before = primary.node ? place(primary.node, where, after, fetches) : after;
  for (const { node, label, depends } of deferred) {
    const needed = new Set(depends.map(({ id }) => id));
    const fetched = fetches.filter(({ node: { id } }) => id !== undefined && needed.has(id));
    if (node) place(node, { path: [], deferral: label }, fetched, fetches);
  }
  return before;
}

/**
 * The plan as it is handed on and kept: without what its fetches ask as parsed documents, which take ten times the room of
 * their text, and longer to be taken from one thread to another than to be parsed again.
 */
export function withoutDocuments(plan: FetchPlan): FetchPlan {
  return mapFetches(plan, (node) => {
    const fetch = { ...node };
    delete fetch.operationDocumentNode;
    return fetch;
  });
}

/** The same plan with each fetch changed. */
export function mapFetches(
  { kind, node }: FetchPlan,
  change: (fetch: FetchNode) => FetchNode,
): FetchPlan {
  return { kind, ...(node && { node: mapped(node) }) };

  function mapped(node: PlanNode): PlanNode {
    switch (node.kind) {
      case 'Fetch':
        return change(node);
      case 'Flatten':
        return { ...node, node: mapped(node.node) };
      case 'Sequence':
      case 'Parallel':
        return { ...node, nodes: node.nodes.map(mapped) };
      case 'Condition':
        throw new Error('Conditions are decided before planning');
      case 'Defer': {
        const { primary, deferred } = node;
        const within = <T extends { readonly node?: PlanNode }>(part: T): T =>
          part.node ? { ...part, node: mapped(part.node) } : part;
        return { ...node, primary: within(primary), deferred: deferred.map(within) };
      }
    }
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
