import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { ask } from '../../support/ask.ts';
import { openCopiedOffice } from '../../support/offices/copied-office.ts';
import { type CopiedProvince, openCopiedProvince } from '../../support/graphs/copied-province.ts';
import { copyStores } from '../../support/offices/copy-stores.ts';
import { runs } from '../../support/run/runs.ts';

const RUNS = runs(40, 5);

/** All that a copy holds of a dossier. */
const DOSSIER = `
  id code status { value sourceCode sourceLabel } procedureSourceCode procedure { code } channel applicant { kind }
  receivedOn receivedAt acceptedOn dueOn dueAt finishedOn finishedAt returnedOn timeliness
  result { number issuedOn issuerCode issuerSourceCode }
  steps { name assignee startedAt dueOn finishedAt status { value } source { localKey repairs { field raw kind } } }
  supplements { askedOn receivedOn content } payments { name amount paid }
  source { source localKey repairs { field raw kind } }
`;

const listOf = (
  fields: string,
): string => `query ($where: DossierFilter, $orderBy: [DossierOrder!], $first: Int, $after: String, $last: Int, $before: String, $freshness: Freshness!) {
  dossiers(where: $where, orderBy: $orderBy, first: $first, after: $after, last: $last, before: $before, freshness: $freshness) {
    nodes { ${fields} } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } totalCount partial sources { source from status }
  }
}`;

let province: CopiedProvince;

jest.setTimeout(120_000);

const page = async (fields: string, variables: Readonly<Record<string, unknown>>) => {
  const { data, errors } = await ask(province.subgraph, listOf(fields), variables);
  expect(errors).toEqual([]);
  return sortedRepairs(data.dossiers);
};

/** What a copy does not hold is read after the rest, and its repairs come last. */
function sortedRepairs<T>(answer: T): T {
  return JSON.parse(JSON.stringify(answer), (key, value) =>
    key === 'repairs' ? [...value].sort((a, b) => (a.field < b.field ? -1 : 1)) : value,
  ) as T;
}

/** Conditions on every kind of field that a copy holds, with values that dossiers have and such as none has. */
function conditions(): fc.Arbitrary<Record<string, unknown>> {
  const { codes, days, procedures, statuses, texts } = province.values;
  const one = (values: readonly string[]) => fc.constantFrom(...values, 'x’ OR 1=1', '');
  const day = fc.constantFrom(...days, '2016-02-29', '0001-01-01', '9999-12-31');
  const dayTest = fc.oneof(
    fc.record({ eq: day }),
    fc.record({ ne: day }),
    fc.record({ gte: day, lt: day }),
    fc.record({ in: fc.array(day, { maxLength: 3 }) }),
    fc.record({ isNull: fc.boolean() }),
  );
  const codeTest = (values: readonly string[]) =>
    fc.oneof(
      fc.record({ eq: one(values) }),
      fc.record({ ne: one(values) }),
      fc.record({ in: fc.array(one(values), { maxLength: 4 }) }),
      fc.record({ notIn: fc.array(one(values), { maxLength: 4 }) }),
      fc.record({ isNull: fc.boolean() }),
    );
  const searched = fc
    .tuple(fc.constantFrom(...texts), fc.nat(8), fc.integer({ min: 1, max: 12 }))
    .map(([text, from, length]) => text.slice(from, from + length))
    .filter((text) => text.trim() !== '');
  return fc.oneof(
    ...['receivedOn', 'acceptedOn', 'dueOn', 'finishedOn', 'returnedOn', 'resultIssuedOn'].map(
      (field) => dayTest.map((test) => ({ [field]: test })),
    ),
    codeTest(codes).map((test) => ({ code: test })),
    codeTest(procedures).map((test) => ({ procedureCode: test })),
    fc.subarray([...statuses]).map((values) => ({ status: { in: values } })),
    fc.constantFrom(...statuses).map((value) => ({ status: { ne: value } })),
    fc
      .record({ op: fc.constantFrom('contains', 'startsWith', 'containsLoose'), searched })
      .map(({ op, searched: text }) => ({ currentAssignee: { [op]: text } })),
    fc
      .constantFrom('EARLY', 'ON_TIME', 'LATE', 'OVERDUE')
      .map((value) => ({ timeliness: { eq: value } })),
  );
}

