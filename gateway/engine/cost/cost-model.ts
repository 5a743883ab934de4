import type { GraphQLInputType, GraphQLOutputType, GraphQLSchema } from 'graphql';
import type { ListSize } from './cost-directives.ts';

/** What things cost in one supergraph; a coordinate is `Type.field`. */
export interface CostModel {
  readonly schema: GraphQLSchema;
  /** Of each instance of what a field answers. */
  weightOf(coordinate: string, type: GraphQLOutputType): number;
  /** How long a field's list is, or the lists of the object that it answers. */
  sizeOf(
    coordinate: string,
    type: GraphQLOutputType,
    args: readonly string[],
  ): ListSize | undefined;
  /** Of giving an argument or a field of an input object, itself. */
  inputWeightOf(coordinate: string): number;
  /** Whether anything in values of a type has a weight. */
  weighs(type: GraphQLInputType): boolean;
  readonly defaultListSize: number;
}
