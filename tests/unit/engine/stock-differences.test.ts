import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../support/federation/federation.ts';
import type { Subgraph } from '../../support/federation/federation.ts';
import { shop } from '../../support/federation/shop.ts';

interface Difference {
  readonly name: string;
  /** The words of the GraphQL specification (October 2021) that decide. */
  readonly specification: string;
  /** The shop’s where none are given. */
  readonly subgraphs?: readonly Subgraph[];
  readonly query: string;
  readonly ours: unknown;
  readonly stock: unknown;
}

const LINK =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@requires", "@external", "@interfaceObject"])';

const SHELVES: readonly Subgraph[] = [
  {
    name: 'registry',
    typeDefs: `${LINK}
      type Query { shelf: Shelf }
      type Shelf @key(fields: "id") { id: ID!, rows: [[Box]], lid: Lid }
      type Box @shareable { weight: Int }
      type Lid @shareable { color: String, label: String! }
    `,
    resolvers: {
      Query: { shelf: () => ({ id: 's' }) },
      Shelf: {
        __resolveReference: (reference: object) => reference,
        rows: () => [[{ weight: 1 }, { weight: 2 }], [{ weight: 4 }]],
        lid: () => ({ color: 'red', label: null }),
      },
    },
  },
  {
    name: 'archive',
    typeDefs: `${LINK}
      type Shelf @key(fields: "id") {
        id: ID!
        rows: [[Box]] @external
        lid: Lid @external
        load: String @requires(fields: "rows { weight }")
        cover: String @requires(fields: "lid { color }")
      }
      type Box @shareable { weight: Int }
      type Lid @shareable { color: String, label: String! }
    `,
    resolvers: {
      Shelf: {
        __resolveReference: (reference: object) => reference,
        load: ({ rows }: { rows: unknown }) => JSON.stringify(rows),
        cover: ({ lid }: { lid: unknown }) => JSON.stringify(lid),
      },
    },
  },
];

const SENDERS: readonly Subgraph[] = [
  {
    name: 'registry',
    typeDefs: `${LINK}
      type Query { sender: Sender }
      union Sender = User | Company
      type User { shelf: Shelf }
      type Company { shelf: Shelf }
      type Shelf @key(fields: "id") { id: ID!, weight: Int, color: String }
    `,
    resolvers: {
      Query: { sender: () => ({}) },
      Sender: { __resolveType: () => 'User' },
      User: { shelf: () => ({ id: 's', weight: 100, color: 'red' }) },
    },
  },
  {
    name: 'archive',
    typeDefs: `${LINK}
      type Shelf @key(fields: "id") {
        id: ID!
        weight: Int @external
        color: String @external
        load: String @requires(fields: "weight")
        cover: String @requires(fields: "color")
      }
    `,
    resolvers: {
      Shelf: {
        __resolveReference: (reference: object) => reference,
        load: ({ weight }: { weight: number }) => String(weight),
        cover: ({ color }: { color: string }) => color,
      },
    },
  },
];

const MEDIA: readonly Subgraph[] = [
  {
    name: 'library',
    typeDefs: `${LINK}
      type Query { medium: Medium }
      interface Medium @key(fields: "id") { id: ID! }
      type Book implements Medium @key(fields: "id") { id: ID! }
      type Movie implements Medium @key(fields: "id") { id: ID! }
    `,
    resolvers: {
      Query: { medium: () => ({ id: 'm1' }) },
      Medium: { __resolveType: () => 'Movie' },
    },
  },
  {
    name: 'prices',
    typeDefs: `${LINK}
      type Medium @key(fields: "id") @interfaceObject { id: ID!, price(in: String): String }
    `,
    resolvers: {
      Medium: {
        __resolveReference: (reference: object) => reference,
        price: (_: unknown, { in: currency }: { in: string }) => `in ${currency}`,
      },
    },
  },
];