function filters(): fc.Arbitrary<Record<string, unknown> | null> {
  const leaf = conditions();
  return fc.option(
    fc.oneof(
      leaf,
      leaf.map((part) => ({ not: part })),
      fc.array(leaf, { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
      fc.tuple(leaf, leaf).map(([one, other]) => ({ and: [one, { not: other }] })),
    ),
  );
}

const direction = fc.constantFrom('ASC', 'DESC');
const orders = fc.array(
  fc.record({
    by: fc.constantFrom('RECEIVED_AT', 'DUE_AT', 'FINISHED_AT', 'CODE'),
    direction,
  }),
  { maxLength: 2 },
);

const ALL = { where: null, offices: null };
const MANY_VALUES = {
  where: { or: [{ procedureCode: { notIn: [] } }, { procedureCode: { isNull: false } }] },
  offices: null,
};

describe.each(await copyStores({ inCi: 'both' }))('kept $kept,', ({ url, empty, drop }) => {
  beforeAll(async () => {
    await empty();
    province = await openCopiedProvince({ url });
  }, 120_000);
  afterAll(async () => {
    await province.close();
    await drop();
  });

  describe('a copied source', () => {
    it('answers every list as the source does', async () => {
      await fc.assert(
        fc.asyncProperty(
          filters(),
          orders,
          fc.integer({ min: 1, max: 40 }),
          async (where, orderBy, size) => {
            const variables = { where, orderBy, first: size };
            const live = await page(DOSSIER, { ...variables, freshness: 'LIVE' });
            const copied = await page(DOSSIER, { ...variables, freshness: 'COPY' });
            expect(copied.sources.map(({ from }: { from: string }) => from)).toEqual(
              province.offices.map(() => 'COPY'),
            );
            expect(copied.nodes).toEqual(live.nodes);
            expect(copied.pageInfo).toEqual(live.pageInfo);
            // A source that cannot tell a number counts nothing; its copy may be able to.
            if (live.totalCount !== null) expect(copied.totalCount).toBe(live.totalCount);
          },
        ),
        { numRuns: RUNS },
      );
    });

    it('counts what is asked for at once as it counts each alone, live and copied', async () => {
      const asked = fc.record({
        where: filters(),
        offices: fc.option(fc.subarray([...province.offices], { minLength: 1 })),
      });
      await fc.assert(
        fc.asyncProperty(
          // Filters that share a part are counted within it.
          fc.array(asked, { minLength: 2, maxLength: 5 }),
          fc.option(conditions()),
          fc.constantFrom('LIVE', 'COPY'),
          async (all, shared, freshness) => {
            const within = all.map(({ where, offices }) => ({
              offices,
              where: {
                and: [...(where === null ? [] : [where]), ...(shared === null ? [] : [shared])],
              },
            }));
            const counts = async (some: typeof within) => {
              const { data, errors } = await ask(
                province.subgraph,
                `query (${some.map((_one, at) => `$w${at}: DossierFilter, $o${at}: [ID!]`).join(', ')}) {
                  ${some.map((_one, at) => `c${at}: dossiers(first: 0, where: $w${at}, offices: $o${at}, freshness: ${freshness}) { totalCount }`).join('\n')}
                }`,
                Object.fromEntries(
                  some.flatMap(({ where, offices }, at) => [
                    [`w${at}`, where],
                    [`o${at}`, offices],
                  ]),
                ),
              );
              expect(errors).toEqual([]);
              return some.map((_one, at) => data[`c${at}`].totalCount as number | null);
            };
            const alone = await Promise.all(within.map((one) => counts([one])));
            expect(await counts(within)).toEqual(alone.flat());
          },
        ),
        { numRuns: RUNS, examples: [[[MANY_VALUES, ALL], null, 'LIVE']] },
      );
    });

    it('is walked to the end in either direction, whichever of the two answers each page', async () => {
      await fc.assert(
        fc.asyncProperty(
          filters(),
          orders,
          fc.integer({ min: 40, max: 200 }),
          fc.array(fc.constantFrom('LIVE', 'COPY'), { minLength: 2, maxLength: 6 }),
          async (where, orderBy, size, turns) => {
            const walk = async (backwards: boolean): Promise<readonly string[]> => {
              const ids: string[] = [];
              let cursor: string | null = null;
              for (let turn = 0, more = true; more && turn < 12; turn += 1) {
                const found: any = await page('id', {
                  where,
                  orderBy,
                  freshness: turns[turn % turns.length],
                  ...(backwards ? { last: size, before: cursor } : { first: size, after: cursor }),
                });
                const those = found.nodes.map(({ id }: { id: string }) => id);
                ids.push(...(backwards ? those.reverse() : those));
                cursor = backwards ? found.pageInfo.startCursor : found.pageInfo.endCursor;
                more = backwards ? found.pageInfo.hasPreviousPage : found.pageInfo.hasNextPage;
              }
              return ids;
            };
            const live = await page('id', { where, orderBy, first: 500, freshness: 'LIVE' });
            const ids = live.nodes.map(({ id }: { id: string }) => id);
            const forwards = await walk(false);
            expect(forwards.slice(0, ids.length)).toEqual(ids.slice(0, forwards.length));
            expect(new Set(forwards).size).toBe(forwards.length);
            const last = await page('id', { where, orderBy, last: 500, freshness: 'LIVE' });
            const lastIds = last.nodes.map(({ id }: { id: string }) => id).reverse();
            const backwards = await walk(true);
            expect(backwards.slice(0, lastIds.length)).toEqual(lastIds.slice(0, backwards.length));
            expect(new Set(backwards).size).toBe(backwards.length);
          },
        ),
        { numRuns: Math.ceil(RUNS / 4) },
      );
    });

    it('gives what is personal from the source, by key', async () => {
      const asked = `query ($freshness: Freshness!) { dossiers(first: 40, freshness: $freshness) {
      nodes { id subject applicant { name idNumber phone address } source { repairs { field kind } } } } }`;
      const [live, copied] = [
        await ask(province.subgraph, asked, { freshness: 'LIVE' }),
        await ask(province.subgraph, asked, { freshness: 'COPY' }),
      ];
      expect(copied.errors).toEqual([]);
      expect(sortedRepairs(copied.data)).toEqual(sortedRepairs(live.data));
    });

    it('is waited for by who asks while it is being opened', async () => {
      const starting = province.starting();
      const started = starting.start();
      const { data } = await ask(
        starting,
        `{ dossiers(first: 5, freshness: COPY) { partial sources { status from } } }`,
      );
      await started;
      await starting.close();

      expect(data.dossiers).toEqual({
        partial: false,
        sources: province.offices.map(() => ({ status: 'OK', from: 'COPY' })),
      });
    });

    it('is not asked by what is personal', async () => {
      const asked = `{ dossiers(where: { applicantName: { contains: "Nguyễn" } }, freshness: COPY, offices: ["H12.NC"]) {
      nodes { id } partial sources { status message } } }`;
      const { data } = await ask(province.subgraph, asked);
      expect(data.dossiers).toMatchObject({ nodes: [], partial: true });
    });
  });

  describe('a source that is down', () => {
    const NAM_CAN = 'H12.NC';
    const LIST = `{ dossiers(first: 5, offices: ["${NAM_CAN}"]) {
    nodes { id code } totalCount partial sources { status from asOf message } } }`;
    const RECORD = `query ($id: ID!) { dossier(id: $id) {
    id code steps { name } source { from asOf } applicant { kind name } } }`;
    let down: Subgraph;
    let before: { readonly list: any; readonly record: any };

    beforeAll(async () => {
      const { data } = await ask(province.subgraph, LIST);
      const { id } = data.dossiers.nodes[0];
      const record = await ask(province.subgraph, RECORD, { id });
      before = { list: data.dossiers, record: record.data.dossier };
      renameSync(join(province.demo, 'nam-can.db'), join(province.demo, 'away.db'));
      down = await province.reopen();
    });
    afterAll(async () => {
      await down.close();
      renameSync(join(province.demo, 'away.db'), join(province.demo, 'nam-can.db'));
    });

    it('is answered for by its copy, which says so, in lists and counts', async () => {
      const { data, errors } = await ask(down, LIST);

      expect(errors).toEqual([]);
      expect(data.dossiers).toEqual({
        ...before.list,
        sources: [
          {
            status: 'STALE',
            from: 'COPY',
            asOf: '2016-12-30T17:00:00+07:00',
            message: expect.stringContaining('Năm Căn'),
          },
        ],
      });
    });

    it('is counted in its copy as ever where the client wants all, though nobody has seen its indexes', async () => {
      const asked = `{
        counted: dossiers(first: 0, offices: ["${NAM_CAN}"], onUnavailable: FAIL) { totalCount sources { status from } }
        told: dossierStatistics(groupBy: [OFFICE], where: { office: { eq: "${NAM_CAN}" } }, onUnavailable: FAIL) { groups { measures { count } } partial }
        reported: report06a(from: "2016-01-01", to: "2016-12-31", offices: ["${NAM_CAN}"]) { total { received undated } sources { status from } }
        office: oneStopOffice(code: "${NAM_CAN}") { satisfaction(from: "2016-01-01", to: "2016-12-31") { count } } }`;
      const up = await ask(province.subgraph, asked);
      const { data, errors } = await ask(down, asked);

      expect(errors).toEqual([]);
      expect(data).toEqual(up.data);
      expect(data.reported.sources).toEqual([{ status: 'OK', from: 'COPY' }]);
    });

    it('is an error of a count that an index of it may answer where the client wants all', async () => {
      const asked = `{ dossiers(first: 0, offices: ["${NAM_CAN}"], where: { code: { eq: "161230-0001" } }, onUnavailable: FAIL) { totalCount } }`;

      expect((await ask(down, asked)).errors).toMatchObject([{ code: 'DATABASE_UNAVAILABLE' }]);
    });

    it('is missing where the client wants it live, and an error where it wants all', async () => {
      const asked = (how: string): string =>
        `{ dossiers(first: 5, ${how}) { partial sources { source status } } }`;
      const live = await ask(down, asked('freshness: LIVE'));
      const all = await ask(down, asked('onUnavailable: FAIL'));

      expect(live.data.dossiers).toMatchObject({
        partial: true,
        sources: expect.arrayContaining([{ source: NAM_CAN, status: 'UNAVAILABLE' }]),
      });
      expect(all.errors).toMatchObject([{ code: 'DATABASE_UNAVAILABLE' }]);
    });

    it('has its records, their steps and codes in the copy, and what is personal as an error at its place', async () => {
      const { id } = before.record;
      const { data, errors } = await ask(down, RECORD, { id });

      expect(data.dossier).toEqual({
        ...before.record,
        source: { from: 'COPY', asOf: '2016-12-30T17:00:00+07:00' },
        applicant: { ...before.record.applicant, name: null },
      });
      expect(errors).toMatchObject([
        { code: 'DATABASE_UNAVAILABLE', path: ['dossier', 'applicant', 'name'] },
      ]);

      const byCode = await ask(
        down,
        `query ($code: String!) { dossiersByCode(code: $code) { nodes { id } partial sources { source status } } }`,
        { code: data.dossier.code },
      );
      expect(byCode.data.dossiersByCode).toMatchObject({
        nodes: expect.arrayContaining([{ id }]),
        partial: false,
        sources: expect.arrayContaining([{ source: NAM_CAN, status: 'STALE' }]),
      });
    });

    it('cannot be searched by what is personal, and says that it is missing', async () => {
      const { data } = await ask(
        down,
        `{ dossiers(offices: ["${NAM_CAN}"], where: { applicantName: { contains: "Nguyễn" } }) {
        nodes { id } totalCount partial sources { status } } }`,
      );
      expect(data.dossiers).toEqual({
        nodes: [],
        totalCount: null,
        partial: true,
        sources: [{ status: 'UNAVAILABLE' }],
      });
    });
  });
});

describe('a look-up', () => {
  it('goes to the source where an index finds the row, and otherwise to its copy', async () => {
    const office = openCopiedOffice({ rows: 6_000 });
    await office.copy();
    const asked = '{ dossiersByCode(code: "XX-77") { nodes { code } sources { from status } } }';
    const scanning = await ask((await office.open()).subgraph, asked);
    office.change('CREATE INDEX hoso_so ON hoso (so)');
    const seeking = await ask((await office.open()).subgraph, asked);
    await office.close();

    const found = (from: string) => ({
      nodes: [{ code: 'XX-77' }],
      sources: [{ from, status: 'OK' }],
    });
    expect(scanning.data.dossiersByCode).toEqual(found('COPY'));
    expect(seeking.data.dossiersByCode).toEqual(found('LIVE'));
  });
});

describe('a count by a stretch of an index', () => {
  it('goes to the copy alone, and to the source beside rows that are read there', async () => {
    const office = openCopiedOffice({ rows: 6_000 });
    office.change('CREATE INDEX hoso_nhan ON hoso (nhan)');
    await office.copy();
    office.change("UPDATE hoso SET nhan = '2016-09-01 08:00:00' WHERE id = 10");
    const { subgraph } = await office.open();
    const list = (first: number, more: string) =>
      ask(
        subgraph,
        `{ dossiers(first: ${first}, where: { receivedOn: { lte: "2016-08-31" } }, orderBy: [{ by: RECEIVED_AT, direction: ASC }]) {
          totalCount sources { from } ${more} } }`,
      );
    const alone = await list(0, '');
    const beside = await list(1, 'nodes { code }');
    await office.close();

    expect(alone.data.dossiers).toEqual({ totalCount: 6_000, sources: [{ from: 'COPY' }] });
    expect(beside.data.dossiers).toMatchObject({ totalCount: 5_999, sources: [{ from: 'LIVE' }] });
  });
});

describe('what is counted of a table of few rows', () => {
  it('comes from the copy, and a page of them from the source', async () => {
    const office = openCopiedOffice({ rows: 60 });
    await office.copy();
    office.change("UPDATE hoso SET nhan = '2016-09-01 08:00:00' WHERE id = 10");
    const { subgraph } = await office.open();
    const { data } = await ask(
      subgraph,
      `{ counted: dossiers(first: 0) { totalCount sources { from } }
        told: dossierStatistics(groupBy: [RECEIVED_MONTH]) { groups { keys measures { count } } sources { from } }
        listed: dossiers(first: 1, orderBy: [{ by: RECEIVED_AT, direction: DESC }]) { nodes { receivedOn } sources { from } } }`,
    );
    await office.close();

    expect(data).toEqual({
      counted: { totalCount: 60, sources: [{ from: 'COPY' }] },
      told: {
        groups: [{ keys: ['2016-08'], measures: { count: 60 } }],
        sources: [{ from: 'COPY' }],
      },
      listed: { nodes: [{ receivedOn: '2016-09-01' }], sources: [{ from: 'LIVE' }] },
    });
  });
});

describe('a list in the order of an index', () => {
  it('is read in the copy from its end, where rows without a value come first that the index does not find', async () => {
    const office = openCopiedOffice({ rows: 6_000 });
    office.change('CREATE INDEX hoso_nhan ON hoso (nhan)');
    await office.copy();
    office.change("UPDATE hoso SET nhan = 'không rõ' WHERE id = 20");
    const { subgraph } = await office.open();
    const list = (page: string) =>
      ask(subgraph, `{ dossiers(${page}) { nodes { receivedOn } sources { from } } }`);
    const answers = [
      await list('first: 1'),
      await list('last: 1'),
      await list('last: 1, freshness: LIVE'),
    ];
    await office.close();

    expect(answers.map(({ data }) => data.dossiers)).toEqual([
      { nodes: [{ receivedOn: '2016-08-28' }], sources: [{ from: 'LIVE' }] },
      { nodes: [{ receivedOn: '2016-08-01' }], sources: [{ from: 'COPY' }] },
      { nodes: [{ receivedOn: null }], sources: [{ from: 'LIVE' }] },
    ]);
  });

  it('is read in the source from its end, where rows without a value are not asked for', async () => {
    const office = openCopiedOffice({ rows: 6_000 });
    office.change('CREATE INDEX hoso_nhan ON hoso (nhan)');
    await office.copy();
    office.change("UPDATE hoso SET nhan = '2016-09-01 08:00:00' WHERE id = 10");
    const { subgraph } = await office.open();
    const newest = (where: string) =>
      ask(
        subgraph,
        `{ dossiers(last: 1, where: { receivedOn: ${where} }, orderBy: [{ by: RECEIVED_AT, direction: ASC }]) {
          nodes { receivedOn } sources { from } } }`,
      );
    const answers = [await newest('{ gte: "2016-08-02" }'), await newest('{ isNull: false }')];
    await office.close();

    for (const { data } of answers)
      expect(data.dossiers).toEqual({
        nodes: [{ receivedOn: '2016-09-01' }],
        sources: [{ from: 'LIVE' }],
      });
  });
});
