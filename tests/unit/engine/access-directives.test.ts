import { describe, expect, it } from '@jest/globals';
import {
  type FieldNode,
  GraphQLError,
  graphql,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { GraphQLFieldResolver } from 'graphql';
import { createEngine } from '../../../gateway/engine/engine.ts';
import type { Right } from '../../../gateway/engine/rights/access-rules.ts';
import { startGateway } from '../../../gateway/server.ts';
import { fixedSupergraph } from '../../../gateway/supergraph/file.ts';
import { servingConfig, silent } from '../../support/http/http-fixture.ts';
import { createFederation, hashOf, type Subgraph } from '../../support/federation/federation.ts';

const LINK = `extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: [
  "@key", "@requires", "@external", "@shareable",
  "@authenticated", { name: "@requiresScopes", as: "@scopes" }, "@policy"])`;

const PEOPLE = `${LINK}
  type Query {
    me: Person
    people: [Person]!
    things: [Thing!]!
    any: [Any!]!
    owned: [Owned]
    secret: Secret
    token: Token
    strict: Strict
  }
  type Mutation { wipe: Int @policy(policies: [["admin"]]) keep: Int }
  type Person @key(fields: "id") {
    id: ID!
    name: String
    email: String @scopes(scopes: [["email"], ["admin", "all"]])
    salary: Int! @policy(policies: [["pay"]]) @authenticated
    boss: Person
  }
  interface Thing { id: ID! label: String }
  type Pen implements Thing { id: ID! label: String ink: String }
  type Safe implements Thing { id: ID! label: String @authenticated code: String @authenticated }
  union Any = Pen | Safe | Secret
  interface Owned { id: ID! }
  type House implements Owned @scopes(scopes: [["own"]]) { id: ID! street: String }
  type Secret @key(fields: "id") @authenticated { id: ID! text: String }
  scalar Token @authenticated
  type Strict { inner: Inner! }
  type Inner { value: Int! @authenticated open: Int }
`;

const OFFICES = `${LINK}
  type Person @key(fields: "id") {
    id: ID!
    email: String @external
    address: String @requires(fields: "email") @scopes(scopes: [["email"], ["admin", "all"]])
    office: String @authenticated
    desk: Int
  }
`;

const people: readonly Record<string, unknown>[] = [
  { __typename: 'Person', id: '1', name: 'Lan', email: 'lan@x.vn', salary: 9 },
  { __typename: 'Person', id: '2', name: 'Minh', email: 'minh@x.vn', salary: 8 },
];
const boss = { ...people[1], boss: null };
const lan = { ...people[0], boss };
const things = [
  { __typename: 'Pen', id: 'p', label: 'pen', ink: 'blue' },
  { __typename: 'Safe', id: 's', label: 'safe', code: '0000' },
];
const secret = { __typename: 'Secret', id: 'x', text: 'hidden' };
const data = {
  me: lan,
  people: [lan, boss],
  things,
  any: [...things, secret],
  owned: [{ __typename: 'House', id: 'h', street: 'Phan Ngọc Hiển' }],
  secret,
  token: 'of-lan',
  strict: { __typename: 'Strict', inner: { __typename: 'Inner', value: 1, open: 2 } },
};
const ofOffices = (id: unknown) => ({ office: `office of ${String(id)}`, desk: 7 });

const subgraphs: readonly Subgraph[] = [
  {
    name: 'people',
    typeDefs: PEOPLE,
    resolvers: {
      Query: Object.fromEntries(Object.entries(data).map(([name, value]) => [name, () => value])),
      Mutation: { wipe: () => 1, keep: () => 2 },
      Person: {
        __resolveReference: ({ id }: { id: string }) =>
          [lan, boss].find((one) => (one as Record<string, unknown>)['id'] === id),
      },
      Secret: { __resolveReference: () => secret },
    },
  },
  {
    name: 'offices',
    typeDefs: OFFICES,
    resolvers: {
      Person: {
        __resolveReference: (reference: { id: string }) => ({
          ...reference,
          ...ofOffices(reference.id),
        }),
        address: ({ email }: { email?: string }) => (email === undefined ? null : `by ${email}`),
      },
    },
  },
];

/** What each place demands, written by hand from the specification’s words, beside and not by the code under test. */
const DEMANDS: Readonly<Record<string, (has: ReadonlySet<Right>) => boolean>> = (() => {
  const known = (has: ReadonlySet<Right>) => has.has('@authenticated');
  const email = (has: ReadonlySet<Right>) =>
    has.has('@scope email') || (has.has('@scope admin') && has.has('@scope all'));
  const own = (has: ReadonlySet<Right>) => has.has('@scope own');
  return {
    'Person.email': email,
    'Person.address': email,
    'Person.salary': (has) => known(has) && has.has('@policy pay'),
    'Person.office': known,
    'Thing.label': known,
    'Safe.label': known,
    'Safe.code': known,
    'Query.owned': own,
    'Owned.id': own,
    'House.id': own,
    'House.street': own,
    'Query.secret': known,
    'Secret.id': known,
    'Secret.text': known,
    'Query.token': known,
    'Inner.value': known,
    'Mutation.wipe': (has) => has.has('@policy admin'),
  };
})();

const federation = createFederation(subgraphs);
const { schema } = federation.engine;

async function ours(query: string, has: ReadonlySet<Right>, over = federation) {
  over.asked.length = 0;
  const { data: answered, errors } = await over.engine.execute({
    document: parse(query),
    documentHash: hashOf(query),
    headers: {},
    holds: (right) => has.has(right),
  });
  return {
    data: answered === undefined ? undefined : JSON.parse(answered.toString()),
    errors: errors
      .map(({ path, extensions }) => `${String(extensions?.['code'])} ${path?.join('.') ?? ''}`)
      .sort(),
    asked: over.asked.map(
      ({ operation, variables }) => operation.text + JSON.stringify(variables ?? {}),
    ),
  };
}

/** The same by graphql-js over the data, with one resolver that refuses. */
async function oracle(query: string, has: ReadonlySet<Right>) {
  const document = parse(query);
  const closed = new Set<FieldNode>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const demand = DEMANDS[`${types.getParentType()?.name ?? ''}.${node.name.value}`];
        if (demand?.(has) === false) closed.add(node);
      },
    }),
  );
  const locations = new Set([...closed].map(({ loc }) => loc?.start));
  const fieldResolver: GraphQLFieldResolver<Record<string, unknown>, unknown> = (
    source,
    _args,
    _context,
    info,
  ) => {
    if (info.fieldNodes.every(({ loc }) => locations.has(loc?.start))) {
      throw new GraphQLError('closed', { extensions: { code: 'UNAUTHORIZED_FIELD' } });
    }
    if (info.parentType.name === 'Person' && info.fieldName === 'address')
      return `by ${String(source['email'])}`;
    if (info.parentType.name === 'Mutation') return info.fieldName === 'wipe' ? 1 : 2;
    return { ...ofOffices(source['id']), ...source }[info.fieldName];
  };
  const { data: answered, errors = [] } = await graphql({
    schema,
    source: query,
    rootValue: data,
    fieldResolver,
  });
  return {
    data: JSON.parse(JSON.stringify(answered)),
    errors: errors
      .map(({ path, extensions }) => `${String(extensions['code'])} ${path?.join('.') ?? ''}`)
      .sort(),
  };
}

