import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createFederation } from '../../../support/federation/federation.ts';
import { shop } from '../../../support/federation/shop.ts';
import { TransportFault } from '../../../../gateway/transport/transport.ts';
import type {
  SubgraphAnswer,
  TransportFaultCode,
} from '../../../../gateway/transport/transport.ts';

/** A shop of which one subgraph answers otherwise than it should. */
function shopWith(
  subgraph: string,
  answer: (usual: () => Promise<SubgraphAnswer>) => Promise<SubgraphAnswer>,
) {
  return createFederation(shop(), {
    between: (name, transport) =>
      name === subgraph
        ? { ...transport, execute: (request) => answer(() => transport.execute(request)) }
        : transport,
  });
}

const faulty = (subgraph: string, code: TransportFaultCode) =>
  shopWith(subgraph, () => Promise.reject(new TransportFault(code, 'connect 10.1.2.3:4001')));

describe('errors of the engine', () => {
  it('stand at the client’s path, under its aliases, at every place of an entity', async () => {
    const { ours } = createFederation(
      shop({
        isNull: () => false,
        fails: (field, id) => field === 'Product.shipping' && id === 'p1',
      }),
    );

    const { data, errors } = await ours(
      '{ list: shelves { cost: shipping price: shipping(express: true) } }',
    );

    const at = (...path: unknown[]) => ({
      message: 'Product.shipping of p1 fails',
      path,
      extensions: { code: 'SUBGRAPH_ERROR', service: 'inventory' },
    });
    expect(data).toEqual({
      list: [
        [{ cost: null, price: null }, null, { cost: 3, price: 5 }],
        [],
        [{ cost: null, price: null }],
      ],
    });
    expect(errors).toEqual([
      at('list', 0, 0, 'cost'),
      at('list', 2, 0, 'cost'),
      at('list', 0, 0, 'price'),
      at('list', 2, 0, 'price'),
    ]);
  });

  it('are all told, with the subgraph’s code where it has one', async () => {
    const { ours } = shopWith('accounts', async (usual) => ({
      ...(await usual()),
      errors: [
        {
          message: 'No such person',
          path: ['me', 'name'],
          extensions: { code: 'NOT_FOUND', host: 'db1' },
        },
        { message: 'Slow', path: ['me', 'address'], extensions: { code: 'select * from t' } },
      ],
    }));

    const { errors } = await ours('{ I: me { n: name address { city } } }');

    expect(errors).toEqual([
      {
        message: 'No such person',
        path: ['I', 'n'],
        extensions: { code: 'NOT_FOUND', service: 'accounts' },
      },
      {
        message: 'Slow',
        path: ['I', 'address'],
        extensions: { code: 'SUBGRAPH_ERROR', service: 'accounts' },
      },
    ]);
  });

  it.each<[TransportFaultCode, string]>([
    ['SUBGRAPH_UNAVAILABLE', 'could not be reached'],
    ['SUBGRAPH_TIMEOUT', 'did not answer in time'],
    ['SUBGRAPH_BAD_ANSWER', 'did not answer as GraphQL requires'],
    ['SUBGRAPH_ANSWER_TOO_LARGE', 'answered more than is allowed'],
  ])('stand at each null for a subgraph’s %s, and the rest is answered', async (code, words) => {
    const { ours } = faulty('reviews', code);

    const { data, errors } = await ours(
      '{ topProducts(first: 2) { name best: bestReview { stars } } }',
    );

    expect(data).toEqual({
      topProducts: [
        { name: 'Product p1', best: null },
        { name: 'Product p2', best: null },
      ],
    });
    expect(errors).toEqual(
      [0, 1].map((index) => ({
        message: `The subgraph “reviews” ${words}.`,
        path: ['topProducts', index, 'best'],
        extensions: { code, service: 'reviews' },
      })),
    );
  });

  it('explain the nulls that they spread, without a second error', async () => {
    const { ours } = faulty('inventory', 'SUBGRAPH_TIMEOUT');

    const { data, errors } = await ours('{ topProducts(first: 2) { name available stock } }');

    expect(data).toBeNull();
    expect(errors).toMatchObject([{ extensions: { code: 'SUBGRAPH_TIMEOUT' } }]);
  });

  it('stand at root fields too', async () => {
    const { ours } = faulty('accounts', 'SUBGRAPH_UNAVAILABLE');

    const { data, errors } = await ours(
      '{ I: me { id } people { id } topProducts(first: 1) { upc } }',
    );

    expect(data).toEqual({ I: null, people: null, topProducts: [{ upc: 'p1' }] });
    expect(errors).toMatchObject([
      { path: ['I'], extensions: { service: 'accounts' } },
      { path: ['people'], extensions: { service: 'accounts' } },
    ]);
  });

  it('tell of a null that no subgraph has explained', async () => {
    const { ours } = shopWith('inventory', async (usual) => {
      const answer = await usual();
      return answer.data?.['_entities']
        ? { data: { _entities: [null, { stock: 20 }] }, bytes: 0 }
        : answer;
    });

    const { data, errors } = await ours('{ product(upc: "p1") { name similar { name stock } } }');

    expect(data).toEqual({
      product: { name: 'Product p1', similar: [null, null, { name: 'Product p1', stock: 20 }] },
    });
    expect(errors).toEqual([
      {
        message: 'Cannot return null for non-nullable field Product.stock.',
        path: ['product', 'similar', 0, 'stock'],
        extensions: {
          code: 'NULL_WHERE_NON_NULL',
          details: { field: 'Product.stock' },
          service: 'inventory',
        },
      },
    ]);
  });

  it.each([
    ['no entities', { data: {} }],
    ['too few entities', { data: { _entities: [] } }],
    ['null without a word', { data: null }],
  ])('tell of a subgraph that answers %s', async (_case, answer) => {
    const { ours } = shopWith('reviews', () => Promise.resolve({ ...answer, bytes: 0 }));

    const { data, errors } = await ours('{ product(upc: "p1") { bestReview { id } } }');

    expect(data).toEqual({ product: { bestReview: null } });
    expect(errors).toMatchObject([
      { path: ['product', 'bestReview'], extensions: { code: 'SUBGRAPH_BAD_ANSWER' } },
    ]);
  });

  it('of one part of a merged request leave the other parts their answers', async () => {
    const { ours, asked } = createFederation(
      // Thrown where `_entities` as a whole is lost with it.
      shop({
        isNull: () => false,
        fails: (field, id) => field === 'Product.inventory' && id === 'p2',
      }),
    );

    const { data } = await ours('{ me { warehouse { id } } product(upc: "p2") { available } }');

    expect(data).toEqual({ me: { warehouse: { id: 'w1' } }, product: { available: null } });
    expect(asked.map(({ subgraph }) => subgraph)).toEqual([
      'accounts',
      'products',
      'inventory',
      'inventory',
      'inventory',
    ]);
  });

  it('stop what is still to be asked where the client has gone', async () => {
    const client = new AbortController();
    const { engine, asked } = shopWith('products', async (usual) => {
      const answer = await usual();
      client.abort();
      return answer;
    });
    const { parse } = await import('graphql');

    const { data, errors } = await engine.execute({
      document: parse('{ product(upc: "p1") { name shipping } }'),
      documentHash: '1',
      headers: {},
      signal: client.signal,
    });

    expect(asked.map(({ subgraph }) => subgraph)).toEqual(['products']);
    expect(JSON.parse(data?.toString() ?? '')).toEqual({
      product: { name: 'Product p1', shipping: null },
    });
    expect(errors).toContainEqual({
      message: 'The subgraph “inventory” was not waited for: the request was cancelled.',
      path: ['product', 'shipping'],
      extensions: { code: 'REQUEST_CANCELLED', service: 'inventory' },
    });
  });

  it('tell of every entity that is missing, also where another has an error of its own', async () => {
    const { ours } = shopWith('inventory', () =>
      Promise.resolve({
        data: { _entities: [{ shipping: null }] },
        errors: [{ message: 'Unknown place', path: ['_entities', 0, 'shipping'] }],
        bytes: 0,
      }),
    );

    const { errors } = await ours('{ topProducts { shipping } }');

    expect(errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      'SUBGRAPH_ERROR',
      ...Array.from({ length: 5 }, () => 'SUBGRAPH_BAD_ANSWER'),
    ]);
  });

  it('stand at each null where a subgraph answers nothing but an error without a place', async () => {
    const errors = [{ message: 'Not now', extensions: { code: 'BUSY' } }, { message: 'Later' }];
    const { ours } = shopWith('reviews', () => Promise.resolve({ errors, bytes: 0 }));

    const answer = await ours('{ topProducts(first: 2) { bestReview { stars } } }');

    const at = (index: number) => ({ path: ['topProducts', index, 'bestReview'] });
    expect(answer.errors).toMatchObject([
      { message: 'Not now', ...at(0) },
      { message: 'Not now', ...at(1) },
      { message: 'Later', ...at(0) },
    ]);
  });

  it('stand at each object that lacks what one of its fields requires', async () => {
    const head =
      'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires"])';
    const { ours } = createFederation(
      [
        {
          name: 'offices',
          typeDefs: `${head} type Query { offices: [Office!] } type Office @key(fields: "code") { code: ID! }`,
          resolvers: { Query: { offices: () => [{ code: 'NC' }, { code: 'CN' }] } },
        },
        {
          name: 'budgets',
          typeDefs: `${head} type Office @key(fields: "code") { code: ID! budget: Int }`,
          resolvers: {},
        },
        {
          name: 'agencies',
          typeDefs: `${head} type Office @key(fields: "code") { code: ID! budget: Int @external rank: Int @requires(fields: "budget") }`,
          resolvers: {},
        },
      ],
      {
        between: (name, transport) =>
          name === 'budgets'
            ? {
                ...transport,
                execute: () => Promise.reject(new TransportFault('SUBGRAPH_TIMEOUT')),
              }
            : transport,
      },
    );

    const { data, errors } = await ours('{ offices { code rank } }');

    expect(data).toEqual({
      offices: [
        { code: 'NC', rank: null },
        { code: 'CN', rank: null },
      ],
    });
    expect(errors.map(({ path }) => path)).toEqual([
      ['offices', 0],
      ['offices', 1],
    ]);
  });

  it('of one item leave no other item’s null untold', async () => {
    const { ours } = shopWith('inventory', () =>
      Promise.resolve({
        data: { _entities: [{ stock: null }, { stock: null }] },
        errors: [{ message: 'Unknown place', path: ['_entities', 0, 'stock'] }],
        bytes: 0,
      }),
    );

    const { errors } = await ours('{ product(upc: "p1") { similar { stock } } }');

    expect(errors.map(({ message }) => message)).toEqual([
      'Unknown place',
      'Cannot return null for non-nullable field Product.stock.',
    ]);
  });

  it('of a subgraph that does not answer for ten thousand places are the first thousand, and say that there are more', async () => {
    const many = async (usual: Promise<SubgraphAnswer>): Promise<SubgraphAnswer> => {
      const { data } = await usual;
      const lists = Object.entries(data ?? {}).map(([key, items]) => {
        const [first] = items as [object];
        const copies = Array.from({ length: 10_000 }, (_one, index) => ({
          ...first,
          upc: `u${index}`,
        }));
        return [key, copies];
      });
      return { data: Object.fromEntries(lists), bytes: 0 };
    };
    const { ours } = createFederation(shop(), {
      between: (name, transport) => ({
        ...transport,
        execute: (request) =>
          name === 'products'
            ? many(transport.execute(request))
            : Promise.reject(new TransportFault('SUBGRAPH_TIMEOUT', name)),
      }),
    });

    const { errors } = await ours('{ topProducts { name available shipping } }');

    expect(errors).toHaveLength(1_001);
    expect(new Set(errors.slice(0, 1_000).map(({ path }) => path?.[1])).size).toBe(1_000);
    expect(errors.at(-1)).toMatchObject({ extensions: { code: 'TOO_MANY_ERRORS' } });
  });

  it('tell a type that may not stand there, null at that place alone', async () => {
    const typeDefs = `type Query { other: String node: Node nodes: [Node] union: Union c: C }
      interface Node { id: ID } interface Named { name: String } union Union = A
      type A implements Node { id: ID } type B implements Node & Named { id: ID name: String } type C { x: Int }`;
    let data = {};
    const { ours } = createFederation([{ name: 'one', typeDefs, resolvers: {} }], {
      between: (_name, transport) => ({
        ...transport,
        execute: () => Promise.resolve({ data: structuredClone(data), bytes: 1 }),
      }),
    });
    const typename = fc.oneof(
      fc.constantFrom(
        'A',
        'B',
        'C',
        'Node',
        'Named',
        'Union',
        'Query',
        'String',
        '__Schema',
        '',
        5,
        null,
      ),
      fc.constant(undefined),
    );
    await fc.assert(
      fc.asyncProperty(typename, async (__typename) => {
        const told = { ...(__typename !== undefined && { __typename }), id: '1' };
        data = { other: 'fine', node: told, nodes: [told], union: told };

        const { data: answered, errors } = await ours(
          '{ other node { id } nodes { ... on A { id } ... on B { id } } union { ... on A { id } } }',
        );

        // Without a name it is an object of the interface itself, as a subgraph with an interface object has them.
        const isNode = ['A', 'B', 'Node', undefined].includes(__typename as string | undefined);
        const bare = __typename === 'A' || __typename === 'B' ? { id: '1' } : {};
        expect(answered).toEqual({
          other: 'fine',
          node: isNode ? { id: '1' } : null,
          nodes: [isNode ? bare : null],
          union: __typename === 'A' ? { id: '1' } : null,
        });
        const at = (...path: readonly unknown[]) => ({
          path,
          extensions: { code: 'SUBGRAPH_BAD_ANSWER', service: 'one' },
        });
        expect(errors).toMatchObject([
          ...(isNode ? [] : [at('node'), at('nodes', 0)]),
          ...(__typename === 'A' ? [] : [at('union')]),
        ]);
      }),
    );
  });

  it('are a thousand at most, and say so', async () => {
    const nowhere = Array.from({ length: 200_000 }, () => ({ message: 'Out of memory' }));
    const { ours } = shopWith('accounts', () => Promise.resolve({ errors: nowhere, bytes: 0 }));

    const { errors } = await ours('{ me { name } }');

    expect(errors).toHaveLength(1_001);
    expect(errors[0]).toMatchObject({ message: 'Out of memory', path: ['me'] });
    expect(errors.at(-1)).toMatchObject({ extensions: { code: 'TOO_MANY_ERRORS' } });
  });
});
