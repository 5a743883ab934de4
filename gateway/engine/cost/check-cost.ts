import { fault } from '../../../service/errors/faults.ts';
import type { Variables } from './amount.ts';
import type { CostFormula } from './cost-formula.ts';

/** What an operation may cost; throws `COST_ESTIMATED_TOO_EXPENSIVE` with the way to what costs most where that is too much. */
export function checkCost(cost: CostFormula, variables: Variables, most: number): number {
  return within('COST_ESTIMATED_TOO_EXPENSIVE', cost, variables, most);
}

/** How many values the answer may hold; throws `ANSWER_ESTIMATED_TOO_LARGE` with the way to most of them. */
export function checkValues(values: CostFormula, variables: Variables, most: number): number {
  return within('ANSWER_ESTIMATED_TOO_LARGE', values, variables, most);
}

/** Values that are as much work to write as a row is to read. */
const VALUES_A_ROW = 2;

/** What an operation weighs among those under way: what it reads, or what it writes where that is more. */
export function weightOf(cost: number, values: number): number {
  return Math.max(cost, values / VALUES_A_ROW);
}

function within(
  code: 'COST_ESTIMATED_TOO_EXPENSIVE' | 'ANSWER_ESTIMATED_TOO_LARGE',
  formula: CostFormula,
  variables: Variables,
  most: number,
): number {
  const estimated = Math.ceil(formula.estimate(variables));
  if (estimated <= most) return estimated;
  const { path, lists } = formula.heaviest(variables);
  throw fault(code, {
    estimated: Math.min(estimated, Number.MAX_SAFE_INTEGER),
    most,
    path,
    lists: lists.join('; '),
  });
}
