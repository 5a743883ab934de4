import { OperationTypeNode } from 'graphql';
import { compileFetch } from './compile-fetch.ts';
import type { FetchContext } from './compile-fetch.ts';
import type { CompiledPlan, PlanStep } from '../../fetching/plan.ts';
import { groupBy } from '../../../../service/group-by.ts';
import { mergeable } from './mergeable.ts';
import { placedFetches } from '../plan-tree.ts';
import type { FetchPlan, PlacedFetch } from '../plan-tree.ts';

/**
 * Compiles the planner's tree: fetches that may be one request are, and each request knows which it waits for. What is deferred is
 * asked for apart from what is not, which must not wait for it.
 */
export function compilePlan({ node }: FetchPlan, context: FetchContext): CompiledPlan {
  const fetches = placedFetches(node);
  const groups = groupBy(fetches, ({ deferral = '' }) => deferral).flatMap(mergeable);
  const groupOf = new Map<PlacedFetch, number>();
  groups.forEach((group, index) => {
    for (const fetch of group) groupOf.set(fetch, index);
  });

  const steps = groups.map((group, index) => {
    const needed = new Set(group.flatMap(({ after }) => after.map((fetch) => groupOf.get(fetch))));
    return {
      index,
      fetch: compileFetch(group, context),
      needs: needed.size,
      needed,
      next: [] as PlanStep[],
    };
  });
  for (const step of steps) {
    for (const index of step.needed) if (index !== undefined) steps[index]?.next.push(step);
  }
  return {
    steps,
    subscribed: subscribes(fetches[0]) ? steps[0]?.fetch : undefined,
    contextual: fetches.some(({ node: { contextRewrites } }) => contextRewrites !== undefined),
  };
}

/** What a subscription asks for first is alone in its request, and before all others. */
function subscribes(first: PlacedFetch | undefined): boolean {
  return first?.node.operationKind === OperationTypeNode.SUBSCRIPTION;
}
