import { describe, expect, it } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import { openOffices } from '../../support/offices/offices.ts';

/** Ratings of the year 2016, but for the last: the day and the score. */
const RATINGS = [
  ['2016-01-01', 'A'],
  ['2016-06-30', 'A'],
  ['2016-12-31', 'B'],
  ['2016-12-31', 'C'],
  ['2017-01-01', 'A'],
] as const;

const office = (code: string, format: string): string => `
source: { code: ${code}, name: Một cửa ${code} }
office: { level: DISTRICT }
database: { client: sqlite, url: 'file:\${DIR}/${code}.db' }
dossier: { table: HoSo, key: MaHS, columns: { code: MaHS } }
rating:
  table: DanhGia
  key: ID
  columns:
    ratedAt: { column: Ngay, date: ${format} }
    score: { column: MucDo, codes: { A: VERY_GOOD, B: GOOD, C: BAD } }
`;

const tables = (type: string, written: (day: string) => string): readonly string[] => [
  'CREATE TABLE HoSo (MaHS INTEGER PRIMARY KEY)',
  `CREATE TABLE DanhGia (ID INTEGER PRIMARY KEY, Ngay ${type}, MucDo char(1))`,
  ...RATINGS.map(
    ([day, score], id) => `INSERT INTO DanhGia VALUES (${id}, '${written(day)}', '${score}')`,
  ),
];

describe('OneStopOffice.satisfaction', () => {
  it('counts the days from first to last, whichever way the office writes them, and is null without ratings', async () => {
    const offices = await openOffices([
      {
        file: 'a.yaml',
        yaml: office('a', 'native'),
        sql: tables('datetime', (day) => `${day} 10:30:00`),
      },
      {
        file: 'b.yaml',
        yaml: office('b', 'dd/MM/yyyy'),
        sql: tables('varchar(10)', (day) => day.split('-').reverse().join('/')),
      },
      {
        file: 'c.yaml',
        yaml: office('c', 'yyyyMMdd-integer'),
        sql: tables('int', (day) => day.replaceAll('-', '')),
      },
      {
        file: 'd.yaml',
        yaml: office('d', 'native').replace(/^rating:[^]*/mu, ''),
        sql: tables('datetime', (day) => day),
      },
    ]);

    const { data, errors } = await ask(
      offices.subgraph,
      `{ oneStopOffices { code satisfaction(from: "2016-01-01", to: "2016-12-31") { veryGood good bad count } } }`,
    );
    await offices.close();

    const counted = { veryGood: 2, good: 1, bad: 1, count: 4 };
    expect(errors).toEqual([]);
    expect(data.oneStopOffices).toEqual([
      { code: 'a', satisfaction: counted },
      { code: 'b', satisfaction: counted },
      { code: 'c', satisfaction: counted },
      { code: 'd', satisfaction: null },
    ]);
  });
});
