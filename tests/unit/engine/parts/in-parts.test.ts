import { describe, expect, it } from '@jest/globals';
import { parse, validate } from 'graphql';
import type { Seen } from '../../../../gateway/engine/seen/sight.ts';
import { deferRule } from '../../../../gateway/parts/defer-rule.ts';
import { TransportFault } from '../../../../gateway/transport/transport.ts';
import { fault } from '../../../../service/errors/faults.ts';
import { createFederation, hashOf } from '../../../support/federation/federation.ts';
import { gatedOffices } from '../../../support/federation/gated.ts';
import { askInParts } from '../../../support/federation/in-parts.ts';

const { gates, subgraphs } = gatedOffices();
const { engine, ours, asked } = createFederation(subgraphs, { engine: { watches: true } });
const inParts = (query: string, more: Parameters<typeof askInParts>[3] = {}) =>
  askInParts(engine, query, {}, more);

const HEAD =
  'extend schema @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@external", "@requires"])';

/** Offices whose rank, which none of them is without, is made of what another subgraph has. */
const ranked = [
  {
    name: 'offices',
    typeDefs: `${HEAD} type Query { offices: [Office!]! } type Office @key(fields: "code") { code: ID! }`,
    resolvers: { Query: { offices: () => [{ code: 'NC' }, { code: 'CN' }] } },
  },
  {
    name: 'budgets',
    typeDefs: `${HEAD} type Office @key(fields: "code") { code: ID! budget: Int }`,
    resolvers: {},
  },
  {
    name: 'agencies',
    typeDefs: `${HEAD} type Office @key(fields: "code") { code: ID! budget: Int @external rank: Int! @requires(fields: "budget") }`,
    resolvers: { Office: { rank: () => 1 } },
  },
];

/** What has come later, by payloads. */
const later = ({ payloads }: Awaited<ReturnType<typeof inParts>>) =>
  payloads.map(({ arrived }) =>
    arrived.map(({ path, label, data, errors }) => ({
      path,
      ...(label !== undefined && { label }),
      data: data && JSON.parse(data.toString()),
      ...(errors.length > 0 && { errors }),
    })),
  );

