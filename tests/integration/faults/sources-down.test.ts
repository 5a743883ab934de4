import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import {
  type OfficeFixture,
  type Offices,
  openOffices,
  writeDatabase,
} from '../../support/offices/offices.ts';

const SQL = [
  'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, SoBienNhan varchar(20), NgayNhan varchar(10), HoTen varchar(100))',
  "INSERT INTO HoSo VALUES (1, 'HS-1', '15/08/2016', 'Nguyễn Văn Đức'), (2, 'HS-2', '31/02/2016', 'NguyÔn V¨n §øc')",
];

const office = (
  code: string,
  sql: readonly string[] = SQL,
  column = 'SoBienNhan',
): OfficeFixture => ({
  file: `${code.toLowerCase()}.yaml`,
  yaml: `
source: { code: ${code}, name: Office ${code} }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/${code.toLowerCase()}.db" }
text: tcvn3
dossier:
  table: HoSo
  key: ID
  columns:
    code: ${column}
    receivedAt: { column: NgayNhan, date: dd/MM/yyyy }
    applicantName: HoTen
`,
  sql,
});

const LIST = `{ dossiers(first: 10) { nodes { id } totalCount partial sources { source status rows message } } }`;

describe('one-stops of which some are down', () => {
  let offices: Offices | undefined;
  afterEach(() => offices?.close());

  it('names the one that does not answer, answers with the others, and picks it up when it comes back', async () => {
    offices = await openOffices([office('A'), office('B', [])]);

    const before = await ask(offices.subgraph, LIST);
    await writeDatabase(join(offices.directory, 'b.db'), SQL);
    // Three failures have opened the breaker: the source rests for a second before it is probed.
    let after = await ask(offices.subgraph, LIST);
    for (let left = 50; after.data.dossiers.partial && left > 0; left -= 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      after = await ask(offices.subgraph, LIST);
    }

    expect(before.data.dossiers).toMatchObject({
      nodes: [{ id: 'A:1' }, { id: 'A:2' }],
      totalCount: 2,
      partial: true,
      sources: [
        { source: 'A', status: 'OK', rows: 2, message: null },
        { source: 'B', status: 'UNAVAILABLE', rows: 0 },
      ],
    });
    expect(before.errors).toEqual([]);
    expect(after.data.dossiers).toMatchObject({ partial: false, totalCount: 4 });
  }, 15_000);

  it('says why it does not answer, or is left out, in the language that its gateway tells', async () => {
    offices = await openOffices([office('A'), office('B', [])]);
    const { subgraph } = offices;
    const page = `query ($after: String) { dossiers(first: 1, after: $after) { pageInfo { endCursor } sources { message } } }`;
    const told = async (headers: Readonly<Record<string, string>>) => {
      const first = await ask(subgraph, page, {}, headers);
      const after = first.data.dossiers.pageInfo.endCursor;
      const second = await ask(subgraph, page, { after }, headers);
      return [first, second].map(({ data }) => data.dossiers.sources[1].message);
    };

    expect(await told({ 'x-motcua-language': 'vi' })).toEqual([
      'Hiện không kết nối được cơ sở dữ liệu của “Office B”.',
      'Bị bỏ qua từ một trang trước, vì khi đó nguồn không trả lời.',
    ]);
    expect(await told({})).toEqual([
      'The database of “Office B” cannot be reached at the moment.',
      'Left out since an earlier page, for it did not answer then.',
    ]);
  });

  it('leaves a source out of every later page once an earlier page was without it', async () => {
    offices = await openOffices([office('A'), office('B', [])]);
    const page = `query ($after: String) { dossiers(first: 1, after: $after) { nodes { id } pageInfo { endCursor } partial sources { source status } } }`;

    const first = await ask(offices.subgraph, page);
    await writeDatabase(join(offices.directory, 'b.db'), SQL);
    const second = await ask(offices.subgraph, page, {
      after: first.data.dossiers.pageInfo.endCursor,
    });

    expect(second.data.dossiers).toMatchObject({
      nodes: [{ id: 'A:2' }],
      partial: true,
      sources: [{ status: 'OK' }, { source: 'B', status: 'UNAVAILABLE' }],
    });
  });

  it('answers with an error if all must answer, or if none of several does', async () => {
    offices = await openOffices([office('A'), office('B', []), office('C', [])]);

    const fail = await ask(
      offices.subgraph,
      LIST.replace('first: 10', 'first: 10, onUnavailable: FAIL'),
    );
    const none = await ask(offices.subgraph, '{ dossiers(offices: ["B", "C"]) { nodes { id } } }');

    expect(fail.errors).toMatchObject([{ code: 'DATABASE_UNAVAILABLE', path: ['dossiers'] }]);
    expect(fail.errors[0]?.message).not.toMatch(/file:|SELECT|\.db/u);
    expect(none.errors).toMatchObject([{ code: 'ALL_SOURCES_FAILED', path: ['dossiers'] }]);
  });

  it('is an error where no office was named and the only one there is does not answer', async () => {
    offices = await openOffices([office('B', [])]);

    const { data, errors } = await ask(offices.subgraph, '{ dossiers { nodes { id } } }');

    expect(data).toEqual({ dossiers: null });
    expect(errors).toMatchObject([{ code: 'DATABASE_UNAVAILABLE', path: ['dossiers'] }]);
  });

  it('is partial and named wherever one office is asked alone, and an error where it must answer', async () => {
    offices = await openOffices([office('A'), office('B', [])]);
    const part = 'nodes { id } totalCount partial sources { source status asOf }';

    const { data, errors } = await ask(
      offices.subgraph,
      `{ dossiers(offices: ["B"]) { ${part} } oneStopOffices { code dossiers { ${part} } } }`,
    );
    const fail = await ask(
      offices.subgraph,
      '{ dossiers(offices: ["B"], onUnavailable: FAIL) { totalCount } alive: oneStopOffice(code: "A") { dossiers { totalCount } } }',
    );

    const gone = {
      nodes: [],
      totalCount: null,
      partial: true,
      sources: [{ source: 'B', status: 'UNAVAILABLE', asOf: null }],
    };
    expect(errors).toEqual([]);
    expect(data.dossiers).toEqual(gone);
    expect(data.oneStopOffices).toMatchObject([
      { code: 'A', dossiers: { totalCount: 2, partial: false } },
      { code: 'B', dossiers: gone },
    ]);
    expect(fail.errors).toMatchObject([{ code: 'DATABASE_UNAVAILABLE', path: ['dossiers'] }]);
    expect(fail.data).toEqual({ dossiers: null, alive: { dossiers: { totalCount: 2 } } });
  });

  it('names a missing column with file and line in the log, while the others serve', async () => {
    offices = await openOffices([office('A'), office('B', SQL, 'SoBienNhn')]);

    const { data } = await ask(offices.subgraph, LIST);

    expect(data.dossiers.sources).toMatchObject([{ status: 'OK' }, { status: 'MISCONFIGURED' }]);
    expect(offices.logged.map(({ msg }) => msg)).toContainEqual(
      expect.stringMatching(
        /^b\.yaml:10: the table “HoSo” has no column “SoBienNhn” — did you mean “SoBienNhan”\?$/u,
      ),
    );
  });

  it('refuses a faulty file and serves the others', async () => {
    offices = await openOffices([
      office('A'),
      { ...office('B'), yaml: office('B').yaml.replace('HoTen', '{ colum: HoTen }') },
    ]);

    const { data } = await ask(offices.subgraph, LIST);

    expect(data.dossiers).toMatchObject({
      partial: true,
      sources: [
        { source: 'A', status: 'OK' },
        { source: 'B', status: 'MISCONFIGURED' },
      ],
    });
    expect(offices.logged.map(({ msg }) => msg)).toContainEqual(
      expect.stringContaining('b.yaml:12: '),
    );
  });
});

describe('rotten rows', () => {
  it('become null or a repair that can be asked for, and never fail a page', async () => {
    const offices = await openOffices([office('A')]);

    const { data, errors } = await ask(
      offices.subgraph,
      '{ dossiers(orderBy: [{ by: CODE, direction: ASC }]) { nodes { code receivedOn applicant { name } source { repairs { field raw kind } } } } }',
    );
    await offices.close();

    expect(errors).toEqual([]);
    expect(data.dossiers.nodes).toEqual([
      {
        code: 'HS-1',
        receivedOn: '2016-08-15',
        applicant: { name: 'Nguyễn Văn Đức' },
        source: { repairs: [] },
      },
      {
        code: 'HS-2',
        receivedOn: null,
        applicant: { name: 'Nguyễn Văn Đức' },
        source: {
          repairs: [
            { field: 'applicantName', raw: 'NguyÔn V¨n §øc', kind: 'TEXT_DECODED_TCVN3' },
            { field: 'receivedAt', raw: '31/02/2016', kind: 'DATE_UNREADABLE' },
          ],
        },
      },
    ]);
  });
});
