import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import { pino } from 'pino';
import { runAsOwner } from '../../../../scripts/demo/writers/owner.ts';
import type { SubgraphName } from '../../../../scripts/run/subgraph-names.ts';
import { createSubgraph, openSubgraphSources } from '../../../../scripts/run/subgraphs.ts';
import type { Subgraph } from '../../../../service/graphql/subgraph.ts';
import { fileStore } from '../../../../subgraphs/sources/copy/keeping/files/file-store.ts';
import { copySource } from '../../../../subgraphs/sources/copy/writing/copy-source.ts';
import { ask } from '../../../support/ask.ts';
import { runs } from '../../../support/run/runs.ts';

jest.setTimeout(120_000);

interface Source {
  readonly code: string;
  readonly yaml: string;
  readonly sql: readonly string[];
}

interface Opened {
  readonly subgraph: Subgraph;
  readonly change: (code: string, ...sql: readonly string[]) => Promise<void>;
}

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** A subgraph over some sources, each with a copy that was made before anything changes. */
async function open(name: SubgraphName, sources: readonly Source[]): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-found-'));
  const [directory, copies] = [join(folder, name), join(folder, 'copies')];
  const urlOf = (code: string): string => `file:${join(folder, `${code}.db`)}`;
  mkdirSync(directory);
  for (const { code, yaml, sql } of sources) {
    await runAsOwner('sqlite', urlOf(code), sql);
    const head = `source: { code: ${code}, name: Source ${code} }\ndatabase: { client: sqlite, url: '${urlOf(code)}' }\ncopy: { share: 1 }\n`;
    writeFileSync(join(directory, `${code}.yaml`), head + yaml);
  }
  const options = { environment: {}, log: pino({ level: 'silent' }) };
  const opened = await openSubgraphSources(name, { ...options, directory });
  const store = fileStore({ directory: join(copies, name), memory: '100MB', threads: 1 });
  for (const source of opened) await copySource(source, { store });
  await Promise.all([store, ...opened].map((one) => one.close()));
  const subgraph = await createSubgraph(name, {
    ...options,
    sourcesDirectory: directory,
    copies: { directory: copies, memory: '100MB', threads: 1, every: null },
  });
  await subgraph.start();
  closing.push(async () => {
    await subgraph.close();
    rmSync(folder, { recursive: true, force: true });
  });
  return { subgraph, change: (code, ...sql) => runAsOwner('sqlite', urlOf(code), sql) };
}

/** A list under one thing that another subgraph refers to. */
async function under(
  subgraph: Subgraph,
  thing: { readonly __typename: string } & Readonly<Record<string, string>>,
  list: string,
): Promise<{ readonly list: any; readonly errors: readonly { readonly code?: unknown }[] }> {
  const { data, errors } = await ask(
    subgraph,
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on ${thing.__typename} { list: ${list} } } }`,
    { of: [thing] },
  );
  return { list: data._entities[0].list, errors };
}

const AGENCY = { __typename: 'Agency', code: 'H12.01' };
const KEYS = Array.from({ length: 13 }, (_, place) => place + 1);

/** Documents that were issued on few days, some on none, and later ones first in no order that a database would choose by itself. */
const documents = (code: string): Source => ({
  code,
  yaml: `
agency: { table: co_quan, key: ma, columns: { code: ma } }
document:
  table: van_ban
  key: id
  columns: { notation: so, issuedAt: ngay, arrivedAt: den, subject: trich_yeu }
  assignments:
    table: giao
    key: id
    parent: van_ban
    columns: { agencyCode: don_vi, dueAt: han, completedAt: xong }