describe('an answer in parts', () => {
  it('tells first what is not deferred, while the rest is being fetched', async () => {
    gates.close('agency');
    const answer = await engine.execute({
      document: parse('{ office(code: "NC") { code ... @defer(label: "later") { agency } } }'),
      documentHash: 'first',
      headers: {},
      inParts: true,
    });

    expect(answer.data?.toString()).toBe('{"office":{"code":"NC"}}');
    expect(answer.later?.pending).toEqual([{ id: '0', path: ['office'], label: 'later' }]);

    gates.open('agency');
    const payloads = [];
    for await (const payload of answer.later?.payloads ?? []) payloads.push(payload);
    expect(payloads).toMatchObject([
      { arrived: [{ id: '0', data: Buffer.from('{"agency":"UBND NC"}') }], hasNext: false },
    ]);
  });

  it('defers what the same subgraph answers, and asks for it by the key', async () => {
    asked.length = 0;
    const answer = await inParts('{ office(code: "NC") { code ... @defer { name } } }');

    expect(answer.first).toEqual({ office: { code: 'NC' } });
    expect(later(answer)).toEqual([[{ path: ['office'], data: { name: 'Năm Căn' } }]]);
    expect(asked.map(({ subgraph, variables }) => [subgraph, variables])).toEqual([
      ['offices', {}],
      ['offices', { representations: [{ __typename: 'Office', code: 'NC' }] }],
    ]);
  });

  it('asks for root fields that are deferred as for any others', async () => {
    asked.length = 0;
    const answer = await inParts('{ ... @defer { offices { code } } }');

    expect(answer.first).toEqual({});
    expect(answer.data).toEqual({ offices: [{ code: 'NC' }, { code: 'CN' }] });
    expect(asked.map(({ operation }) => operation.text)).toEqual(['{offices{code}}']);
  });

  it('tells of each item of a list, all in one payload and by one request', async () => {
    asked.length = 0;
    const answer = await inParts(
      '{ offices { code ...Later @defer } } fragment Later on Office { agency }',
    );

    expect(later(answer)).toEqual([
      [
        { path: ['offices', 0], data: { agency: 'UBND NC' } },
        { path: ['offices', 1], data: { agency: 'UBND CN' } },
      ],
    ]);
    expect(asked).toHaveLength(2);
  });

  it('tells what is deferred within what is deferred after it', async () => {
    const answer = await inParts(`{ office(code: "CN") { code ... @defer(label: "outer") {
      dossiers { id ... @defer(label: "inner") { subject } } } } }`);

    expect(later(answer)).toEqual([
      [
        {
          path: ['office'],
          label: 'outer',
          data: { dossiers: [{ id: 'CN-1' }, { id: 'CN-2' }] },
        },
      ],
      [
        { path: ['office', 'dossiers', 0], label: 'inner', data: { subject: 'Hồ sơ CN-1' } },
        { path: ['office', 'dossiers', 1], label: 'inner', data: { subject: 'Hồ sơ CN-2' } },
      ],
    ]);
    expect(answer.payloads[0]?.pending).toHaveLength(2);
  });

  it('does not let one fragment wait for another', async () => {
    gates.close('agency');
    const answer = await engine.execute({
      document: parse(
        '{ office(code: "NC") { code ... @defer { agency } ... @defer { dossiers { id subject } } } }',
      ),
      documentHash: 'two',
      headers: {},
      inParts: true,
    });
    const payloads = answer.later!.payloads[Symbol.asyncIterator]();
    const first = await payloads.next();
    gates.open('agency');
    const second = await payloads.next();

    expect(JSON.parse(first.value.arrived[0].data.toString())).toHaveProperty('dossiers');
    expect(JSON.parse(second.value.arrived[0].data.toString())).toEqual({ agency: 'UBND NC' });
  });

  it.each([
    ['if: false', '{ office(code: "NC") { code ... @defer(if: false) { agency } } }'],
    [
      'a variable that is false',
      'query ($on: Boolean = false) { office(code: "NC") { code ... @defer(if: $on) { agency } } }',
    ],
    [
      'an object that is selected outside of it too',
      '{ office(code: "NC") { dossiers { id } ... @defer { dossiers { subject } } } }',
    ],
    [
      'nothing that has to be fetched apart',
      '{ office(code: "NC") { seat { street ... @defer { town } } } }',
    ],
  ])('comes as a whole for %s', async (_why, query) => {
    const { data, payloads } = await inParts(query);

    expect(payloads).toEqual([]);
    expect(data).toEqual((await ours(query)).data);
  });

  it('comes as a whole, by the plan without @defer, where its client takes no parts', async () => {
    asked.length = 0;
    const { data } = await ours('{ office(code: "NC") { code ... @defer { name } } }');

    expect(data).toEqual({ office: { code: 'NC', name: 'Năm Căn' } });
    expect(asked).toHaveLength(1);
  });

  it('tells errors with the part that they stand in, at the place of each', async () => {
    const answer = await inParts('{ offices { code ... @defer { budget } } }');

    expect(answer.first).toEqual({ offices: [{ code: 'NC' }, { code: 'CN' }] });
    expect(later(answer)).toEqual([
      [
        {
          path: ['offices', 0],
          data: undefined,
          errors: [expect.objectContaining({ path: ['offices', 0, 'budget'] })],
        },
        { path: ['offices', 1], data: { budget: 7 } },
      ],
    ]);
  });

  it.each([
    ['what is in it', 'agencies'],
    ['what that requires', 'budgets'],
  ])('tells at each place why a part is not there, where %s cannot be had', async (_what, down) => {
    const { engine: ranking } = createFederation(ranked, {
      between: (name, transport) =>
        name === down
          ? { ...transport, execute: () => Promise.reject(new TransportFault('SUBGRAPH_TIMEOUT')) }
          : transport,
    });

    const answer = await askInParts(ranking, '{ offices { code ... @defer { rank } } }');

    const gone = [{ extensions: { code: 'SUBGRAPH_TIMEOUT', service: down } }];
    expect(later(answer)).toMatchObject([
      [
        { path: ['offices', 0], data: undefined, errors: gone },
        { path: ['offices', 1], data: undefined, errors: gone },
      ],
    ]);
  });

  it('has nothing of a field that is closed to whoever asks', async () => {
    asked.length = 0;
    const query = '{ office(code: "CN") { code ... @defer { agency secret } } }';
    const closed = await inParts(query);
    const open = await inParts(query, { holds: () => true });

    expect(later(closed)).toEqual([
      [
        {
          path: ['office'],
          data: { agency: 'UBND CN', secret: null },
          errors: [
            expect.objectContaining({
              path: ['office', 'secret'],
              extensions: { code: 'UNAUTHORIZED_FIELD' },
            }),
          ],
        },
      ],
    ]);
    expect(open.data).toEqual({ office: { code: 'CN', agency: 'UBND CN', secret: 'secret' } });
    expect(asked.filter(({ operation }) => operation.text.includes('secret'))).toHaveLength(1);
  });

  it('lets a null go no further than to the next place within the part that may be null', async () => {
    const answer = await inParts(
      '{ office(code: "NC") { code ... @defer { dossiers { id stamp } } } }',
    );

    expect(answer.data).toEqual({ office: { code: 'NC', dossiers: null } });
    expect(answer.errors.length).toBeGreaterThan(0);
  });

  it('tells nothing later of an object that has become null', async () => {
    const answer = await inParts(
      '{ office(code: "NC") { budget ... @defer { agency dossiers { subject } } } }',
    );

    expect(answer.first).toEqual({ office: null });
    expect(answer.payloads).toEqual([]);
  });

  it('keeps a mutation’s rest for later', async () => {
    const answer = await inParts('mutation { rename(code: "CN") { code ... @defer { agency } } }');

    expect(later(answer)).toEqual([[{ path: ['rename'], data: { agency: 'UBND CN' } }]]);
  });

  it('tells what it has cost, once all has come', async () => {
    const query = '{ offices { code ... @defer { agency } } }';
    const answer = await engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
      inParts: true,
      wantCost: true,
    });
    for await (const { hasNext } of answer.later!.payloads) expect(hasNext).toBe(false);
    const whole = await engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
      wantCost: true,
    });

    expect(answer.later!.told().cost).toEqual(whole.cost);
  });

  it('is bounded as a whole', async () => {
    const bounded = createFederation(subgraphs, { engine: { maxResponseBytes: 60 } });
    const answer = await askInParts(
      bounded.engine,
      '{ offices { code ... @defer { agency dossiers { id } } } }',
    );

    expect(answer.first).toEqual({ offices: [{ code: 'NC' }, { code: 'CN' }] });
    expect(answer.errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      'ANSWER_TOO_LARGE',
      'ANSWER_TOO_LARGE',
    ]);
  });

  it('stops fetching when its client has left', async () => {
    const client = new AbortController();
    gates.close('agency');
    const query = '{ office(code: "NC") { code ... @defer { dossiers { subject } agency } } }';
    const answering = engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
      inParts: true,
      signal: client.signal,
    });
    const { later: rest } = await answering;
    client.abort();
    const codes = [];
    for await (const { arrived } of rest!.payloads) {
      codes.push(...arrived.flatMap(({ errors }) => errors.map((one) => one.extensions?.['code'])));
    }
    gates.open('agency');

    expect(codes).toContain('REQUEST_CANCELLED');
    await rest!.ended;
    await engine.drained();
  });
});

