import type { BoundRootTable } from '../bound-table.ts';
import { numberOf } from './number-of.ts';
import type { TallyPlan, TallyRead } from '../tally/plan.ts';
import { planTally } from '../tally/tally.ts';
import { charactersOf, Kept, TABLE_HELD } from './kept.ts';

/** A statistic that is asked again and again has a shape of some hundred characters. */
const MOST_SHAPE = 8_000;

const plans = new Kept<TallyPlan>(32 * 1024 * 1024, charactersOfPlan);
const kept = new WeakSet<TallyPlan>();

/** The same plan for the same read of a table, as `shape` says it; null for a read that is like no other. */
export function keptTallyPlan(
  table: BoundRootTable,
  read: TallyRead,
  shape: string | null,
): TallyPlan {
  if (shape === null) return planTally(table, read);
  return plans.of(`${numberOf(table)} ${shape}`, () => {
    const plan = planTally(table, read);
    kept.add(plan);
    return plan;
  });
}

/** Whether the plan may be met again: what follows from others is not worth keeping either. */
export function isKept(plan: TallyPlan): boolean {
  return kept.has(plan);
}

/** What tells reads apart; null where one is not worth keeping: it hashes, by a key that no other has, or is very long. */
export function shapeOfTally(read: TallyRead): string | null {
  if ([...read.by, ...(read.under?.by ?? [])].some(({ kind }) => kind === 'hash')) return null;
  const shape = JSON.stringify(read, (_name, value: unknown) =>
    typeof value === 'function' ? numberOf(value) : value,
  );
  return shape.length > MOST_SHAPE ? null : shape;
}

/** What a plan holds, in characters. */
export function charactersOfPlan(plan: TallyPlan): number {
  return [plan, ...plan.beside]
    .flatMap(({ expressions }) => expressions)
    .flatMap(({ by, read }) => (read === undefined ? [by] : [by, read]))
    .reduce((sum, fragment) => sum + charactersOf(fragment), TABLE_HELD);
}
