import { executePlan } from './execute-plan.ts';
import type { CompiledPlan } from './plan.ts';
import type { Run } from './run.ts';

/** A plan under way, in the parts that are deferred and what is answered first. */
export interface PartsUnderWay {
  /** Settles when all that is fetched for a deferral is there; for undefined, what is answered first. */
  readonly done: (deferral: string | undefined) => Promise<void>;
  /** Settles when all is done. */
  readonly ended: Promise<void>;
}

/** Runs a plan, and tells when each of its parts is done. */
export function executeParts(plan: CompiledPlan, run: Run): PartsUnderWay {
  const left = new Map<string | undefined, number>();
  for (const { fetch } of plan.steps) left.set(fetch.deferral, (left.get(fetch.deferral) ?? 0) + 1);
  const waiting = new Map<string | undefined, () => void>();
  const parts = new Map(
    [...left.keys()].map((part) => [
      part,
      new Promise<void>((resolve) => void waiting.set(part, resolve)),
    ]),
  );
  const ended = executePlan(plan, run, ({ fetch: { deferral } }) => {
    const remaining = (left.get(deferral) ?? 0) - 1;
    left.set(deferral, remaining);
    if (remaining === 0) waiting.get(deferral)?.();
  });
  // Whoever waits for a part is told; so nobody need wait for the end.
  ended.catch(() => undefined);
  return {
    done: async (part) => {
      const fetched = parts.get(part);
      // A fault ends all parts that are not there yet, while none of those waits for what follows it.
      if (fetched !== undefined) await Promise.race([fetched, ended]);
    },
    ended,
  };
}
