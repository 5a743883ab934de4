import { afterEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import {
  openSmallSource,
  type SmallSource,
  statementsOf,
} from '../../support/offices/small-source.ts';

/** More than any server looks through in no time: what no index finds is looked up in the copy. */
const MANY = 6_000;
const upTo = (count: number): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${count})`;

let opened: SmallSource | undefined;
afterEach(async () => {
  await opened?.close();
  opened = undefined;
});

const ENTITIES = (selection: string): string =>
  `query ($of: [_Any!]!) { _entities(representations: $of) { ${selection} } }`;

describe('documents that answer one', () => {
  const mapping = `
document:
  table: van_ban
  key: id
  columns: { notation: so, issuedAt: ngay, issuerCode: noi, responseTo: traloi }
`;
  const tables = [
    'CREATE TABLE van_ban (id INTEGER PRIMARY KEY, so TEXT, ngay datetime, noi TEXT, traloi TEXT)',
    `${upTo(MANY)} INSERT INTO van_ban SELECT i, i || '/QĐ', '2016-08-01 08:00:00', 'H12.01', NULL FROM n`,
    "UPDATE van_ban SET traloi = 'H12.01,2016/08/01,1/QĐ' WHERE id = 2",
  ];
  const query = '{ document(id: "ONE:1") { responses { id source { from } } } }';

  it('are looked up in the copy, for no index finds them', async () => {
    opened = await openSmallSource('vic', mapping, tables);

    const { data, errors } = await ask(opened.subgraph, query);

    expect(errors).toEqual([]);
    expect(data.document.responses).toEqual([{ id: 'ONE:2', source: { from: 'COPY' } }]);
  });
});

describe('dossiers under a printed code', () => {
  const mapping = `
office: { level: DISTRICT, unit: '971', agency: H12.26 }
dossier: { table: ho_so, key: id, columns: { code: so, linkedCodes: { column: lienthong, list: ';' } } }
`;
  const tables = [
    'CREATE TABLE ho_so (id INTEGER PRIMARY KEY, so TEXT, lienthong TEXT)',
    `${upTo(MANY)} INSERT INTO ho_so SELECT i, 'HS-' || i, NULL FROM n`,
    "UPDATE ho_so SET so = 'hs-2' WHERE id = 2",
    "UPDATE ho_so SET lienthong = 'HS-1;HS-4' WHERE id = 3",
  ];
  const INDEX = 'CREATE INDEX so ON ho_so (so)';
  const under = (code: string) =>
    ask(
      opened!.subgraph,
      'query ($code: String!) { dossiersByCode(code: $code) { nodes { id } sources { from status rows } } }',
      { code },
    );

  it.each([
    ['HS-1', 'ONE:1'],
    ['hs-1', 'ONE:1'],
    ['  Hs-1 ', 'ONE:1'],
    ['HS-2', 'ONE:2'],
    ['hs-2', 'ONE:2'],
  ])('are found by %j, in one statement that an index serves', async (code, id) => {
    opened = await openSmallSource('onestop', mapping, [...tables, INDEX]);
    await under('HS-9');

    const { result, read } = await statementsOf(() => under(code));

    expect(result.errors).toEqual([]);
    expect(result.data.dossiersByCode).toEqual({
      nodes: [{ id }],
      sources: [{ from: 'LIVE', status: 'OK', rows: 1 }],
    });
    expect(read.map(({ from }) => from)).toEqual(['LIVE']);
  });

  it.each([
    ['COPY', []],
    ['LIVE', [INDEX]],
  ])('that another is linked with are looked up %s', async (from, index) => {
    opened = await openSmallSource('onestop', mapping, [...tables, ...index]);

    const { data, errors } = await ask(
      opened.subgraph,
      '{ dossier(id: "ONE:3") { linked { id source { from } } } }',
    );

    expect(errors).toEqual([]);
    expect(data.dossier.linked).toEqual([
      { id: 'ONE:1', source: { from } },
      { id: 'ONE:4', source: { from } },
    ]);
  });
});

describe('counts over all documents', () => {
  const mapping = 'agency: { table: co_quan, key: ma, columns: { code: ma } }\n';
  const accounts = 'account: { table: nguoi_dung, key: id, columns: { agencyCode: donvi } }\n';
  const tables = [
    'CREATE TABLE co_quan (ma varchar(12) NOT NULL PRIMARY KEY)',
    "INSERT INTO co_quan VALUES ('H12.01'), ('H12.02')",
    'CREATE TABLE nguoi_dung (id INTEGER PRIMARY KEY, donvi TEXT)',
    "INSERT INTO nguoi_dung VALUES (1, 'H12.01')",
  ];
  const query =
    '{ documentSystem { agencyCount userCount sources { status from asOf message } } agencies(first: 0) { totalCount sources { status from asOf message } } }';

  it.each([
    ['', null],
    [accounts, 1],
  ])('say that they were counted in the copy, as of when it was made', async (more, users) => {
    opened = await openSmallSource('vic', mapping + more, tables);
    await opened.change("INSERT INTO co_quan VALUES ('H12.03')");

    const { data, errors } = await ask(opened.subgraph, query);

    expect(errors).toEqual([]);
    expect(data.documentSystem).toMatchObject({
      agencyCount: 2,
      userCount: users,
      sources: [{ status: 'OK', from: 'COPY' }],
    });
    // A list that is counted says the same.
    expect(data.agencies.totalCount).toBe(2);
    const [{ asOf }] = data.agencies.sources;
    expect(data.documentSystem.sources).toMatchObject([{ asOf }]);
  });
});

describe('what has no code', () => {
  const rows = (table: string): readonly string[] => [
    `CREATE TABLE ${table} (id TEXT PRIMARY KEY, ma TEXT, ten TEXT)`,
    `CREATE INDEX ma ON ${table} (ma)`,
    `INSERT INTO ${table} VALUES ('1', 'H12.01', 'Một'), ('5', NULL, 'Không mã'), ('7%41 b', NULL, 'Khóa lạ'), ('6', '5x', 'Có mã')`,
  ];
  const mapped = (entity: string, table: string): string =>
    `${entity}: { table: ${table}, key: id, columns: { code: ma, name: ten } }\n`;

  it.each([
    ['vic', 'agency', 'agencies', 'Agency', 'code'],
    ['procedures', 'procedure', 'procedures', 'Procedure', 'code'],
    ['procedures', 'procedure', 'procedures', 'Procedure', 'ref'],
  ] as const)(
    'is found in %s by what the graph calls it: as %s, in %s, as an %s by its %s',
    async (name, entity, list, type, key) => {
      opened = await openSmallSource(name, mapped(entity, 'bang'), rows('bang'));
      const { subgraph } = opened;
      const { data: all } = await ask(subgraph, `{ ${list} { nodes { id code name } } }`);
      const nodes: readonly any[] = all[list].nodes;
      expect(nodes.map(({ code }) => code).sort()).toEqual(['5', '5x', '7%41 b', 'H12.01']);

      for (const { id, code, name: its } of nodes) {
        const { data: single } = await ask(
          subgraph,
          `query ($code: String!) { ${entity}(code: $code) { id name } }`,
          { code },
        );
        const { data: referred } = await ask(subgraph, ENTITIES(`... on ${type} { id name }`), {
          of: [{ __typename: type, [key]: code }],
        });
        expect([single[entity], ...referred._entities]).toEqual([
          { id, name: its },
          { id, name: its },
        ]);
        if (name !== 'vic') continue;
        const { data: node } = await ask(
          subgraph,
          'query ($id: ID!) { node(id: $id) { id ... on Agency { name } } }',
          { id },
        );
        expect(node.node).toEqual({ id, name: its });
      }
    },
  );

  it('is not what has a code, by its key; and costs nothing where a row has the code', async () => {
    opened = await openSmallSource('vic', mapped('agency', 'bang'), rows('bang'));
    const { subgraph } = opened;
    const agency = (code: string) =>
      statementsOf(() => ask(subgraph, `{ agency(code: "${code}") { name } }`));
    await agency('H12.01');

    const keyed = await agency('6');
    const coded = await agency('H12.01');

    expect(keyed.result).toEqual({ data: { agency: null }, errors: [] });
    expect(coded.result.data.agency).toEqual({ name: 'Một' });
    expect(coded.read).toHaveLength(1);
  });
});

describe('offerings of an agency', () => {
  const mapping = (key: string): string => `
