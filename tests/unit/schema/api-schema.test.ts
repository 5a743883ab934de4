import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedScalarType,
} from 'graphql';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';

interface Described {
  readonly name: string;
  readonly description: string | null | undefined;
}

const schema = buildSchema(readFileSync(inRepository('schema/api.graphql'), 'utf8'));
const types = Object.values(schema.getTypeMap()).filter(
  (type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type),
);

const within = (owner: string, members: readonly Described[]): Described[] =>
  members.map(({ name, description }) => ({ name: `${owner}${name}`, description }));

/** Types, fields, arguments and values of enums, by their coordinates. */
const all: readonly Described[] = types.flatMap((type) => {
  const own: Described = { name: type.name, description: type.description };
  if (isEnumType(type)) return [own, ...within(`${type.name}.`, type.getValues())];
  if (isInputObjectType(type))
    return [own, ...within(`${type.name}.`, Object.values(type.getFields()))];
  if (!isObjectType(type) && !isInterfaceType(type)) return [own];
  const fields = Object.values(type.getFields());
  return [
    own,
    ...within(`${type.name}.`, fields),
    ...fields.flatMap(({ name, args }) => within(`${type.name}.${name}:`, args)),
  ];
});

describe('what clients see of the graph', () => {
  it('says of each type, field, argument and value what it is', () => {
    expect(all.filter(({ description }) => !description).map(({ name }) => name)).toEqual([]);
  });

  it('is said in the words of the whole graph, not of one subgraph', () => {
    expect(schema.getQueryType()?.description).toMatch(/^What can be asked of the graph:/u);
    expect(all.filter(({ description }) => description?.includes('No client sees it'))).toEqual([]);
  });

  it('has Relay’s pages in every connection, each with a count', () => {
    const connections = types
      .filter((type) => isObjectType(type))
      .filter(({ name }) => name.endsWith('Connection'));

    const incomplete = connections.filter((type) => {
      const fields = type.getFields();
      return !['edges', 'nodes', 'pageInfo', 'totalCount', 'partial', 'sources'].every(
        (name) => name in fields,
      );
    });

    expect(connections.length).toBeGreaterThan(5);
    expect(incomplete.map(({ name }) => name)).toEqual([]);
  });
});
