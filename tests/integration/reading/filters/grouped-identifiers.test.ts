import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../../support/ask.ts';
import { type Offices, openOffices } from '../../../support/offices/offices.ts';

const WRITTEN = [
  '381 2345 67',
  '0918.12.34.56',
  ' 381-234-568 ',
  '096201000123.0 ',
  '96201000124',
  null,
];

const office = {
  file: 'a.yaml',
  yaml: `
source: { code: A, name: Office A }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/a.db" }
dossier:
  table: HoSo
  key: ID
  columns:
    applicantName: Ten
    applicantIdNumber: { column: So, identifier: [9, 10, 12] }
  steps:
    table: BuocXuLy
    key: Ma
    parent: HoSo
    columns: { name: TenBuoc }
`,
  sql: [
    'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, So varchar(30), Ten TEXT)',
    `INSERT INTO HoSo VALUES ${WRITTEN.map((one, index) => `(${index + 1}, ${one === null ? 'NULL' : `'${one}'`}, NULL)`).join(', ')}`,
    // TCVN3, which is no UTF-8.
    "UPDATE HoSo SET Ten = CAST(x'4E677579D46E2056A86E20416E' AS TEXT) WHERE ID = 1",
    'CREATE TABLE BuocXuLy (Ma varchar(9) PRIMARY KEY, HoSo INTEGER, TenBuoc varchar(20))',
    "INSERT INTO BuocXuLy VALUES ('b1', 1, 'Nhận'), ('b2', 1, 'Trả')",
  ],
};

describe('numbers of papers in unusual groups', () => {
  let offices: Offices;
  beforeAll(async () => {
    offices = await openOffices([{ ...office, yaml: `${office.yaml}text: tcvn3\n` }]);
  });
  afterAll(() => offices.close());

  const found = async (where: unknown) => {
    const { data, errors } = await ask(
      offices.subgraph,
      'query ($where: DossierFilter) { dossiers(where: $where) { nodes { id } } }',
      { where },
    );
    expect(errors).toEqual([]);
    return (data.dossiers.nodes as { id: string }[]).map(({ id }) => id);
  };

  it.each([
    ['381234567', 'A:1'],
    ['0918123456', 'A:2'],
    ['381234568', 'A:3'],
    ['096201000123', 'A:4'],
    ['096201000124', 'A:5'],
  ])('are found by %s', async (number, id) => {
    expect(await found({ applicantIdNumber: { eq: number } })).toEqual([id]);
  });

  it('are found among a thousand', async () => {
    const others = Array.from({ length: 999 }, (_unused, index) => String(100_000_000 + index));

    expect(await found({ applicantIdNumber: { in: [...others, '381234567'] } })).toEqual(['A:1']);
  });

  it('lie beside text that is not UTF-8, which is found too', async () => {
    expect(await found({ applicantName: { eq: 'Nguyễn Văn An' } })).toEqual(['A:1']);
    expect(await found({ applicantName: { contains: 'văn an' } })).toEqual(['A:1']);
  });

  it('belong to dossiers whose steps go by keys of their own', async () => {
    const { data } = await ask(
      offices.subgraph,
      '{ dossier(id: "A:1") { source { localKey } steps { source { localKey } } } }',
    );

    expect(data.dossier).toEqual({
      source: { localKey: '1' },
      steps: [{ source: { localKey: 'b1' } }, { source: { localKey: 'b2' } }],
    });
  });
});
