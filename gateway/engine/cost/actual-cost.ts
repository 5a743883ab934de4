import { isObject } from '../fetching/data.ts';
import type { Data } from '../fetching/data.ts';
import type { Selection, ValueShape } from '../document/selection.ts';
import type { CostModel } from './cost-model.ts';

/** What an answer has cost: the weight of each instance that is in it, counted like the estimate. */
export function actualCost(root: Data, selection: Selection, model: CostModel): number {
  return ofObject(root, selection, model);
}

function ofObject(data: Data, selection: Selection, model: CostModel): number {
  let cost = 0;
  for (const { source, coordinate, shape, type } of selection.entriesFor(data['__typename']) ??
    []) {
    const value = data[source];
    if (type === undefined || value === undefined || value === null) continue;
    cost += ofValue(value, shape, model.weightOf(coordinate, type), model);
  }
  return cost;
}

function ofValue(value: unknown, shape: ValueShape, weight: number, model: CostModel): number {
  const { item, selection } = shape;
  if (item !== undefined) {
    if (!Array.isArray(value)) return 0;
    return value.reduce<number>((sum, one) => sum + ofValue(one, item, weight, model), 0);
  }
  if (value === null || value === undefined) return 0;
  if (selection === undefined || !isObject(value)) return weight;
  return weight + ofObject(value, selection, model);
}