`,
  sql: [
    'CREATE TABLE co_quan (ma varchar(12) NOT NULL PRIMARY KEY)',
    "INSERT INTO co_quan VALUES ('H12.01'), ('H12.02')",
    'CREATE TABLE van_ban (id INTEGER PRIMARY KEY, so TEXT, ngay datetime, den datetime, trich_yeu TEXT)',
    'CREATE TABLE giao (id INTEGER PRIMARY KEY, van_ban INT, don_vi varchar(12), han datetime, xong datetime)',
    'CREATE INDEX giao_van_ban ON giao (van_ban)',
    ...KEYS.flatMap((key) => {
      const day = (of: number) =>
        key % of === 0 ? 'NULL' : `'2016-08-0${(key % of) + 1} 08:00:00'`;
      return [
        `INSERT INTO van_ban VALUES (${key}, '${key}/QĐ', ${day(4)}, ${day(3)}, 'Về việc ${key}')`,
        `INSERT INTO giao VALUES (${100 - key}, ${key}, 'H12.01', '2016-09-01 08:00:00', NULL)`,
      ];
    }),
    // The first document is of a dozen others, too.
    `INSERT INTO giao SELECT 99 + id, 1, 'H12.02', '2016-09-0' || (1 + id % 3) || ' 08:00:00', NULL FROM van_ban`,
  ],
});

describe('rows that a look-up finds', () => {
  it('are each on one page, whatever is asked, wherever each page is read', async () => {
    const { subgraph } = await open('vic', [documents('A'), documents('B')]);
    const all = KEYS.flatMap((key) => [`A:${key}`, `B:${key}`]).sort();

    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 9 }),
        fc.array(fc.constantFrom('LIVE', 'COPY', 'AUTO'), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('', 'ISSUED_ON', 'ARRIVED_ON'),
        fc.constantFrom('ASC', 'DESC'),
        fc.constantFrom('first', 'last'),
        async (size, ways, by, direction, end) => {
          const order = by === '' ? '' : `, orderBy: [{ by: ${by}, direction: ${direction} }]`;
          const behind = end === 'first' ? 'after' : 'before';
          const ids: string[] = [];
          for (let place = 0, cursor: string | null = null; ; place += 1) {
            const freshness = ways[place % ways.length];
            const { list, errors } = await under(
              subgraph,
              AGENCY,
              `assignedDocuments(${end}: ${size}, ${behind}: ${JSON.stringify(cursor)}, freshness: ${freshness}${order}) { nodes { id } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } }`,
            );
            expect(errors).toEqual([]);
            expect(list.totalCount).toBe(all.length);
            const { pageInfo } = list;
            const page = list.nodes.map(({ id }: { id: string }) => id);
            if (end === 'first') ids.push(...page);
            else ids.unshift(...page);
            cursor = end === 'first' ? pageInfo.endCursor : pageInfo.startCursor;
            if (!(end === 'first' ? pageInfo.hasNextPage : pageInfo.hasPreviousPage)) break;
          }
          const whole = await under(
            subgraph,
            AGENCY,
            `assignedDocuments(first: 100${order}) { nodes { id } }`,
          );
          expect(ids).toEqual(whole.list.nodes.map(({ id }: { id: string }) => id));
          expect([...ids].sort()).toEqual(all);
        },
      ),
      { numRuns: runs(25, 8) },
    );
  });

  const page = (subgraph: Subgraph, first: number, after: string | null = null, of = AGENCY) =>
    under(
      subgraph,
      of,
      `assignedDocuments(first: ${first}, after: ${JSON.stringify(after)}, freshness: LIVE) {
        nodes { id } partial sources { source status } pageInfo { endCursor } }`,
    );
  const idsOf = ({ nodes }: any): readonly string[] => nodes.map(({ id }: any) => id);

  it('stay out for all pages where their source was down on the first', async () => {
    const { subgraph, change } = await open('vic', [documents('A'), documents('B')]);
    await change('A', 'ALTER TABLE giao RENAME TO giao_off');
    const first = await page(subgraph, 10);
    await change('A', 'ALTER TABLE giao_off RENAME TO giao');
    for (let left = 100; left > 0; left -= 1) {
      if (!(await page(subgraph, 10)).list.partial) break;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }

    const next = await page(subgraph, 10, first.list.pageInfo.endCursor);

    expect(next.errors).toEqual([]);
    expect([...idsOf(first.list), ...idsOf(next.list)].sort()).toEqual(
      KEYS.map((key) => `B:${key}`).sort(),
    );
    expect(next.list).toMatchObject({
      partial: true,
      sources: [
        { source: 'A', status: 'UNAVAILABLE' },
        { source: 'B', status: 'OK' },
      ],
    });
    expect((await page(subgraph, 10)).list.partial).toBe(false);
  });

  it('go on behind a row whose source does not answer any more, and behind one that has gone', async () => {
    const { subgraph, change } = await open('vic', [documents('A'), documents('B')]);
    const [whole, first] = [await page(subgraph, 100), await page(subgraph, 1)];
    const [gone, ...others] = idsOf(whole.list);
    const { endCursor } = first.list.pageInfo;
    expect(gone).toMatch(/^A:/u);

    await change('A', `DELETE FROM giao WHERE van_ban = ${gone?.slice(2)}`);
    const behindGone = await page(subgraph, 100, endCursor);
    await change('A', 'DROP TABLE giao');
    const behindDown = await page(subgraph, 100, endCursor);

    expect(behindGone.errors).toEqual([]);
    expect(idsOf(behindGone.list)).toEqual(others);
    expect(behindDown.errors).toEqual([]);
    expect(idsOf(behindDown.list)).toEqual(others.filter((id) => id.startsWith('B:')));
    expect(behindDown.list).toMatchObject({
      partial: true,
      sources: [
        { source: 'A', status: 'UNAVAILABLE' },
        { source: 'B', status: 'OK' },
      ],
    });
  });

  it('have cursors that are good for what was looked for alone', async () => {
    const { subgraph } = await open('vic', [documents('A')]);
    const { list } = await page(subgraph, 10);

    const { errors } = await page(subgraph, 10, list.pageInfo.endCursor, {
      __typename: 'Agency',
      code: 'H12.02',
    });

    expect(errors).toMatchObject([{ code: 'BAD_CURSOR' }]);
  });
});

describe('a list under a row', () => {
  const ASSIGNMENTS = `nodes { dueOn source { localKey from } } partial sources { status from asOf message }`;
  const DOCUMENT = { __typename: 'Document', id: 'A:1' } as const;

  const offered: Source = {
    code: 'A',
    yaml: `
