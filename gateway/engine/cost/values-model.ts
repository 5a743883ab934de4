import { getNamedType, isLeafType } from 'graphql';
import type { CostModel } from './cost-model.ts';

/** The same lists, in which each value costs one and nothing else anything: aliases make an answer large that costs little to read. */
export function valuesModel(costs: CostModel): CostModel {
  return {
    ...costs,
    weightOf: (_coordinate, type) => (isLeafType(getNamedType(type)) ? 1 : 0),
    inputWeightOf: () => 0,
    weighs: () => false,
  };
}
