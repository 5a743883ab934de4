import { fault } from '../../../service/errors/faults.ts';
import type { Variables } from './amount.ts';
import type { CostFormula } from './cost-formula.ts';

/** What an operation may cost; throws `COST_ESTIMATED_TOO_EXPENSIVE` with the way to what costs most where that is too much. */
export function checkCost(cost: CostFormula, variables: Variables, most: number): number {
  const estimated = Math.ceil(cost.estimate(variables));
  if (estimated <= most) return estimated;
  const { path, lists } = cost.heaviest(variables);
  throw fault('COST_ESTIMATED_TOO_EXPENSIVE', {
    estimated: Math.min(estimated, Number.MAX_SAFE_INTEGER),
    most,
    path,
    lists: lists.join('; '),
  });
}
