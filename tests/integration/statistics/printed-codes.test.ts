import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';

/** An office that writes each of these field codes on a dossier of its own. */
function office(code: string, fields: readonly (string | null)[]) {
  const rows = fields.map(
    (field, id) => `(${id}, ${field === null ? 'NULL' : `'${field}'`}, '2016-03-0${(id % 3) + 1}')`,
  );
  return {
    file: `${code}.yaml`,
    yaml: `
source: { code: ${code}, name: Office ${code} }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/${code}.db" }
dossier:
  table: HoSo
  key: ID
  columns:
    procedureFieldCode: LinhVuc
    receivedAt: { column: NgayNhan, date: yyyy-MM-dd }
`,
    sql: [
      'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, LinhVuc varchar(5), NgayNhan varchar(10))',
      `INSERT INTO HoSo VALUES ${rows.join()}`,
    ],
  };
}

describe('printed codes in capitals and in small letters', () => {
  let offices: Offices;
  beforeAll(async () => {
    offices = await openOffices([
      office('A', ['DD', 'DD', 'dd', 'ht', 'ĐĐ', null]),
      office('B', ['dd', 'DD ', 'ht', 'HT', 'ht', 'đđ']),
    ]);
  });
  afterAll(() => offices.close());

  const answerTo = async (query: string): Promise<any> => {
    const { data, errors } = await ask(offices.subgraph, query);
    expect(errors).toEqual([]);
    return data;
  };
  const grouped = async (args: string) => {
    const { dossierStatistics } = await answerTo(
      `{ dossierStatistics(${args}) { groups { keys measures { count } } groupCount } }`,
    );
    return dossierStatistics.groups.map(({ keys, measures }: any) => [...keys, measures.count]);
  };

  it('are one group, told as most dossiers have it, and of equally many in capitals', async () => {
    expect(await grouped('groupBy: [PROCEDURE_FIELD]')).toEqual([
      ['DD', 5],
      ['ht', 4],
      ['ĐĐ', 2],
      [null, 1],
    ]);
    expect(
      await grouped('groupBy: [PROCEDURE_FIELD, OFFICE], where: { not: { office: { eq: "C" } } }'),
    ).toContainEqual(['DD', 'B', 2]);
  });

  it('have as many dossiers in their group as a filter by its key finds', async () => {
    const groups = await grouped('groupBy: [PROCEDURE_FIELD]');
    const keys = groups.flatMap(([key]: [string | null]) => key ?? []);
    const lists = keys.map(
      (key: string, place: number) =>
        `f${place}: dossiers(first: 0, where: { procedureFieldCode: { eq: "${key}" } }) { totalCount }`,
    );
    const found = await answerTo(`{ ${lists.join('\n')} }`);

    expect(keys.map((_key: string, place: number) => found[`f${place}`].totalCount)).toEqual([
      5, 4, 2,
    ]);
  });

  it('are one row of the report by field', async () => {
    const { report06a } = await answerTo(
      '{ report06a(from: "2016-01-01", to: "2016-12-31", by: FIELD) { rows { number label counts { received } } total { received } } }',
    );

    expect(report06a).toEqual({
      rows: [
        { number: 1, label: 'DD', counts: { received: 5 } },
        { number: 2, label: 'ht', counts: { received: 4 } },
        { number: 3, label: 'ĐĐ', counts: { received: 2 } },
        { number: 4, label: null, counts: { received: 1 } },
      ],
      total: { received: 12 },
    });
  });
});