procedure:
  table: tt
  key: id
  columns: { code: ma, name: ten }
  offerings: { table: giao, key: id, parent: tt, columns: { agencyCode: don_vi, onlineLevel: muc } }
`,
    sql: [
      'CREATE TABLE tt (id INTEGER PRIMARY KEY, ma TEXT, ten TEXT)',
      "INSERT INTO tt VALUES (7, '1.000123', 'Khai sinh')",
      'CREATE TABLE giao (id INTEGER PRIMARY KEY, tt INT, don_vi TEXT, muc INT)',
      "INSERT INTO giao VALUES (1, 7, 'H12.01', 3), (2, 7, 'H12.01', 10), (3, 7, 'H12.01', NULL)",
    ],
  };

  describe.each([
    ['assignmentsConnection', 'vic', documents('A'), DOCUMENT, ['99', '100', '101']],
    [
      'offeringsConnection',
      'procedures',
      offered,
      { __typename: 'Procedure', code: '1.000123' },
      ['2', '1', '3'],
    ],
    ['offerings', 'procedures', offered, AGENCY, ['2', '1', '3']],
  ] as const)('%s', (field, name, source, thing, keys) => {
    const order = name === 'procedures' ? ', orderBy: [{ by: ONLINE_LEVEL, direction: DESC }]' : '';
    const list = (subgraph: Subgraph, onUnavailable: string) =>
      under(
        subgraph,
        thing,
        `${field}(first: 3, onUnavailable: ${onUnavailable}${order}) {
          nodes { source { localKey from } } partial sources { status from message } }`,
      );
    const rows = (from: string) => keys.map((localKey) => ({ source: { localKey, from } }));

    it('says where it was read, and why not in a source that answers for the row alone', async () => {
      const { subgraph, change } = await open(name, [source]);
      const before = await list(subgraph, 'PARTIAL');
      await change('A', 'DROP TABLE giao');

      const after = await list(subgraph, 'PARTIAL');

      expect(before).toMatchObject({
        list: { nodes: rows('LIVE'), sources: [{ status: 'OK', from: 'LIVE', message: null }] },
        errors: [],
      });
      expect(after).toMatchObject({
        list: {
          nodes: rows('COPY'),
          partial: false,
          sources: [
            { status: 'STALE', from: 'COPY', message: expect.stringContaining('Source A') },
          ],
        },
        errors: [],
      });
    });

    it('is an error where no copy is to take the place of a source', async () => {
      const { subgraph, change } = await open(name, [source]);
      await list(subgraph, 'FAIL');
      await change('A', 'DROP TABLE giao');

      expect(await list(subgraph, 'FAIL')).toMatchObject({
        list: null,
        errors: [{ code: 'DATABASE_UNAVAILABLE' }],
      });
    });
  });

  it('keeps its own order over pages, and goes on behind a row that its filter lets through no longer', async () => {
    const { subgraph, change } = await open('vic', [documents('A')]);
    const page = (after: string | null) =>
      under(
        subgraph,
        DOCUMENT,
        `assignmentsConnection(first: 5, after: ${JSON.stringify(after)}, where: { completedOn: { isNull: true } }) { ${ASSIGNMENTS} pageInfo { endCursor } }`,
      );
    const keysOf = ({ list }: any) => list.nodes.map(({ source }: any) => Number(source.localKey));
    const first = await page(null);
    await change(
      'A',
      "UPDATE giao SET xong = '2016-09-02 08:00:00' WHERE van_ban = 1 AND id <= 103",
    );

    const second = await page(first.list.pageInfo.endCursor);

    expect(keysOf(first)).toEqual([99, 100, 101, 102, 103]);
    expect(second.errors).toEqual([]);
    expect(keysOf(second)).toEqual([104, 105, 106, 107, 108]);
  });
});

describe('a filter by what is not in the copy', () => {
  const dossiers: Source = {
    code: 'H12.XX',
    yaml: `
