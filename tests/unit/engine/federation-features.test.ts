import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../support/federation/federation.ts';
import type { Subgraph } from '../../support/federation/federation.ts';
import { worldSubject } from '../../support/federation/differential.ts';
import { FEATURE_SUPERGRAPHS } from '../../support/federation/feature-supergraphs.ts';
import { CALM } from '../../support/federation/moods.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.8", import: [
  "@key", "@requires", "@external", "@context", "@fromContext"
])`;

interface ById {
  readonly id: string;
}

describe('arguments from context', () => {
  const subgraphs: readonly Subgraph[] = [
    {
      name: 'offices',
      typeDefs: `${LINK}
        type Query { offices: [Office], province: Province }
        type Province @key(fields: "id") @context(name: "place") @context(name: "calendar") { id: ID!, language: String!, desk: Desk, days: Days, wall: Wall }
        type Days { off: [Day!] }
        type Day { days: Names }
        type Names { first: String }
        type Office @key(fields: "id") @context(name: "place") { id: ID!, language: String!, desks: [Desk] }
        type Desk @key(fields: "id") {
          id: ID!
          greeting(in: String @fromContext(field: "$place { language }"), to: String): String
        }
        type Wall @key(fields: "id") {
          id: ID!
          calendar(of: [String] @fromContext(field: "$calendar { days { off { days { first } } } }")): String
        }
      `,
      resolvers: {
        Query: {
          offices: () => [
            { id: '1', language: 'vi' },
            { id: '2', language: 'km' },
          ],
          province: () => ({ id: '9', language: 'en' }),
        },
        Province: {
          desk: () => ({ id: 'd' }),
          wall: () => ({ id: 'w' }),
          days: () => ({ off: [{ days: { first: 'Tết' } }, { days: { first: 'Quốc khánh' } }] }),
        },
        Office: { desks: ({ id }: ById) => [{ id: 'd' }, { id: `d${id}` }] },
        Desk: {
          __resolveReference: (reference: ById) => reference,
          greeting: ({ id }: ById, { in: language, to }: { in: string; to?: string }) =>
            [id, 'in', language, to].filter(Boolean).join(' '),
        },
        Wall: {
          __resolveReference: (reference: ById) => reference,
          calendar: (_wall: ById, { of }: { of: readonly string[] }) => of.join(' and '),
        },
      },
    },
  ];

  it('come from each place’s own ancestors, even for the same entity', async () => {
    const { ours } = createFederation(subgraphs);

    const { data } = await ours(
      '{ offices { desks { greeting } } province { desk { greeting } } }',
    );

    expect(data).toEqual({
      offices: [
        { desks: [{ greeting: 'd in vi' }, { greeting: 'd1 in vi' }] },
        { desks: [{ greeting: 'd in km' }, { greeting: 'd2 in km' }] },
      ],
      province: { desk: { greeting: 'd in en' } },
    });
  });

  it('are not mixed up with a variable that a client calls as the planner calls theirs', async () => {
    const { ours } = createFederation(subgraphs);

    const { data } = await ours(
      'query ($contextualArgument_1_0: String) { province { desk { greeting(to: $contextualArgument_1_0) } } }',
      { contextualArgument_1_0: 'Đức' },
    );

    expect(data).toEqual({ province: { desk: { greeting: 'd in en Đức' } } });
  });

  it('are lists where an ancestor’s objects are, by whatever names these stand', async () => {
    const { ours } = createFederation(subgraphs);

    const { data } = await ours('{ province { wall { calendar } } }');

    expect(data).toEqual({ province: { wall: { calendar: 'Tết and Quốc khánh' } } });
  });
});

describe('two @requires of one field with different arguments', () => {
  interface Priced {
    readonly price: number;
  }
  const { ours } = createFederation([
    {
      name: 'prices',
      typeDefs: `${LINK} type Query { fee: Fee } type Fee @key(fields: "id") { id: ID!, price(in: String): Int }`,
      resolvers: {
        Query: { fee: () => ({ id: '1' }) },
        Fee: {
          __resolveReference: (reference: ById) => reference,
          price: (_fee: unknown, { in: currency }: { in: string }) =>
            currency === 'USD' ? 1 : 25_000,
        },
      },
    },
    {
      name: 'receipts',
      typeDefs: `${LINK} type Fee @key(fields: "id") {
        id: ID!
        price(in: String): Int @external
        dollars: String @requires(fields: "price(in: \\"USD\\")")
        dong: String @requires(fields: "price(in: \\"VND\\")")
      }`,
      resolvers: {
        Fee: {
          __resolveReference: (reference: Priced) => reference,
          dollars: ({ price }: Priced) => `$${price}`,
          dong: ({ price }: Priced) => `${price} đ`,
        },
      },
    },
  ]);

  it('are answered one by one, beside any price of the client', async () => {
    expect((await ours('{ fee { dollars price(in: "VND") } }')).data).toEqual({
      fee: { dollars: '$1', price: 25_000 },
    });
    expect((await ours('{ fee { dong price(in: "USD") } }')).data).toEqual({
      fee: { dong: '25000 đ', price: 1 },
    });
  });

  it('are answered together where each is of another object', async () => {
    expect(
      (await ours('{ one: fee { dollars } other: fee { ...D } } fragment D on Fee { dong }')).data,
    ).toEqual({ one: { dollars: '$1' }, other: { dong: '25000 đ' } });
  });

  it('are answered together, each with its own price', async () => {
    expect(await ours('{ fee { dollars dong cheap: price(in: "USD") } }')).toEqual({
      data: { fee: { dollars: '$1', dong: '25000 đ', cheap: 1 } },
      errors: [],
    });
  });
});

describe('over subgraphs of one world', () => {
  const subjectOf = (features: string) => {
    const found = FEATURE_SUPERGRAPHS.find((one) => one.features.includes(features))!;
    return worldSubject(found.subgraphs, CALM);
  };

  it('a mutation does each of its fields once for each alias, in their order', async () => {
    const { federation, monolith } = subjectOf('mutations in order');
    const { done } = monolith!.world;

    await federation.ours(
      'mutation { a: close pay(id: "1") { number } b: close again: pay(id: "1") { number } close }',
    );

    expect(done).toEqual([
      'close {}',
      'pay {"amount":1,"id":"1"}',
      'close {}',
      'pay {"amount":1,"id":"1"}',
      'close {}',
    ]);
  });

  it('aliases may be names that every JavaScript object answers to', async () => {
    const { federation, monolith } = subjectOf('JavaScript’s names');
    const query = `{
      __proto__: toString
      hasOwnProperty: constructor { constructor: valueOf toString: id __proto__: constructor { id } }
      valueOf: __typename
      __schema { queryType { name } }
    }`;

    const ours = await federation.ours(query);
    const expected = await monolith!.ask(query, {});

    expect(ours).toEqual(expected);
    expect(Object.keys(ours.data as object)).toEqual([
      '__proto__',
      'hasOwnProperty',
      'valueOf',
      '__schema',
    ]);
  });

  it('an object’s type stays known where an interface object is asked for it once more', async () => {
    const { federation, monolith } = subjectOf('interface objects in several subgraphs');
    const query = '{ rated { like { __typename } ... on Book { like { stars } } } }';

    const ours = await federation.ours(query);
    const expected = await monolith!.ask(query, {});

    expect(ours).toEqual(expected);
    expect(JSON.stringify(ours.data)).toContain('"__typename":"Film"');
  });
});
