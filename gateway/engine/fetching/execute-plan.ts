import type { CompiledPlan, PlanStep } from './plan.ts';
import { runFetch } from './fetch.ts';
import type { Run } from './run.ts';

/** Runs a plan's steps, each as soon as those it needs are done; settles when all are. */
export function executePlan({ steps }: CompiledPlan, run: Run): Promise<void> {
  return new Promise((resolve, reject) => {
    const needs = steps.map((step) => step.needs);
    let left = steps.length;

    function done(step: PlanStep): void {
      left -= 1;
      if (left === 0) {
        resolve();
        return;
      }
      for (const next of step.next) {
        const remaining = (needs[next.index] ?? 0) - 1;
        needs[next.index] = remaining;
        if (remaining === 0) start(next);
      }
    }

    function start(step: PlanStep): void {
      const fetching = runFetch(step.fetch, run);
      if (fetching === undefined) done(step);
      else
        fetching
          .then(() => {
            done(step);
          })
          .catch(reject);
    }

    if (left === 0) resolve();
    for (const step of steps) if (step.needs === 0) start(step);
  });
}
