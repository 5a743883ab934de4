import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { createPlanner } from './planner.ts';
import { PlanningQueue } from './planning-queue.ts';

/** Where the plans of a supergraph are made. */
export interface Plans {
  /** Rejects with a `GraphQLError` where an operation cannot be planned, or not now (`OVERLOADED`). */
  plan(operation: DocumentNode): Promise<QueryPlan>;
  /** Nothing is planned any more. */
  close(): void;
}

/** Plans in this thread, which stands still meanwhile, one operation at a time. */
export function plansMadeHere(supergraphSdl: string): Plans {
  const plan = createPlanner(supergraphSdl);
  const queue = new PlanningQueue();
  return {
    plan: (operation) => queue.run(() => plan(operation)),
    close: () => undefined,
  };
}