describe('the parts of an answer that nobody takes', () => {
  it('are fetched no further', async () => {
    asked.length = 0;
    gates.close('agency');
    const query = '{ office(code: "NC") { code ... @defer { agency } } }';
    const answer = await engine.execute({
      document: parse(query),
      documentHash: hashOf(query),
      headers: {},
      inParts: true,
    });
    answer.later!.end();
    await engine.drained();
    gates.open('agency');

    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, true]);
  });
});

describe('what the parts of an answer show of persons', () => {
  const PERSONS = `{ offices { head { name } ... @defer {
    dossiers { id applicant { name } ... @defer { subject } } } } }`;
  const shown = ({ rows, records, classes }: Seen) => ({
    rows,
    records: [...records.values()].map(({ size }) => size),
    classes: [...classes],
  });

  it('is told part by part, before each is there', async () => {
    const order: unknown[] = [];
    const answer = await engine.execute({
      document: parse(PERSONS),
      documentHash: hashOf(PERSONS),
      headers: {},
      inParts: true,
      record: (seen) => {
        order.push(shown(seen));
        return Promise.resolve(undefined);
      },
    });
    order.push('first');
    for await (const { arrived } of answer.later!.payloads) order.push(arrived.length);

    expect(order).toEqual([
      { rows: 2, records: [], classes: ['name'] },
      'first',
      { rows: 4, records: [4], classes: ['name'] },
      2,
      4,
    ]);
  });

  it('counts a record once, though several parts show something of it', async () => {
    const query = `{ offices { dossiers { id ... @defer { applicant { name } subject } ... @defer { same: applicant { name } } } } }`;
    const rows: number[] = [];
    await inParts(query, {
      record: (seen) => {
        rows.push(seen.rows);
        return Promise.resolve(undefined);
      },
    });

    expect(rows.sort()).toEqual([0, 4]);
  });

  it.each([
    [
      'refused',
      () => {
        throw fault('ROWS_BUDGET_SPENT', { most: 3, seconds: 1 });
      },
    ],
    ['withheld', () => Promise.resolve(fault('AUDIT_WITHHELD'))],
  ])('counts what was %s again where another part shows it', async (_how, refuse) => {
    const query = `{ offices { dossiers { id ... @defer { applicant { name } subject } ... @defer { same: applicant { name } } } } }`;
    const rows: number[] = [];
    const answer = await inParts(query, {
      record: (seen) => {
        rows.push(seen.rows);
        return rows.length === 1 ? refuse() : Promise.resolve(undefined);
      },
    });

    expect(rows).toEqual([4, 4]);
    expect(answer.errors.length).toBeGreaterThan(0);
  });

  it('is not shown where it cannot be told of', async () => {
    let told = 0;
    const answer = await inParts(PERSONS, {
      record: () => {
        told += 1;
        if (told > 1) throw fault('AUDIT_UNAVAILABLE', { seconds: 1 });
        return Promise.resolve(undefined);
      },
    });

    expect(answer.first).toEqual({
      offices: [{ head: expect.anything() }, { head: expect.anything() }],
    });
    expect(answer.data).toEqual(answer.first);
    expect(answer.errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      'AUDIT_UNAVAILABLE',
      'AUDIT_UNAVAILABLE',
    ]);
  });

  it('ends what is fetched for later where its first part is refused, and only then is done', async () => {
    asked.length = 0;
    gates.close('agency');
    const answer = await inParts('{ offices { code head { name } ... @defer { agency } } }', {
      record: () => {
        throw fault('AUDIT_UNAVAILABLE', { seconds: 1 });
      },
    });
    const deferred = asked.filter(({ operation }) => operation.text.includes('agency'));
    gates.open('agency');

    expect(answer.errors.map(({ extensions }) => extensions?.['code'])).toEqual([
      'AUDIT_UNAVAILABLE',
    ]);
    expect(deferred.map(({ signal }) => signal?.aborted)).toEqual([true]);
    await engine.drained();
  });

  it('is taken out where it is withheld, and the rest is shown', async () => {
    let told = 0;
    const answer = await inParts(PERSONS, {
      record: () => Promise.resolve((told += 1) > 1 ? fault('AUDIT_WITHHELD') : undefined),
    });

    expect(answer.data).toMatchObject({
      offices: [
        { dossiers: [{ applicant: { name: null }, subject: 'Hồ sơ NC-1' }, {}] },
        { dossiers: [{}, {}] },
      ],
    });
  });
});

describe('the rule for @defer', () => {
  const said = (query: string) =>
    validate(engine.schema, parse(query), [deferRule]).map(({ message }) => message);

  it.each([
    [
      '{ offices { ... @defer(label: "a") { code } ... @defer(label: "a") { name } } }',
      'stands at one place',
    ],
    ['query ($l: String) { offices { ... @defer(label: $l) { code } } }', 'a text as it stands'],
    [
      'mutation { ...F @defer } fragment F on Mutation { rename(code: "NC") { code } }',
      'root of a mutation',
    ],
    ['{ offices @stream { code } }', '@stream is not served'],
  ])('refuses %s', (query, why) => {
    expect(said(query)).toEqual([expect.stringContaining(why)]);
  });

  it('says nothing against fragments that are deferred as they should be', () => {
    expect(said('{ ... @defer { offices { code ... @defer(label: "a") { name } } } }')).toEqual([]);
  });
});
