import { afterEach, describe, expect, it } from '@jest/globals';
import { ask } from '../../../support/ask.ts';
import { type OfficeFixture, type Offices, openOffices } from '../../../support/offices/offices.ts';

const rows = (count: number): string =>
  Array.from({ length: count }, (_one, index) => `(${index + 1}, 'HS-${index + 1}', 1)`).join(', ');

const office = (code: string, dossiers: number): OfficeFixture => ({
  file: `${code.toLowerCase()}.yaml`,
  yaml: `
source: { code: ${code}, name: Office ${code} }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/${code.toLowerCase()}.db" }
dossier:
  table: HoSo
  key: ID
  columns: { code: SoBienNhan, status: { column: TrangThai, codes: { 1: PROCESSING } } }
  steps: { table: Buoc, key: ID, parent: { HoSoID: ID }, columns: { name: Ten } }
rating:
  table: DanhGia
  key: ID
  columns: { ratedAt: { column: Ngay, date: yyyy-MM-dd }, score: { column: Diem, codes: { 1: GOOD } } }
`,
  sql: [
    'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, SoBienNhan varchar(20), TrangThai integer)',
    'CREATE TABLE Buoc (ID INTEGER PRIMARY KEY, HoSoID integer, Ten varchar(20))',
    'CREATE TABLE DanhGia (ID INTEGER PRIMARY KEY, Ngay varchar(10), Diem integer)',
    `INSERT INTO HoSo VALUES ${rows(dossiers)}`,
    "INSERT INTO DanhGia VALUES (1, '2016-08-15', 1)",
  ],
});

describe('look-ups at many offices', () => {
  it('are one statement at each office, however many offices there are', async () => {
    const linking = office('A', 100);
    const offices = await openOffices([
      {
        ...linking,
        yaml: linking.yaml.replace(
          'status:',
          "linkedCodes: { column: SoBienNhan, list: ';' }, status:",
        ),
      },
      office('B', 100),
      office('C', 100),
    ]);

    const { data } = await ask(
      offices.subgraph,
      '{ dossiers(offices: ["A"], first: 100) { nodes { id linked { id } } } }',
    );
    await offices.close();

    expect(data.dossiers.nodes[0].linked).toHaveLength(2);
    expect(offices.logged.filter(({ msg }) => msg === 'A statement')).toHaveLength(1 + 3);
  });
});

describe('lists within lists', () => {
  let offices: Offices | undefined;
  afterEach(() => offices?.close());

  const statements = (): number =>
    (offices?.logged ?? []).filter(({ msg }) => msg === 'A statement').length;

  it('are read once where they are the same, with their counts', async () => {
    offices = await openOffices([office('A', 30), office('B', 30)]);

    const { data, errors } = await ask(
      offices.subgraph,
      `{
        dossiers(first: 60) {
          nodes {
            office {
              code status
              dossiers(first: 5, where: { status: { eq: PROCESSING } }) { totalCount nodes { id steps { name } } }
              again: dossiers(first: 5, where: { status: { eq: PROCESSING } }) { totalCount nodes { id steps { name } } }
              satisfaction(from: "2016-01-01", to: "2016-12-31") { good }
            }
          }
        }
      }`,
    );

    expect(errors).toEqual([]);
    expect(data.dossiers.nodes).toHaveLength(60);
    expect(data.dossiers.nodes[59].office).toMatchObject({
      code: 'B',
      status: 'OK',
      dossiers: { totalCount: 30, nodes: [{ id: 'B:1' }, {}, {}, {}, { id: 'B:5' }] },
      satisfaction: { good: 1 },
    });
    expect(data.dossiers.nodes[59].office.again).toEqual(data.dossiers.nodes[59].office.dossiers);
    // At each office: the page, the status, the list, its count, its steps and the ratings.
    expect(statements()).toBe(2 * 6);
  });

  it('are read apart where a variable or an argument tells them apart', async () => {
    offices = await openOffices([office('A', 3)]);

    const { data } = await ask(
      offices.subgraph,
      `query ($most: Int) {
        dossiers { nodes { office { two: dossiers(first: $most) { nodes { code } } one: dossiers(first: 1) { nodes { code } } } } }
      }`,
      { most: 2 },
    );

    const [first] = data.dossiers.nodes;
    expect(first.office.two.nodes).toHaveLength(2);
    expect(first.office.one.nodes).toHaveLength(1);
  });

  it('are refused where the answer would hold more rows than a request may have', async () => {
    offices = await openOffices([office('A', 500)]);

    const { data, errors } = await ask(
      offices.subgraph,
      '{ dossiers(first: 500) { nodes { office { dossiers(first: 500) { nodes { code } } } } } }',
    );

    expect(errors[0]).toMatchObject({ code: 'REQUEST_TOO_COSTLY' });
    const told = new Set(errors.map(({ path }) => (path as string[]).join('.')));
    const withheld = (data.dossiers.nodes as { office: { dossiers: object | null } }[]).flatMap(
      ({ office: { dossiers } }, index) =>
        dossiers === null ? [`dossiers.nodes.${index}.office.dossiers`] : [],
    );
    expect([...told]).toEqual(withheld);
    expect(withheld.length).toBeGreaterThan(250);
    expect(statements()).toBe(2);
  });
});
