import { describe, expect, it } from '@jest/globals';
import { GraphQLError, parse } from 'graphql';
import type { Seen } from '../../../gateway/engine/seen/sight.ts';
import { createFederation, hashOf } from '../../support/federation/federation.ts';

const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@tag", "@shareable"])';

const AN = { id: 'A1', person: { name: 'An', phone: '091' }, origin: { code: 'NC' }, note: 'x' };
const BINH = {
  id: 'B2',
  person: { name: 'Bình', phone: null },
  origin: { code: 'CN' },
  note: null,
};
const NOBODY = { id: 'C3', person: null, origin: { code: 'CN' }, note: null };

/** Dossiers of persons in one subgraph, what stands on them in another, and a person outside any dossier. */
function dossiers() {
  return createFederation(
    [
      {
        name: 'own',
        typeDefs: `${HEAD}
          type Query {
            dossiers(where: Where, phone: String @tag(name: "personal/phone")): [Dossier!]!
            things: [Thing!]!
            found(text: String): [Dossier!] @tag(name: "searched/name") @tag(name: "searched/text")
            me: Person
            count(where: Where): Int
          }
          input Where { name: String @tag(name: "personal/name") state: String or: [Where!] }
          union Thing = Dossier | Person
          type Dossier @key(fields: "id") @tag(name: "record") {
            id: ID!
            person: Person
            origin: Origin @tag(name: "record/source")
            note: String @tag(name: "personal/text")
            linked: [Dossier!]
            state: String
          }
          type Origin { code: String @tag(name: "record/source") }
          type Person { name: String @tag(name: "personal/name") phone: String @tag(name: "personal/phone") kind: String }`,
        resolvers: {
          Query: {
            dossiers: () => [AN, BINH, NOBODY],
            things: () => [AN, AN.person],
            found: () => [BINH],
            me: () => AN.person,
            count: () => 2,
          },
          Thing: { __resolveType: (thing: object) => ('id' in thing ? 'Dossier' : 'Person') },
          Dossier: { linked: () => [BINH], state: () => 'DONE' },
        },
      },
      {
        name: 'other',
        typeDefs: `${HEAD} type Query { last: Dossier } type Dossier @key(fields: "id") { id: ID! remark: String @tag(name: "personal/text") }`,
        resolvers: {
          Query: { last: () => ({ id: 'A1' }) },
          Dossier: { remark: ({ id }: { id: string }) => (id === 'A1' ? 'of An' : null) },
        },
      },
    ],
    { engine: { watches: true } },
  );
}

const federation = dossiers();

async function seenIn(query: string, variables: Record<string, unknown> = {}) {
  const { seen, data } = await federation.engine.execute({
    document: parse(query),
    documentHash: hashOf(query),
    variables,
    headers: {},
  });
  return { seen: seen && plain(seen), data: JSON.parse(data!.toString()) };
}

function plain({ records, rows, classes, searched, sources }: Seen) {
  return {
    records: Object.fromEntries([...records].map(([type, ids]) => [type, [...ids]])),
    rows,
    classes: [...classes].sort(),
    searched: [...searched].sort(),
    sources: [...sources].sort(),
  };
}

const NOTHING = { records: {}, rows: 0, classes: [], searched: [], sources: [] };

