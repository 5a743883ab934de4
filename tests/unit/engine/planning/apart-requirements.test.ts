import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../../support/federation/federation.ts';

const LINK = `extend schema @link(
  url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@external", "@requires"]
)`;

interface Place {
  readonly name?: string;
  readonly code?: number;
}

/** What the post asks of offices requires their fax or their street, or different parts of their place. */
const OFFICES = [
  {
    name: 'registry',
    typeDefs: `${LINK}
      type Query { papers: [Paper] }
      interface Paper { office: Office }
      type Letter implements Paper { office: Office }
      type Report implements Paper { office: Office }
      type Office @key(fields: "id") { id: ID! fax: String street: String place: Place }
      type Place { name: String code: Int }`,
    resolvers: {
      Query: { papers: () => [{ of: 'Letter' }, { of: 'Report' }] },
      Paper: { __resolveType: ({ of }: { of: string }) => of },
      ...Object.fromEntries(
        ['Letter', 'Report'].map((type) => [type, { office: () => ({ id: `${type}'s` }) }]),
      ),
      Office: {
        fax: ({ id }: { id: string }) => `fax of ${id}`,
        street: ({ id }: { id: string }) => `street of ${id}`,
        place: () => ({ name: 'Huế', code: 46 }),
      },
    },
  },
  {
    name: 'post',
    typeDefs: `${LINK}
      type Query { open: Boolean }
      type Office @key(fields: "id") {
        id: ID! open: Boolean
        fax: String @external street: String @external place: Place @external
        sent(to: String): String @requires(fields: "fax")
        brought(on: String): String @requires(fields: "street")
        town: String @requires(fields: "place { name }")
        zone: Int @requires(fields: "place { code }")
      }
      type Place { name: String @external code: Int @external }`,
    resolvers: {
      Office: {
        __resolveReference: (reference: object) => reference,
        open: () => true,
        sent: ({ fax }: { fax: string }, { to }: { to?: string }) => `by ${fax} to ${to}`,
        brought: ({ street }: { street: string }, { on }: { on?: string }) => `to ${street} ${on}`,
        town: ({ place }: { place: Place | null }) => place?.name,
        zone: ({ place }: { place: Place | null }) => place?.code,
      },
    },
  },
];

describe('a field asked for on several types', () => {
  it('has what each asks of it, though they require different things', async () => {
    const { ours, asked } = createFederation(OFFICES);

    const { data, errors } = await ours(
      `query ($to: String, $on: String) {
        papers { ... on Letter { office { sent(to: $to) } } ... on Report { office { brought(on: $on) } } }
      }`,
      { to: 'us', on: 'Monday' },
    );

    expect(errors).toEqual([]);
    expect(data).toEqual({
      papers: [
        { office: { sent: "by fax of Letter's to us" } },
        { office: { brought: "to street of Report's Monday" } },
      ],
    });
    expect(asked.map(({ subgraph }) => subgraph)).toEqual(['registry', 'post']);
  });

  it('has what requires nothing, beside what one of the types alone requires', async () => {
    const { ours } = createFederation(OFFICES);

    const { data } = await ours('{ papers { office { open } ... on Letter { office { sent } } } }');

    expect(data).toEqual({
      papers: [
        { office: { open: true, sent: "by fax of Letter's to undefined" } },
        { office: { open: true } },
      ],
    });
  });

  it('has what requires parts of one object', async () => {
    const { ours } = createFederation(OFFICES);

    const { data } = await ours(
      '{ papers { ... on Letter { office { town } } ... on Report { office { zone } } } }',
    );

    expect(data).toEqual({ papers: [{ office: { town: 'Huế' } }, { office: { zone: 46 } }] });
  });

  it('is asked about at once where all of it is asked of every type', async () => {
    const { ours, asked } = createFederation(OFFICES);

    await ours('{ papers { office { sent brought } } }');

    expect(asked[1]?.variables).toMatchObject({
      representations: [{ fax: "fax of Letter's", street: "street of Letter's" }, {}],
    });
    expect(asked[1]?.operation.text).not.toContain('_entities_1');
  });
});

/** What the archive says of any paper requires its title; the register alone knows what kind of paper it is. */
const PAPERS = [
  {
    name: 'register',
    typeDefs: `${LINK}
      type Query { papers: [Paper] }
      interface Paper @key(fields: "id") { id: ID! title: String }
      type Letter implements Paper @key(fields: "id") { id: ID! title: String }
      type Report implements Paper @key(fields: "id") { id: ID! title: String }`,
    resolvers: {
      Query: {
        papers: () =>
          ['Letter', 'Report'].map((kind) => ({ __typename: kind, id: kind, title: `A ${kind}` })),
      },
    },
  },
  {
    name: 'archive',
    typeDefs: `${LINK.replace('"@key"', '"@key", "@interfaceObject"')}
      type Query { full: Boolean }
      type Paper @key(fields: "id") @interfaceObject {
        id: ID! title: String @external
        label: String @requires(fields: "title")
        shelf: String
      }`,
    resolvers: {
      Paper: {
        __resolveReference: (reference: object) => reference,
        label: ({ title }: { title: string }) => title.toUpperCase(),
        shelf: ({ id }: { id: string }) => `shelf of ${id}`,
      },
    },
  },
];

describe('what an interface object requires', () => {
  it('is sent of the one type that it is asked of', async () => {
    const { ours } = createFederation(PAPERS);

    const answers = [
      await ours('{ papers { ... on Letter { label } } }'),
      await ours('{ papers { ... on Letter { label } ... on Report { shelf } } }'),
      await ours('{ papers { shelf ... on Letter { label } } }'),
    ];

    expect(answers).toEqual([
      { data: { papers: [{ label: 'A LETTER' }, {}] }, errors: [] },
      { data: { papers: [{ label: 'A LETTER' }, { shelf: 'shelf of Report' }] }, errors: [] },
      {
        data: {
          papers: [{ shelf: 'shelf of Letter', label: 'A LETTER' }, { shelf: 'shelf of Report' }],
        },
        errors: [],
      },
    ]);
  });
});