office: { level: DISTRICT, unit: '971' }
dossier:
  table: ho_so
  key: id
  columns: { code: so, applicantName: ten, subject: trich_yeu, receivedAt: nhan, resultNumber: so_qd, resultIssuedAt: ngay_qd, resultIssuerCode: noi }
`,
    // So many that no lookup without an index is made at the source, unless the copy cannot answer.
    sql: [
      'CREATE TABLE ho_so (id INTEGER PRIMARY KEY, so TEXT, ten TEXT, trich_yeu TEXT, nhan datetime, so_qd TEXT, ngay_qd datetime, noi TEXT)',
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5100)
       INSERT INTO ho_so SELECT i, 'HS-' || i, 'Nguyễn Văn ' || i, CASE WHEN i % 2 = 0 THEN 'Cấp đổi' END, '2016-08-01 08:00:00',
         CASE WHEN i <= 4 THEN '1/QĐ' ELSE '2/QĐ' END, CASE WHEN i <= 5 THEN '2016-08-20 00:00:00' ELSE '2016-08-21 00:00:00' END, 'H12.26' FROM n`,
    ],
  };
  const THAT = { __typename: 'Document', documentId: 'H12.26,2016/08/20,1/QĐ' } as const;
  const ITS = '{ resultNumber: { eq: "1/QĐ" } }, { resultIssuedOn: { eq: "2016-08-20" } }';
  const FILTERS = [
    '{ code: { eq: "HS-3" } }',
    '{ applicantName: { contains: "Văn 1" } }',
    '{ not: { applicantName: { contains: "Văn 1" } } }',
    '{ or: [{ code: { eq: "HS-2" } }, { applicantName: { eq: "Nguyễn Văn 3" } }] }',
    '{ subject: { isNull: true } }',
    '{ subject: { containsLoose: "cap doi" } }',
  ];
  const SELECTION = 'nodes { code applicant { name } } partial sources { status from message }';

  it('is answered under a document as it is in the list of all, live and copied', async () => {
    const { subgraph } = await open('onestop', [dossiers]);

    for (const freshness of ['LIVE', 'AUTO', 'COPY'])
      for (const where of FILTERS) {
        const asked = `freshness: ${freshness}, orderBy: [{ by: CODE }]`;
        const found = await under(
          subgraph,
          THAT,
          `dossiers(${asked}, where: ${where}) { ${SELECTION} }`,
        );
        // An office that is asked for by its code may be an empty list that says why.
        const listed = await ask(
          subgraph,
          `{ dossiers(offices: ["H12.XX"], ${asked}, where: { and: [${where}, ${ITS}] }) { ${SELECTION} } }`,
        );
        expect({ freshness, where, ...found }).toEqual({
          freshness,
          where,
          list: listed.data.dossiers,
          errors: listed.errors,
        });
      }
  });

  it('is missing, and no empty list, where only the copy is there', async () => {
    const { subgraph, change } = await open('onestop', [dossiers]);
    const list = (where: string) =>
      under(subgraph, THAT, `dossiers(where: ${where}) { totalCount ${SELECTION} }`);
    await list(FILTERS[0] ?? '');
    await change('H12.XX', 'DROP TABLE ho_so');

    const [byCode, byName] = [
      await list('{ code: { eq: "HS-3" } }'),
      await list('{ applicantName: { contains: "Văn 1" } }'),
    ];

    expect(byCode.list).toMatchObject({ partial: false, sources: [{ from: 'COPY' }] });
    expect(byName.list).toMatchObject({
      nodes: [],
      partial: true,
      sources: [{ from: null, message: expect.stringContaining('Source H12.XX') }],
    });
  });
});
