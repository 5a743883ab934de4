import type { QueryPlan } from '@apollo/query-planner';
import { compileFetch } from './compile-fetch.ts';
import type { FetchContext } from './compile-fetch.ts';
import type { CompiledPlan, PlanStep } from '../fetching/plan.ts';
import { mergeable } from './mergeable.ts';
import { placedFetches } from './plan-tree.ts';
import type { PlacedFetch } from './plan-tree.ts';

/** Compiles the planner's tree: fetches that may be one request are, and each request knows which it waits for. */
export function compilePlan({ node }: QueryPlan, context: FetchContext): CompiledPlan {
  if (node?.kind === 'Subscription') throw new Error('Subscriptions are refused before planning');
  const fetches = placedFetches(node);
  const groups = mergeable(fetches);
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
    contextual: fetches.some(({ node: { contextRewrites } }) => contextRewrites !== undefined),
  };
}