const RIGHTS: readonly (readonly Right[])[] = [
  [],
  ['@authenticated'],
  ['@scope email'],
  ['@scope admin'],
  ['@scope admin', '@scope all', '@scope own'],
  ['@authenticated', '@policy pay'],
  ['@policy pay'],
  ['@authenticated', '@policy pay', '@policy admin', '@scope email', '@scope own'],
];

const QUERIES: readonly string[] = [
  '{ me { id name email } }',
  '{ me { email } }',
  '{ people { name salary office } }',
  '{ people { a: name b: email desk address boss { address office } } }',
  '{ things { id label } }',
  '{ things { id ... on Pen { label ink } ... on Safe { code } } }',
  '{ things { __typename ... on Safe { label code } ...F } } fragment F on Pen { id label }',
  '{ things { ...T ... on Pen { label } } } fragment T on Thing { id label }',
  '{ any { __typename ... on Secret { id text } ... on Thing { label } } }',
  '{ any { ... on Secret { text } ... on Pen { ink } } }',
  '{ owned { id ... on House { street } } me { name } }',
  '{ secret { text } token me { name } }',
  '{ strict { inner { value open } } me { name } }',
  '{ strict { inner { open } } }',
  '{ me { ...A } people { ...A } } fragment A on Person { email office ...B } fragment B on Person { salary desk }',
  '{ me { name email @skip(if: true) office @include(if: false) } }',
  '{ me { one: office two: office desk } }',
  'mutation { wipe keep }',
];