/** Where the stock executor answers other data than ours: each is a fault of its, by the specification's words. */
const DIFFERENCES: readonly Difference[] = [
  {
    name: '1. a field that a @requires asks with other arguments than the client',
    specification:
      '§6.4.2 “the field name and argumentValues” determine the resolved value: price(currency: EUR) is not price(currency: USD).',
    query: '{ product(upc: "p2") { price(currency: EUR) shipping } }',
    ours: { product: { price: 4, shipping: 3 } },
    stock: { product: { price: 4, shipping: 5 } },
  },
  {
    name: '2. a sibling of a skipped field that has a @requires',
    specification:
      '§3.13.1 “The @skip directive […] allows for conditional exclusion during execution”: of that field, not of its siblings.',
    query: '{ product(upc: "p2") { stock shipping @skip(if: true) } }',
    ours: { product: { stock: 20 } },
    stock: { product: null },
  },
  {
    name: '3. fields of a concrete type, beside those of an interface object',
    specification:
      '§6.3.2 “If fragmentType is an Object Type, return true if objectType and fragmentType are the same type”: the object is a Book.',
    query:
      '{ users(first: 1) { warehouse { cover { title ... on Book { copies __typename } } } } }',
    ours: {
      users: [{ warehouse: { cover: { title: 'Book b2', copies: 6, __typename: 'Book' } } }],
    },
    stock: { users: [{ warehouse: { cover: { title: 'Book b2' } } }] },
  },
  {
    name: '4. a fragment on the object’s own type within one on its interface',
    specification:
      '§6.3.2 DoesFragmentTypeApply asks for the type of the object, not of the fragment around.',
    query: '{ users(first: 1) { ... on Person { ... on User { email } } } }',
    ours: { users: [{ email: 'u1@motcua.vn' }] },
    stock: { users: [{}] },
  },
  {
    name: '5. a field that requires what stands in lists of lists',
    specification:
      '§6.4.3 “If fieldType is a List type […] each list item [is] the result of calling CompleteValue”, which for a list of lists are lists again: what is read of their objects are not nulls.',
    subgraphs: SHELVES,
    query: '{ shelf { load } }',
    ours: { shelf: { load: '[[{"weight":1},{"weight":2}],[{"weight":4}]]' } },
    stock: { shelf: { load: '[null,null]' } },
  },
  {
    name: '6. a null below a field that a @requires reads as well',
    specification:
      '§6.4.4 “the field error […] is propagated to be handled by the parent field”: the lid that the client asks for is null, and that of the @requires, which does not ask for its label, is not.',
    subgraphs: SHELVES,
    query: '{ shelf { lid { label } cover } }',
    ours: { shelf: { lid: null, cover: '{"color":"red"}' } },
    stock: { shelf: { lid: null, cover: 'null' } },
  },
  {
    name: '7. a field asked for in several fragments, that require different things of it',
    specification:
      '§6.3.2 “If fragmentType is an Object Type, return true if objectType and fragmentType are the same type”: what is asked of a User has no part in what a Company is asked for.',
    subgraphs: SENDERS,
    query: '{ sender { ... on User { shelf { load } } ... on Company { shelf { cover } } } }',
    ours: { sender: { shelf: { load: '100' } } },
    stock: { sender: { shelf: { load: null } } },
  },
  {
    name: '8. a field of an interface object, with other arguments for each concrete type',
    specification:
      '§5.3.2 FieldsInSetCanMerge lets fields differ in their arguments where their types “are different and […] Object Types”: each object has what is asked of its own.',
    subgraphs: MEDIA,
    query: '{ medium { ... on Book { price(in: "VND") } ... on Movie { price(in: "USD") } } }',
    ours: { medium: { price: 'in USD' } },
    stock: { medium: { price: 'in VND' } },
  },
];

describe('the stock executor differs from the engine', () => {
  it.each(DIFFERENCES)('in $name', async ({ subgraphs = shop(), query, ours, stock }) => {
    const federation = createFederation(subgraphs);

    const answers = await Promise.all([federation.ours(query), federation.stock(query)]);

    expect(answers.map(({ data }) => data)).toEqual([ours, stock]);
  });
});