describe('what an answer shows of persons', () => {
  it('is told by the keys of records that show something, though the client asks for no key', async () => {
    const { seen, data } = await seenIn('{ dossiers { person { name phone } } }');

    expect(seen).toEqual({
      ...NOTHING,
      records: { Dossier: ['A1', 'B2'] },
      rows: 2,
      classes: ['name', 'phone'],
      sources: ['CN', 'NC'],
    });
    expect(data.dossiers[0]).toEqual({ person: { name: 'An', phone: '091' } });
  });

  it.each([
    ['what is not of persons', '{ dossiers { id state person { kind } } }'],
    ['types alone', '{ dossiers { __typename person { __typename } } }'],
    [
      'a personal field that is not included',
      '{ dossiers { id person { name @skip(if: true) } } }',
    ],
  ])('is nothing where an operation asks for %s', async (_what, query) => {
    expect((await seenIn(query)).seen).toBeUndefined();
  });

  it.each([
    ['another subgraph has the field', '{ dossiers { remark } }', ['A1'], 1, ['text']],
    ['another subgraph has the record', '{ last { remark } }', ['A1'], 1, ['text']],
    [
      'aliases and fragments lead there',
      '{ d: dossiers { ...F } } fragment F on Dossier { p: person { n: name } }',
      ['A1', 'B2'],
      2,
      ['name'],
    ],
    [
      'a record stands in another',
      '{ dossiers { linked { person { name } } } }',
      ['B2'],
      3,
      ['name'],
    ],
    [
      'the client asks for the same key by another name',
      '{ dossiers { number: id person { phone } } }',
      ['A1'],
      1,
      ['phone'],
    ],
    [
      'it is behind a union',
      '{ things { ... on Dossier { person { phone } } } }',
      ['A1'],
      1,
      ['phone'],
    ],
  ])('is found where %s', async (_where, query, ids, rows, classes) => {
    const { seen } = await seenIn(query);

    expect(seen).toMatchObject({ records: { Dossier: ids }, rows, classes });
  });

  it('is counted without a key where it is of no record', async () => {
    expect((await seenIn('{ me { name } }')).seen).toEqual({
      ...NOTHING,
      rows: 1,
      classes: ['name'],
    });
  });

  it.each([
    ['a literal', '{ dossiers(where: { or: [{ name: "An" }] }) { id } }', {}, ['name']],
    ['an argument', '{ dossiers(phone: "091") { id } }', {}, ['phone']],
    [
      'a variable',
      'query ($w: Where) { dossiers(where: $w) { id } }',
      { w: { or: [{ name: 'An' }] } },
      ['name'],
    ],
    [
      'a variable in a literal',
      'query ($n: String) { dossiers(where: { name: $n }) { id } }',
      { n: 'An' },
      ['name'],
    ],
    [
      'a preset variable',
      'query ($w: Where = { name: "An" }) { dossiers(where: $w) { id } }',
      {},
      ['name'],
    ],
  ])('is every record that was found by %s', async (_by, query, variables, searched) => {
    expect((await seenIn(query, variables)).seen).toMatchObject({
      records: { Dossier: ['A1', 'B2', 'C3'] },
      rows: 3,
      classes: [],
      searched,
    });
  });

  it('is every record that a field has found by what is personal, whatever is asked of it', async () => {
    const { seen } = await seenIn('{ found(text: "Bình") { state } me { kind } }');

    expect(seen).toEqual({
      records: { Dossier: ['B2'] },
      rows: 1,
      classes: [],
      searched: ['name', 'text'],
      sources: ['CN'],
    });
  });

  it('is told where a number alone was found by a name', async () => {
    const query = 'query ($w: Where) { count(where: $w) }';

    expect((await seenIn(query, { w: { name: 'An' } })).seen).toEqual({
      ...NOTHING,
      searched: ['name'],
    });
    expect((await seenIn(query, { w: { state: 'DONE', name: null } })).seen).toBeUndefined();
  });

  it('opens no field that is closed to whoever asks, an object with a record in it neither', async () => {
    const { engine, asked } = createFederation(
      [
        {
          name: 'own',
          typeDefs: `${HEAD.replace('"@key"', '"@key", "@authenticated"')}
            type Query { desk: Desk }
            type Desk { open: Dossier secret: Dossier @authenticated }
            type Dossier @key(fields: "id") @tag(name: "record") { id: ID! name: String @tag(name: "personal/name") }`,
          resolvers: {
            Query: {
              desk: () => ({ open: { id: 'O', name: 'An' }, secret: { id: 'S', name: 'Ba' } }),
            },
          },
        },
      ],
      { engine: { watches: true } },
    );
    const query = '{ desk { open { name } secret { name } } }';
    const { seen } = await engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
    });

    expect(asked.map(({ operation }) => operation.text).join()).not.toContain('secret');
    expect(seen && plain(seen).records).toEqual({ Dossier: ['O'] });
  });

  it('is not looked for where nobody watches', async () => {
    const { engine } = createFederation([
      {
        name: 'own',
        typeDefs: `${HEAD} type Query { name: String @tag(name: "personal/name") }`,
        resolvers: { Query: { name: () => 'An' } },
      },
    ]);
    const query = '{ name }';
    const answer = await engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
    });

    expect(answer.seen).toBeUndefined();
  });
});

