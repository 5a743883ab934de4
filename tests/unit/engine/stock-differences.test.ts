import { describe, expect, it } from '@jest/globals';
import { createFederation } from '../../support/federation/federation.ts';
import { shop } from '../../support/federation/shop.ts';

interface Difference {
  readonly name: string;
  /** The words of the GraphQL specification (October 2021) that decide. */
  readonly specification: string;
  readonly query: string;
  readonly ours: unknown;
  readonly stock: unknown;
}

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
];

describe('the stock executor differs from the engine', () => {
  const federation = createFederation(shop());

  it.each(DIFFERENCES)('in $name', async ({ query, ours, stock }) => {
    const answers = await Promise.all([federation.ours(query), federation.stock(query)]);

    expect(answers.map(({ data }) => data)).toEqual([ours, stock]);
  });
});
