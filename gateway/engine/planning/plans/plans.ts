import type { FetchPlan } from '../plan-tree.ts';
import type { DocumentNode } from 'graphql';
import { createPlanner, type Planner } from '../planner.ts';
import { PlanningQueue } from './planning-queue.ts';

/** Where the plans of a supergraph are made. */
export interface Plans {
  /** Whether this version has planned for the supergraph before, which is then not faulty. */
  readonly validated?: boolean;
  /**
   * Rejects with a `GraphQLError` where an operation cannot be planned, or not now (`OVERLOADED`).
   * @param labels - Those of `@override` that are on.
   */
  plan(operation: DocumentNode, labels: readonly string[]): Promise<FetchPlan>;
  /** Nothing is planned any more: what comes is refused, as what waits is. */
  close(): void;
}

/** Plans in this thread, which stands still meanwhile, one operation at a time. The first has the planner made: nobody has read the supergraph before. */
export function plansMadeHere(supergraphSdl: string): Plans {
  let planner: Planner | undefined;
  const queue = new PlanningQueue();
  return {
    plan: (operation, labels) =>
      queue.run(() => (planner ??= createPlanner(supergraphSdl))(operation, labels)),
    close: () => undefined,
  };
}
