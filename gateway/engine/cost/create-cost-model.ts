import {
  getIntrospectionQuery,
  getNamedType,
  getNullableType,
  isInputObjectType,
  isLeafType,
  isListType,
  parse,
} from 'graphql';
import type { GraphQLInputType, GraphQLSchema } from 'graphql';
import { readOperation } from '../document/client-operation.ts';
import type { CostDirectives } from './cost-directives.ts';
import { compileCost } from './cost-formula.ts';
import type { CostModel } from './cost-model.ts';
import { introspectionSizes } from './introspection-sizes.ts';

/** Arguments that mostly say how much of a list is asked for, where a supergraph does not tell. */
const USUAL_SLICING = new Set(['first', 'last', 'limit', 'take', 'pageSize']);
/** The lists of the connections that the Relay specification describes. */
const USUAL_SIZED = ['edges', 'nodes'];

/** What a standard introspection costs, of a small schema less: any may be asked for once, and none many times over. */
const WHOLE_SCHEMA = 20_000;
const MOST_FOR_AN_ELEMENT = 4;

/**
 * Reads costs as Apollo's router and Hive do: an object counts 1, a leaf nothing, unless `@cost` on the field or else on
 * its type says otherwise; a list is as long as its slicing argument says, or `@listSize(assumedSize:)`, or the default.
 * Introspection costs by how much of the schema it answers.
 */
export function createCostModel(
  schema: GraphQLSchema,
  { weights, sizes }: CostDirectives,
  defaultListSize: number,
): CostModel {
  const introspected = introspectionSizes(schema);
  const weighing = new Map<string, boolean>();
  let introspectionWeight = 1;

  function weighs(type: GraphQLInputType): boolean {
    const named = getNamedType(type);
    const known = weighing.get(named.name);
    if (known !== undefined) return known;
    // A type that has itself as a field is asked for while it is looked at.
    weighing.set(named.name, false);
    const fields = isInputObjectType(named) ? Object.values(named.getFields()) : [];
    const found =
      weights.has(named.name) ||
      fields.some((field) => weights.has(`${named.name}.${field.name}`) || weighs(field.type));
    weighing.set(named.name, found);
    return found;
  }

  const model: CostModel = {
    schema,
    defaultListSize,
    weighs,
    weightOf(coordinate, type) {
      if (coordinate.startsWith('__')) return introspectionWeight;
      const named = getNamedType(type);
      if (named.name.startsWith('__')) return introspectionWeight;
      return weights.get(coordinate) ?? weights.get(named.name) ?? (isLeafType(named) ? 0 : 1);
    },
    sizeOf(coordinate, type, args) {
      const told = sizes.get(coordinate) ?? introspected.get(coordinate);
      if (told !== undefined) return told;
      const slicingArguments = args.filter((name) => USUAL_SLICING.has(name));
      if (isListType(getNullableType(type))) {
        return { assumedSize: undefined, slicingArguments, sizedFields: [] };
      }
      if (slicingArguments.length === 0) return undefined;
      return { assumedSize: undefined, slicingArguments, sizedFields: USUAL_SIZED };
    },
    inputWeightOf: (coordinate) => weights.get(coordinate) ?? 0,
  };
  const whole = compileCost(readOperation(parse(getIntrospectionQuery()), undefined), model);
  introspectionWeight = Math.min(MOST_FOR_AN_ELEMENT, WHOLE_SCHEMA / whole.estimate({}));
  return model;
}
