import { describe, expect, it, jest } from '@jest/globals';
import { parse } from 'graphql';
import { createEngine } from '../../../gateway/engine/engine.ts';
import { composeSupergraph } from '../../../gateway/supergraph/compose.ts';
import { askEngine, createFederation, hashOf } from '../../support/federation/federation.ts';
import { shop } from '../../support/federation/shop.ts';

const federation = () => createFederation(shop());

describe('the engine', () => {
  it('asks for each entity once, and for all entities of a subgraph in one request', async () => {
    const { ours, asked } = federation();

    const { data } = await ours(`{
      topProducts(first: 2) { stock similar { stock } }
      me { warehouse { id } }
    }`);

    expect(data).toMatchObject({ topProducts: [{ stock: 10 }, { stock: 20 }] });
    expect(asked.map(({ subgraph, variables }) => [subgraph, variables])).toEqual([
      ['products', {}],
      ['accounts', {}],
      [
        'inventory',
        {
          representations: [
            { __typename: 'Product', upc: 'p1' },
            { __typename: 'Product', upc: 'p2' },
            { __typename: 'Product', upc: 'p3' },
          ],
          representations_1: [{ __typename: 'User', email: 'u1@motcua.vn' }],
        },
      ],
    ]);
  });

  it('joins fetches that ask the same of entities at several places', async () => {
    const { ours, asked } = federation();

    await ours(
      '{ me { manager { ... on User { reviews { id } } } } users(first: 2) { reviews { id } } }',
    );

    expect(asked.map(({ subgraph, variables }) => [subgraph, variables])).toEqual([
      ['accounts', {}],
      [
        'reviews',
        {
          representations: [
            { __typename: 'User', id: 'u2' },
            { __typename: 'User', id: 'u1' },
          ],
        },
      ],
    ]);
  });

  it('plans operations once that differ in their aliases only, and answers each in its own words', async () => {
    const { ours, asked } = federation();

    const one = await ours('{ a: topProducts(first: 1) { b: stock similar { c: stock } } }');
    const other = await ours('{ x: topProducts(first: 1) { y: stock z: similar { stock } } }');

    expect(one.data).toEqual({ a: [{ b: 10, similar: [{ c: 20 }, null, { c: 10 }] }] });
    expect(other.data).toEqual({ x: [{ y: 10, z: [{ stock: 20 }, null, { stock: 10 }] }] });
    const [first, second, third, fourth] = asked.map(({ operation }) => operation);
    expect(first === third && second === fourth).toBe(true);
  });

  it('does mutations in order, and what follows them after', async () => {
    const { ours, asked } = federation();

    const { data } = await ours(`mutation {
      first: addReview(upc: "p1", body: "tốt") { body product { name } }
      rename(id: "u2", name: "Lan") { name }
      last: addReview(upc: "p2", body: "xấu") { body }
    }`);

    expect(data).toEqual({
      first: { body: 'tốt', product: { name: 'Product p1' } },
      rename: { name: 'Lan' },
      last: { body: 'xấu' },
    });
    const mutations = asked.filter(({ operation }) => operation.text.startsWith('mutation'));
    expect(mutations.map(({ subgraph }) => subgraph)).toEqual(['reviews', 'accounts', 'reviews']);
  });

  it('answers introspection beside data, and the root’s type name without asking anyone', async () => {
    const { ours, asked } = federation();

    const introspected = await ours(
      'query ($name: String!) { t: __type(name: $name) { name kind } __typename }',
      { name: 'Role' },
    );
    const askedFor = asked.length;
    const both = await ours('{ me { id } __schema { queryType { name } } }');

    expect([introspected.data, askedFor]).toEqual([
      { t: { name: 'Role', kind: 'ENUM' }, __typename: 'Query' },
      0,
    ]);
    expect(both.data).toEqual({ me: { id: 'u1' }, __schema: { queryType: { name: 'Query' } } });
  });

  it('works a whole schema out once for an operation, and anew where variables have a say', async () => {
    const { engine, ours } = federation();
    let worked = 0;
    Object.defineProperty(engine.schema.getType('User'), 'description', {
      get: () => `${(worked += 1)} times`,
    });
    const whole =
      '{ __schema { types { name kind description fields { name description args { name } type { name } } } } }';
    const named = 'query ($name: String!) { __type(name: $name) { name } }';

    const [first, second] = [await ours(whole), await ours(whole)];
    const names = [await ours(named, { name: 'User' }), await ours(named, { name: 'Query' })];

    expect(JSON.stringify(first).length).toBeGreaterThan(10_000);
    expect(second).toEqual(first);
    expect(worked).toBe(1);
    expect(names.map(({ data }) => data)).toEqual([
      { __type: { name: 'User' } },
      { __type: { name: 'Query' } },
    ]);
  });

  it('hides what is inaccessible, values too', async () => {
    const { ours } = federation();

    const { data, errors } = await ours(
      '{ person(id: "u4") { name } users(first: 4) { id } user(id: "u4") { role } }',
    );

    expect(data).toMatchObject({ person: { name: 'Người 4' }, user: null });
    expect(errors).toEqual([
      {
        message: 'A subgraph answered a value that is not of the field’s type.',
        path: ['user', 'role'],
        extensions: { code: 'SUBGRAPH_BAD_ANSWER', service: 'accounts' },
      },
    ]);
  });

  it('lets a client call its variables as the engine calls its own', async () => {
    const { ours } = federation();

    const { data } = await ours(
      'query ($client_representations: Int, $representations_1: ID!) { user(id: $representations_1) { reviews(first: $client_representations) { id } } }',
      { client_representations: 1, representations_1: 'u2' },
    );

    expect(data).toEqual({ user: { reviews: [{ id: 'r1' }] } });
  });

  it('takes no variable for given that is called as something every object has', async () => {
    const names = Object.getOwnPropertyNames(Object.prototype);
    const { ours, asked } = federation();
    const askWith = async (name: string, variables: Readonly<Record<string, unknown>>) => {
      const answer = await ours(
        `query ($${name}: Int) { topProducts(first: $${name}) { upc } }`,
        variables,
      );
      return {
        ...answer,
        asked: asked.splice(0).map(({ variables: passedOn }) => Object.values(passedOn ?? {})),
      };
    };
    const usual = await askWith('first', {});
    const two = await askWith('first', { first: 2 });

    expect([usual.asked, two.asked]).toEqual([[[]], [[2]]]);
    for (const name of names) expect(await askWith(name, {})).toEqual(usual);
    for (const name of names.filter((one) => one !== '__proto__'))
      expect(await askWith(name, { [name]: 2 })).toEqual(two);
  });

  it('keeps a null that spreads under one alias from another', async () => {
    const { ours } = createFederation(
      shop({ isNull: (field) => field === 'User.role', fails: () => false }),
    );

    const { data } = await ours('{ one: me { role } other: me { name } }');

    expect(data).toEqual({ one: null, other: { name: 'Người 1' } });
  });

  it.each<[string, Record<string, unknown> | undefined, object]>([
    ['query ($id: ID!) { user(id: $id) { id } }', {}, { code: 'BAD_USER_INPUT' }],
    ['query A { me { id } } query B { me { id } }', {}, { code: 'OPERATION_RESOLUTION_FAILURE' }],
  ])('answers no data for %s', async (query, variables, extensions) => {
    const { ours } = federation();

    expect(await ours(query, variables)).toEqual({
      data: undefined,
      errors: [expect.objectContaining({ extensions })],
    });
  });

  it('tells what it fetched where that is wanted', async () => {
    const { engine } = federation();
    const query = '{ topProducts(first: 2) { stock } }';

    const { queryPlan } = await engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
      wantPlan: true,
    });

    const number = expect.any(Number);
    const common = { merged: 1, startMs: number, ms: number, bytes: 0, failed: false };
    expect(queryPlan).toEqual([
      { ...common, subgraph: 'products', paths: [[]], representations: 0, places: 0 },
      { ...common, subgraph: 'inventory', paths: [['topProducts']], representations: 2, places: 2 },
    ]);
  });

  it('begins with the hottest operations of another, as far as its schema has them', async () => {
    const old = federation();
    await old.ours('{ me { id } }');
    for (let i = 0; i < 3; i++)
      await old.ours('query ($on: Boolean!) { me { name @include(if: $on) } }', { on: true });
    await old.ours('{ warehouses { id } }');
    const next = createFederation(
      shop().filter(({ name }) => name !== 'inventory' && name !== 'reviews'),
    );

    const hottest = old.engine.hottest(3);
    await next.engine.warm(hottest);

    expect(hottest).toHaveLength(3);
    expect(hottest[0]).toMatchObject({ switches: new Map([['on', true]]) });
    expect(next.engine.hottest(10)).toHaveLength(2);
  });

  it('keeps no more operations than it is told to', async () => {
    const { engine } = createFederation(shop(), { engine: { maxOperations: 5 } });

    for (let i = 0; i < 20; i++) await askEngine(engine, `{ a${i}: me { id } }`);

    expect(engine.hottest(100)).toHaveLength(5);
  });

  it('keeps operations of no more than a million characters, whichever were used last', async () => {
    const { engine } = createFederation(shop());
    const long = (alias: string) => `{ ${alias}: me { id } ${' '.repeat(240_000)}}`;

    for (const alias of ['a', 'b', 'c', 'd', 'a', 'e']) await askEngine(engine, long(alias));
    await askEngine(engine, `{ f: me { id } ${' '.repeat(1_000_000)}}`);

    const kept = engine.hottest(100).map(({ documentHash }) => documentHash);
    const expected = ['a', 'c', 'd', 'e'].map((alias) => hashOf(long(alias)));
    expect(kept.toSorted()).toEqual(expected.toSorted());
  });

  it('plans nothing for a supergraph of which a subgraph cannot be reached at all', () => {
    const close = jest.fn();
    const supergraphSdl = composeSupergraph([
      { name: 'one', url: '', sdl: 'type Query { a: String }' },
    ]);

    expect(() =>
      createEngine({
        supergraphSdl,
        createPlans: () => ({ plan: () => Promise.reject(new Error('asked')), close }),
        transports() {
          throw new TypeError('Invalid URL');
        },
      }),
    ).toThrow('Invalid URL');
    expect(close).toHaveBeenCalledTimes(1);
  });

  it('is drained when the last request is answered', async () => {
    const { engine, ours } = federation();
    let drained = false;

    const answer = ours('{ me { id } }');
    const draining = engine.drained().then(() => (drained = true));
    expect(drained).toBe(false);
    await answer;
    await draining;

    expect(drained).toBe(true);
    await expect(engine.drained()).resolves.toBeUndefined();
  });
});