describe('a field that @authenticated, @requiresScopes or @policy closes', () => {
  it.each(QUERIES.flatMap((query) => RIGHTS.map((rights) => [query, rights] as const)))(
    'is null with an error at its place, and what is open is answered: %s with %j',
    async (query, rights) => {
      const has = new Set(rights);

      const { data: answered, errors } = await ours(query, has);

      expect({ data: answered, errors }).toEqual(await oracle(query, has));
    },
  );

  it('is not asked for, nor fetched for another’s sake', async () => {
    const { asked } = await ours('{ people { name email salary office address desk } }', new Set());

    expect(asked.join()).not.toMatch(/email|salary|office|address/);
    expect(asked.join()).toMatch(/name/);
    expect(asked.join()).toMatch(/desk/);
  });

  it('is not asked for where nothing else is', async () => {
    expect((await ours('{ secret { text } token }', new Set())).asked).toEqual([]);
    expect((await ours('mutation { wipe }', new Set())).asked).toEqual([]);
  });

  it('is fetched where a field needs it that is open', async () => {
    const { data: answered, asked } = await ours('{ me { address } }', new Set(['@scope email']));

    expect(answered).toEqual({ me: { address: 'by lan@x.vn' } });
    expect(asked[0]).toMatch(/email/);
  });

  it('is planned once for the rights that matter, whoever has them', async () => {
    const counting = createFederation(subgraphs);
    const query = '{ me { name email } }';

    await ours(query, new Set(['@scope email', '@authenticated']), counting);
    await ours(query, new Set(['@scope email', '@policy pay']), counting);
    await ours(query, new Set(), counting);
    await ours(query, new Set(['@authenticated']), counting);

    expect(counting.engine.hottest(9).map(({ switches }) => [...switches])).toEqual(
      expect.arrayContaining([
        [
          ['@scope admin', false],
          ['@scope all', false],
          ['@scope email', true],
        ],
        [
          ['@scope admin', false],
          ['@scope all', false],
          ['@scope email', false],
        ],
      ]),
    );
    expect(counting.engine.hottest(9)).toHaveLength(2);
  });

  it('counts at an interface for all that stand behind it, also where composition has not written that there', async () => {
    const apart = federation.supergraphSdl.replace(
      /(interface Thing[^}]*label: String) @authenticated/,
      '$1',
    );
    const engine = createEngine({
      supergraphSdl: apart,
      transports: () => ({
        execute: () => Promise.resolve({ data: { things }, bytes: 0 }),
        close: () => Promise.resolve(),
      }),
    });
    const query = '{ things { label ... on Pen { ink } } }';

    const { data: answered } = await engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
    });

    expect(apart).not.toBe(federation.supergraphSdl);
    expect(JSON.parse(String(answered))).toEqual({
      things: [{ label: null, ink: 'blue' }, { label: null }],
    });
  });

  it('is no field that the stock engine would answer: it refuses the supergraph', async () => {
    const start = startGateway({
      config: servingConfig({ engine: 'stock' }),
      supergraph: fixedSupergraph(federation.supergraphSdl),
      connect: () => ({
        execute: () => Promise.reject(new Error('nobody is asked')),
        close: () => Promise.resolve(),
      }),
      log: silent,
    });

    await expect(start).rejects.toThrow(
      'feature https://specs.apollo.dev/authenticated/v0.1 is for: SECURITY but is unsupported',
    );
  });

  it('has the operation refused where that is set, and named, before anything is asked', async () => {
    const strict = createFederation(subgraphs, { engine: { closedFields: 'reject' } });

    const refused = await ours('{ me { name email office @skip(if: true) } }', new Set(), strict);
    const whole = await ours('{ me { name } }', new Set(), strict);

    expect(refused).toEqual({ data: undefined, errors: ['UNAUTHORIZED_OPERATION '], asked: [] });
    expect(whole.data).toEqual({ me: { name: 'Lan' } });
  });

  it('stands in the schema that clients ask for as any other', async () => {
    const { data: answered } = await ours(
      '{ __type(name: "Person") { fields { name } } }',
      new Set(),
    );

    expect(JSON.stringify(answered)).toContain('salary');
  });
});
