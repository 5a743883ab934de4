import {
  isAbstractType,
  isIntrospectionType,
  isObjectType,
  printSchema,
  buildSchema,
  execute,
  parse,
} from 'graphql';
import type { GraphQLSchema } from 'graphql';
import { buildSubgraphSchema } from '@apollo/subgraph';
import type { Answer, Subgraph } from '../federation.ts';
import type { Representation, WorldObject } from './world.ts';
import { World } from './world.ts';
import type { Moods } from '../moods.ts';

/** A subgraph before it has anything to answer with. */
export interface SubgraphSdl {
  readonly name: string;
  readonly typeDefs: string;
}

/** Subgraphs that all answer from one world. */
export function worldSubgraphs(
  sdls: readonly SubgraphSdl[],
  moods: Moods,
): { readonly world: World; readonly subgraphs: readonly Subgraph[] } {
  const schemas = sdls.map(({ typeDefs }) => buildSubgraphSchema({ typeDefs: parse(typeDefs) }));
  const world = new World(schemas, moods);
  const subgraphs = sdls.map((sdl, index) => {
    const schema = answering(schemas[index]!, world);
    const entities = schema.getQueryType()?.getFields()['_entities'];
    if (entities !== undefined)
      entities.resolve = (_root, { representations }: { representations: Representation[] }) =>
        representations.map((representation) => world.lookUp(representation, schema));
    return { ...sdl, schema };
  });
  return { world, subgraphs };
}

/** One service that answers what clients see of a federation, from the same world: graphql-js decides what is right. */
export function monolith(apiSchema: GraphQLSchema, world: World) {
  const schema = answering(buildSchema(printSchema(apiSchema)), world);
  return async (query: string, variableValues: Record<string, unknown> = {}): Promise<Answer> => {
    const { data, errors = [] } = await execute({ schema, document: parse(query), variableValues });
    return {
      data: JSON.parse(JSON.stringify(data ?? null)),
      errors: errors.map((error) => error.toJSON()),
    };
  };
}

/** Gives every field of a schema its value in the world. */
function answering(schema: GraphQLSchema, world: World): GraphQLSchema {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    // A subgraph with an interface object knows the interface alone.
    if (isAbstractType(type))
      type.resolveType = ({ __typename }: WorldObject) =>
        isObjectType(schema.getType(__typename)) ? __typename : world.rules.familyOf(__typename);
    if (!isObjectType(type) || type.name === '_Service') continue;
    for (const field of Object.values(type.getFields())) {
      if (field.name === '_service') continue;
      field.resolve = (source: WorldObject | undefined, args) =>
        world.valueOf(source ?? { __typename: type.name, identity: type.name }, field, args);
    }
  }
  return schema;
}
