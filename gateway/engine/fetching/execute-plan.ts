import type { CompiledPlan, PlanStep } from './plan.ts';
import { runFetch } from './fetch.ts';
import type { Run } from './run.ts';

/**
 * Runs a plan's steps, each as soon as those it needs are done; settles when all are.
 *
 * @param onDone - Told of each.
 */
export function executePlan(
  { steps }: CompiledPlan,
  run: Run,
  onDone?: (step: PlanStep) => void,
): Promise<void> {
  if (steps.length === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    new Execution(steps, run, { resolve, reject, onDone }).begin();
  });
}

interface Listening {
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly onDone: ((step: PlanStep) => void) | undefined;
}

class Execution {
  readonly #steps: readonly PlanStep[];
  readonly #run: Run;
  readonly #listening: Listening;
  /** How many steps each still waits for. */
  readonly #needs: number[];
  #left: number;

  constructor(steps: readonly PlanStep[], run: Run, listening: Listening) {
    this.#steps = steps;
    this.#run = run;
    this.#listening = listening;
    this.#needs = steps.map((step) => step.needs);
    this.#left = steps.length;
  }

  begin(): void {
    for (const step of this.#steps) if (step.needs === 0) this.#start(step);
  }

  #start(step: PlanStep): void {
    const fetching = runFetch(step.fetch, this.#run);
    if (fetching === undefined) this.#done(step);
    else
      fetching
        .then(() => {
          this.#done(step);
        })
        .catch(this.#listening.reject);
  }

  #done(step: PlanStep): void {
    this.#left -= 1;
    this.#listening.onDone?.(step);
    if (this.#left === 0) {
      this.#listening.resolve();
      return;
    }
    for (const next of step.next) {
      const remaining = (this.#needs[next.index] ?? 0) - 1;
      this.#needs[next.index] = remaining;
      if (remaining === 0) this.#start(next);
    }
  }
}
