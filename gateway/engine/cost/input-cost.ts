import { getNullableType, isInputObjectType, isListType, Kind } from 'graphql';
import type { GraphQLArgument, GraphQLInputType, ValueNode } from 'graphql';
import { sumOf } from './amount.ts';
import type { Amount } from './amount.ts';
import type { CostModel } from './cost-model.ts';

/** What giving an argument costs: its own weight and those of the fields of its input objects, each time it is given. */
export function argumentCost(
  coordinate: string,
  { name, type }: GraphQLArgument,
  value: ValueNode,
  model: CostModel,
): Amount {
  const own = model.inputWeightOf(`${coordinate}.${name}`);
  if (!model.weighs(type)) return own;
  const inner = nodeCost(type, value, model);
  return typeof inner === 'number' ? own + inner : (variables) => own + inner(variables);
}

function nodeCost(type: GraphQLInputType, node: ValueNode, model: CostModel): Amount {
  const inner = getNullableType(type);
  if (node.kind === Kind.VARIABLE) {
    const name = node.name.value;
    return (variables) => valueCost(inner, variables[name], model);
  }
  if (isListType(inner)) {
    const items = node.kind === Kind.LIST ? node.values : [node];
    return sumOf(items.map((item) => nodeCost(inner.ofType, item, model)));
  }
  if (node.kind !== Kind.OBJECT || !isInputObjectType(inner)) return 0;
  const fields = inner.getFields();
  return sumOf(
    node.fields.map((given) => {
      const field = fields[given.name.value];
      if (field === undefined) return 0;
      const own = model.inputWeightOf(`${inner.name}.${field.name}`);
      const value = model.weighs(field.type) ? nodeCost(field.type, given.value, model) : 0;
      return sumOf([own, value]);
    }),
  );
}

function valueCost(type: GraphQLInputType, value: unknown, model: CostModel): number {
  if (value === null || value === undefined) return 0;
  const inner = getNullableType(type);
  if (isListType(inner)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value];
    const item = inner.ofType;
    return items.reduce<number>((sum, one) => sum + valueCost(item, one, model), 0);
  }
  if (!isInputObjectType(inner) || typeof value !== 'object') return 0;
  const fields = inner.getFields();
  let sum = 0;
  for (const [name, given] of Object.entries(value)) {
    const field = fields[name];
    if (field === undefined || given === undefined) continue;
    sum += model.inputWeightOf(`${inner.name}.${name}`);
    if (model.weighs(field.type)) sum += valueCost(field.type, given, model);
  }
  return sum;
}
