import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../../support/ask.ts';
import { type Offices, openOffices } from '../../../support/offices/offices.ts';

const OFFICE = {
  file: 'a.yaml',
  yaml: `
source: { code: A, name: Office A }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/a.db" }
text: tcvn3
dossier:
  table: HoSo
  key: ID
  columns:
    code: SoBienNhan
    receivedAt: { column: NgayNhan, date: dd/MM/yyyy }
    applicantName: HoTen
    applicantIdNumber: { column: SoCMND, identifier: [9, 12] }
`,
  sql: [
    'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, SoBienNhan varchar(20), NgayNhan varchar(10), HoTen varchar(100), SoCMND varchar(20))',
    "INSERT INTO HoSo VALUES (1, 'HS-1', '15/08/2016', 'NguyÔn V¨n §øc', '381000001'), (2, 'HS-2', '16/08/2016', 'TrÇn ThÞ B', '381000002')",
  ],
};

const LIST = `query ($where: DossierFilter) { dossiers(where: $where) { nodes { id } partial sources { status } } }`;

describe('a filter with many parts on SQLite', () => {
  let offices: Offices;
  beforeAll(async () => {
    offices = await openOffices([OFFICE]);
  });
  afterAll(() => offices.close());

  const idsOf = async (where: object) => {
    const { data, errors } = await ask(offices.subgraph, LIST, { where });
    return errors.length > 0 ? errors : data.dossiers.nodes.map(({ id }: { id: string }) => id);
  };

  it('may say not ten times, one in the other, and is refused, not taken for an outage, beyond', async () => {
    const nested = (depth: number): object =>
      depth === 0 ? { code: { eq: 'HS-1' } } : { not: nested(depth - 1) };

    expect(await idsOf(nested(10))).toEqual(['A:1']);
    expect(await idsOf(nested(9))).toEqual(['A:2']);
    expect(await idsOf(nested(30))).toMatchObject([{ code: 'BAD_FILTER' }]);
  });

  it('may have a hundred alternatives, of exact and of loose tests', async () => {
    const codes = Array.from({ length: 100 }, (_, n) => ({ code: { eq: `HS-${n + 2}` } }));
    const names = Array.from({ length: 90 }, (_, n) => ({
      applicantName: { contains: `ai ${n}` },
    }));

    expect(await idsOf({ or: codes })).toEqual(['A:2']);
    expect(await idsOf({ or: [...names, { applicantName: { contains: 'đức' } }] })).toEqual([
      'A:1',
    ]);
  });

  it('may name a thousand identity cards, or is told to be narrowed', async () => {
    const numbers = Array.from({ length: 1_000 }, (_, n) => String(381_000_002 + n));

    const answer = await idsOf({ applicantIdNumber: { in: numbers } });

    if (typeof answer[0] === 'object') expect(answer).toMatchObject([{ code: 'FILTER_TOO_BROAD' }]);
    else expect(answer).toEqual(['A:2']);
  });
});

describe('a filter that no database decides', () => {
  /** Several pieces that are decoded by themselves. */
  const ROWS = 240;
  /** Of each three one, and now and then two beside each other: pages end before, at and behind any. */
  const passing = Array.from({ length: ROWS }, (_, n) => n + 1).filter(
    (n) => n % 3 === 0 || n % 7 === 0,
  );
  let offices: Offices;
  beforeAll(async () => {
    const rows = Array.from({ length: ROWS }, (_, n) => {
      const name = passing.includes(n + 1) ? 'NguyÔn V¨n §øc' : 'TrÇn ThÞ B';
      return `(${n + 1}, 'HS-${n + 1}', '15/08/2016', '${name}', NULL)`;
    });
    const [create = ''] = OFFICE.sql;
    offices = await openOffices([
      { ...OFFICE, sql: [create, `INSERT INTO HoSo VALUES ${rows.join(', ')}`] },
    ]);
  });
  afterAll(() => offices.close());

  it.each([1, 2, 3, 5, 12, 30, 45, 50, 100])('loses no row in pages of %d', async (first) => {
    const ids: string[] = [];
    for (let after: string | null = null; ;) {
      const { data } = await ask(
        offices.subgraph,
        `query ($first: Int!, $after: String) {
          dossiers(first: $first, after: $after, where: { not: { applicantName: { contains: "trần" } } }) {
            nodes { id } pageInfo { hasNextPage endCursor }
          }
        }`,
        { first, after },
      );
      ids.push(...data.dossiers.nodes.map(({ id }: { id: string }) => id));
      after = data.dossiers.pageInfo.endCursor;
      if (data.dossiers.pageInfo.hasNextPage !== true) break;
    }

    expect(ids).toHaveLength(passing.length);
    expect(new Set(ids)).toEqual(new Set(passing.map((id) => `A:${id}`)));
  });
});

describe('a table where rows share a key', () => {
  /** So many that the two with the same are decoded in different pieces. */
  const others = Array.from(
    { length: 120 },
    (_, n) => `(${n + 2}, 'HS-${n + 100}', '16/08/2016', 'TrÇn ThÞ B', NULL)`,
  );

  it.each([
    ['all are wanted', {}, 122],
    ['some are, as no database decides', { not: { applicantName: { contains: 'trần' } } }, 1],
  ])('is told of in the log, once, where %s', async (_which, where, first) => {
    const offices = await openOffices([
      {
        ...OFFICE,
        sql: [
          'CREATE TABLE HoSo (ID INTEGER, SoBienNhan varchar(20), NgayNhan varchar(10), HoTen varchar(100), SoCMND varchar(20))',
          `INSERT INTO HoSo VALUES (1, 'HS-1', '15/08/2016', 'Lª A', NULL), ${others.join()}, (1, 'HS-4', '18/08/2016', 'Lª A', NULL)`,
        ],
      },
    ]);
    const query = `query ($where: DossierFilter, $first: Int!) {
      dossiers(where: $where, first: $first, orderBy: [{ by: RECEIVED_AT, direction: ASC }]) { nodes { code } }
    }`;
    for (let turn = 0; turn < 2; turn += 1) await ask(offices.subgraph, query, { where, first });
    await offices.close();

    expect(
      offices.logged.filter(({ msg }) => String(msg).includes('rows of the table share a key')),
    ).toHaveLength(1);
  });
});
