import { isEnumType, isInputObjectType, isInterfaceType, isObjectType } from 'graphql';
import type { GraphQLSchema } from 'graphql';
import type { ListSize } from './cost-directives.ts';

/** Of a type’s wrappers, `[T!]!` has three and `T` none: each is there about every other time. */
const WRAPPER = 0.5;

/** How long introspection's lists are, from what the schema has: on average, so that products come out right. */
export function introspectionSizes(schema: GraphQLSchema): ReadonlyMap<string, ListSize> {
  const types = Object.values(schema.getTypeMap());
  const fielded = types.filter((type) => isObjectType(type) || isInterfaceType(type));
  const fields = fielded.flatMap((type) => Object.values(type.getFields()));
  const directives = schema.getDirectives();
  const args = [...fields, ...directives].reduce((sum, { args: own }) => sum + own.length, 0);
  const inputs = types.filter(isInputObjectType).flatMap((type) => Object.keys(type.getFields()));
  const values = types.filter(isEnumType).flatMap((type) => type.getValues());
  const implemented = fielded.reduce((sum, type) => sum + type.getInterfaces().length, 0);
  const ofEachType = (count: number) => count / types.length;
  const sizes = {
    '__Schema.types': types.length,
    '__Schema.directives': directives.length,
    '__Type.fields': ofEachType(fields.length),
    '__Type.inputFields': ofEachType(inputs.length),
    '__Type.enumValues': ofEachType(values.length),
    '__Type.interfaces': ofEachType(implemented),
    '__Type.possibleTypes': ofEachType(implemented),
    '__Type.ofType': WRAPPER,
    '__Field.args': args / (fields.length + directives.length),
    '__Directive.args': args / (fields.length + directives.length),
    '__Directive.locations': 5,
  };
  return new Map(
    Object.entries(sizes).map(([coordinate, assumedSize]) => [
      coordinate,
      { assumedSize, slicingArguments: [], sizedFields: [] },
    ]),
  );
}
