import type { QueryPlan } from '@apollo/query-planner';
import type { DocumentNode } from 'graphql';
import { createPlanner } from '../planner.ts';
import { PlanningQueue } from './planning-queue.ts';

/** Where the plans of a supergraph are made. */
export interface Plans {
  /**
   * Rejects with a `GraphQLError` where an operation cannot be planned, or not now (`OVERLOADED`).
   * @param labels - Those of `@override` that are on.
   */
  plan(operation: DocumentNode, labels: readonly string[]): Promise<QueryPlan>;
  /** Nothing is planned any more. */
  close(): void;
}

/** Plans in this thread, which stands still meanwhile, one operation at a time. */
export function plansMadeHere(supergraphSdl: string): Plans {
  const plan = createPlanner(supergraphSdl);
  const queue = new PlanningQueue();
  return {
    plan: (operation, labels) => queue.run(() => plan(operation, labels)),
    close: () => undefined,
  };
}