procedure:
  table: thu_tuc
  key: id
  columns: { code: ma, name: ten }
  offerings: { table: don_vi, ${key} parent: thutuc, columns: { agencyCode: donvi, onlineLevel: mucdo } }
`;
  const tables = [
    'CREATE TABLE thu_tuc (id INTEGER PRIMARY KEY, ma TEXT, ten TEXT)',
    "INSERT INTO thu_tuc VALUES (7, '1.000123', 'Khai sinh'), (8, '1.000124', 'Khai tử')",
    'CREATE TABLE don_vi (id INTEGER PRIMARY KEY, thutuc INT, donvi TEXT, mucdo INT)',
    `${upTo(510)} INSERT INTO don_vi SELECT i, 7, 'H12.' || i, 3 FROM n`,
    "INSERT INTO don_vi VALUES (600, 8, 'H12.505', 2), (601, 8, 'H12.505', 4)",
  ];

  it.each(['key: id,', ''])(
    'are all there, however many others offer the same (%p)',
    async (key) => {
      opened = await openSmallSource('procedures', mapping(key), tables);
      const offerings = async (code: string, args = '', ...beside: readonly string[]) => {
        const { data, errors } = await ask(
          opened!.subgraph,
          ENTITIES(
            `... on Agency { offerings(freshness: LIVE ${args}) { totalCount nodes { onlineLevel agency { code } procedure { code } } pageInfo { endCursor } } }`,
          ),
          { of: [code, ...beside].map((one) => ({ __typename: 'Agency', code: one })) },
        );
        expect(errors).toEqual([]);
        return data._entities[0].offerings;
      };
      const told = ({ nodes }: any): readonly string[] =>
        nodes.map((one: any) => `${one.agency.code} ${one.procedure.code} ${one.onlineLevel}`);

      const last = await offerings('H12.509');
      // What is asked for together is looked for together, and is still each one's own.
      const several = await offerings('H12.505', '', 'H12.3', 'H12.509');
      const paged: string[] = [];
      for (let after = ''; paged.length < 3;) {
        const page = await offerings('H12.505', `first: 1 ${after}`);
        paged.push(...told(page));
        after = `after: "${page.pageInfo.endCursor}"`;
      }

      expect([last.totalCount, told(last)]).toEqual([1, ['H12.509 1.000123 3']]);
      expect(several.totalCount).toBe(3);
      expect([...told(several)].sort()).toEqual([
        'H12.505 1.000123 3',
        'H12.505 1.000124 2',
        'H12.505 1.000124 4',
      ]);
      expect(paged).toEqual(told(several));
    },
  );
});