describe('what an event of a subscription shows', () => {
  const events = createFederation(
    [
      {
        name: 'own',
        typeDefs: `${HEAD}
          type Query { me: Dossier }
          type Subscription { came: Dossier }
          type Dossier @key(fields: "id") @tag(name: "record") { id: ID! note: String @tag(name: "personal/text") }`,
        resolvers: {
          Subscription: {
            came: {
              async *subscribe() {
                for (const id of ['A1', 'A2', 'A3']) yield await Promise.resolve({ id, note: 'x' });
              },
              resolve: (dossier: object) => dossier,
            },
          },
        },
      },
    ],
    { engine: { watches: true } },
  );

  it('is told of each before it is answered, and an event of which it is refused has no data', async () => {
    const query = 'subscription { came { note } }';
    const opened = await events.engine.subscribe({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
    });
    if (!('events' in opened)) throw new Error('it is not opened');
    const told: Seen[] = [];
    const answers: string[] = [];
    for await (const event of opened.events) {
      const { data, refusal } = await opened.answer(event, {
        headers: {},
        record: (seen) => {
          told.push(seen);
          const isSecond = told.length === 2;
          return isSecond
            ? Promise.reject(new GraphQLError('no trail'))
            : Promise.resolve(undefined);
        },
      });
      answers.push(data?.toString() ?? refusal?.message ?? '');
    }

    expect(told.map((seen) => plain(seen).records)).toEqual([
      { Dossier: ['A1'] },
      { Dossier: ['A2'] },
      { Dossier: ['A3'] },
    ]);
    expect(answers).toEqual(['{"came":{"note":"x"}}', 'no trail', '{"came":{"note":"x"}}']);
  });

  it('is paid for once: where it cannot be told event by event, before it is admitted', async () => {
    const query = 'subscription { came { note } }';
    let admitted = 0;
    const { refusal } = await events.engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
      admit() {
        admitted += 1;
        return undefined;
      },
    });

    expect(refusal?.extensions['code']).toBe('SUBSCRIPTION_NEEDS_STREAM');
    expect(admitted).toBe(0);
  });
});

describe('of whom an answer shows something', () => {
  const SHOWN = [
    {
      id: 'A1',
      person: { idNumber: '380001' },
      linked: [{ id: 'A2', person: { idNumber: '380002' } }],
    },
    { id: 'A3', person: { idNumber: '380001' }, linked: null },
    { id: 'A4', person: { idNumber: '***001' }, linked: null },
    { id: 'A5', person: null, linked: [{ id: 'A4', person: { idNumber: '***001' } }] },
  ];
  const persons = createFederation(
    [
      {
        name: 'own',
        typeDefs: `${HEAD}
          type Query { dossiers: [Dossier!]! me: Person }
          type Dossier @key(fields: "id") @tag(name: "record") { id: ID! person: Person linked: [Dossier!] }
          type Person { idNumber: String @tag(name: "personal/identity-number") }`,
        resolvers: { Query: { dossiers: () => SHOWN, me: () => ({ idNumber: '380003' }) } },
      },
    ],
    { engine: { watches: true } },
  );

  it('is told by the numbers that are shown whole, else by the records, each once', async () => {
    const query =
      '{ dossiers { linked { person { idNumber } } person { idNumber } } me { idNumber } }';

    const { seen } = await persons.engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
    });

    expect([...seen!.persons].sort()).toEqual(['380001', '380002', '380003', 'Dossier A4']);
    expect(seen!.rows).toBe(6);
  });
});
