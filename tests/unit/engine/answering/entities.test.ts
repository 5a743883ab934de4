import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../../support/federation/federation.ts';

const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key"])';

/** Users of one subgraph, and what another answers of them, whatever that is. */
function usersWith(answered: unknown) {
  const subgraphs = [
    {
      name: 'own',
      typeDefs: `${HEAD} type Query { user: User } type User @key(fields: "id") { id: ID! salary: Int name: String }`,
      resolvers: { Query: { user: () => ({ id: '1', salary: 100, name: 'An' }) } },
    },
    {
      name: 'other',
      typeDefs: `${HEAD} type User @key(fields: "id") { id: ID! phone: String } type Company @key(fields: "id") { id: ID! phone: String }`,
      resolvers: {},
    },
  ];
  return createFederation(subgraphs, {
    between: (name, transport) =>
      name === 'other'
        ? {
            ...transport,
            execute: () => Promise.resolve({ data: { _entities: [answered] }, bytes: 0 }),
          }
        : transport,
  });
}

describe('what a subgraph answers of an entity', () => {
  it('takes the place of nothing that others were asked for', async () => {
    const { ours } = usersWith({ phone: '1', salary: 7, name: null, id: 'other', nick: 'x' });

    const { data, errors } = await ours('{ user { id salary name phone } }');

    expect(errors).toEqual([]);
    expect(data).toEqual({ user: { id: '1', salary: 100, name: 'An', phone: '1' } });
  });

  it.each([
    ['of another type than was asked for', { __typename: 'Company', phone: 'of a company' }],
    ['a text', 'phone'],
    ['a list', [{ phone: '1' }]],
  ])('is an error at its place where it is %s', async (_what, answered) => {
    const { ours } = usersWith(answered);

    const { data, errors } = await ours('{ user { id phone } }');

    expect(data).toEqual({ user: { id: '1', phone: null } });
    expect(errors).toMatchObject([
      { path: ['user', 'phone'], extensions: { code: 'SUBGRAPH_BAD_ANSWER' } },
    ]);
  });
});

describe('representations', () => {
  it.each([
    ['null and the text of it', [null, 'null'], ['of null', 'of "null"']],
    ['an object and the text of it', [{ a: 1 }, '{"a":1}'], ['of {"a":1}', 'of "{\\"a\\":1}"']],
    ['a number and its digits', [1, '1'], ['of 1', 'of "1"']],
    [
      'text that begins as keys of objects do',
      ['\u0001{"a":1}', { a: 1 }],
      ['of "\\u0001{\\"a\\":1}"', 'of {"a":1}'],
    ],
  ])('are told apart: %s', async (_about, codes, labels) => {
    const { ours, asked } = createFederation([
      {
        name: 'places',
        typeDefs: `${HEAD} scalar Any type Query { places: [Place] } type Place @key(fields: "code") { code: Any n: Int }`,
        resolvers: { Query: { places: () => codes.map((code, n) => ({ code, n })) } },
      },
      {
        name: 'labels',
        typeDefs: `${HEAD} scalar Any type Place @key(fields: "code") { code: Any label: String }`,
        resolvers: {
          Place: {
            __resolveReference: ({ code }: { code: unknown }) => ({
              label: `of ${JSON.stringify(code)}`,
            }),
          },
        },
      },
    ]);

    const { data } = await ours('{ places { n label } }');

    expect(asked.at(-1)?.variables?.['representations']).toHaveLength(2);
    expect(data).toEqual({ places: labels.map((label, n) => ({ n, label })) });
  });
});

describe('two aliases of a leaf', () => {
  it('are two fields where a directive of the subgraphs’ own stands at one of them', async () => {
    const { ours, asked } = createFederation([
      {
        name: 'a',
        typeDefs: `${HEAD} directive @upper on FIELD type Query { user: User } type User { name: String }`,
        resolvers: { Query: { user: () => ({ name: 'an' }) } },
      },
    ]);

    await ours(
      'query ($yes: Boolean = true) { user { name loud: name @upper kept: name @include(if: $yes) } }',
    );

    expect(asked.map(({ operation }) => operation.text)).toEqual([
      expect.stringMatching(/^\S*\s*.*user\{name name__1:name@upper\}/u),
    ]);
  });
});
