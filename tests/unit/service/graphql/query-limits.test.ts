import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse, validate } from 'graphql';
import { limitsRule } from '../../../../service/graphql/query-limits.ts';

const schema = buildSchema('type Query { a: Query b: Int }');
const rule = limitsRule({
  maxDepth: 4,
  maxFields: 8,
  maxAliases: 2,
  maxRootFields: 5,
  maxDirectives: 2,
});
const codesOf = (query: string) =>
  validate(schema, parse(query), [rule]).map(({ extensions }) => extensions['code']);

describe('limitsRule', () => {
  it.each([
    ['as deep as may be', '{ a { a { a { b } } } }', []],
    ['too deep', '{ a { a { a { a { b } } } } }', ['QUERY_TOO_DEEP']],
    [
      'too deep by a fragment',
      '{ a { ...F } } fragment F on Query { a { a { a { b } } } }',
      ['QUERY_TOO_DEEP'],
    ],
    ['not deeper for an inline fragment', '{ a { ... { a { ... { a { b } } } } } }', []],
    ['with few aliases', '{ x: b y: b }', []],
    ['with many aliases', '{ x: b y: b z: b }', ['QUERY_TOO_MANY_ALIASES']],
    [
      'that asks for the schema again and again',
      '{ __schema { __typename } ...F } fragment F on Query { ...G ...G } fragment G on Query { __schema { __typename } __type(name: "Query") { name } }',
      ['QUERY_TOO_LARGE', 'QUERY_OF_TOO_MUCH_SCHEMA'],
    ],
    [
      'with a fragment spread often',
      '{ ...F a { ...F a { ...F } } } fragment F on Query { b a { b } }',
      ['QUERY_TOO_LARGE'],
    ],
  ])('measures an operation %s', (_which, query, codes) => {
    expect(codesOf(query)).toEqual(codes);
  });

  it('ends on fragments that spread each other, and is not fooled by doubling ones', () => {
    const circle = '{ ...A } fragment A on Query { a { ...B } } fragment B on Query { a { ...A } }';
    const doubling = Array.from(
      { length: 40 },
      (_, i) => `fragment F${i} on Query { x: a { ...F${i + 1} } a { ...F${i + 1} } }`,
    );

    expect(codesOf(circle)).toEqual([]);
    expect(codesOf(`{ ...F0 } ${doubling.join(' ')} fragment F40 on Query { b }`)).toEqual([
      'QUERY_TOO_DEEP',
      'QUERY_TOO_LARGE',
      'QUERY_TOO_MANY_ALIASES',
    ]);
  });
});
