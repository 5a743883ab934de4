import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { timelinessOf } from '../../../../subgraphs/onestop/timeliness.ts';
import { ask } from '../../../support/ask.ts';
import { type OfficeFixture, type Offices, openOffices } from '../../../support/offices/offices.ts';

const STATES = ['DXL', 'XON', 'RUT', null];
const STATE_OF: Readonly<Record<string, string>> = {
  DXL: 'PROCESSING',
  XON: 'RESULT_READY',
  RUT: 'WITHDRAWN',
};
const DAYS = ['2016-08-14', '2016-08-15', '2016-08-16', null];

/** Every combination of state, due day and day of finishing, with and without a time of day. */
const COMBINATIONS = STATES.flatMap((state) =>
  DAYS.flatMap((due) =>
    DAYS.flatMap((finished) => [
      { state, due, finished },
      { state, due, finished: finished === null ? null : `${finished} 16:45:00` },
    ]),
  ),
);

const quoted = (value: string | null): string => (value === null ? 'NULL' : `'${value}'`);

/** The same dossiers at two offices, one of which is a copy of an evening in 2016. */
const office = (code: string, asOf: string | null): OfficeFixture => ({
  file: `${code.toLowerCase()}.yaml`,
  yaml: `
source: { code: ${code}, name: Office ${code}${asOf === null ? '' : `, asOf: '${asOf}'`} }
office: { level: ${code === 'A' ? 'PROVINCE' : 'DISTRICT'} }
database: { client: sqlite, url: "file:\${DIR}/${code.toLowerCase()}.db" }
dossier:
  table: HoSo
  key: ID
  columns:
    code: SoBienNhan
    procedureCode: MaTT
    procedureFieldCode: LinhVuc
    status: { column: TinhTrang, codes: { DXL: PROCESSING, XON: RESULT_READY, RUT: WITHDRAWN } }
    applicantIdNumber: { column: SoCMND, identifier: [9, 12] }
    applicantPhone: { column: DienThoai, identifier: [10] }
    applicantKind: { column: Loai, codes: { '1': CITIZEN, '2': BUSINESS } }
    acceptedAt: NgayHopLe
    dueAt: NgayHen
    finishedAt: NgayXong
    resultNumber: SoQD
    resultIssuedAt: NgayQD
    currentAssignee: CanBo
`,
  sql: [
    `CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, SoBienNhan varchar(20), MaTT varchar(40), LinhVuc varchar(5),
      TinhTrang varchar(3), SoCMND varchar(20), DienThoai varchar(20), Loai varchar(1), NgayHopLe datetime, NgayHen datetime,
      NgayXong datetime, SoQD varchar(50), NgayQD datetime, CanBo varchar(50))`,
    `INSERT INTO HoSo VALUES ${COMBINATIONS.map(({ state, due, finished }, index) =>
      [
        index + 1,
        quoted(`HS-${index + 1} `),
        quoted(index % 3 === 0 ? null : index % 3 === 1 ? '1.000123' : '1.000890'),
        quoted(index % 2 === 0 ? 'DD' : 'HT'),
        quoted(state),
        quoted(index === 0 ? '381 234 567' : index === 1 ? '381.234.568' : null),
        quoted(index === 0 ? '0918123456' : null),
        quoted(index % 2 === 0 ? '1' : '2'),
        quoted(index === 0 ? '2016-08-15 08:00:00' : null),
        quoted(due),
        quoted(finished),
        quoted(index === 0 ? '12/QĐ-UBND' : null),
        quoted(index === 0 ? '2016-08-20' : null),
        quoted(index === 0 ? 'Trần Thị Hòa' : null),
      ].join(', '),
    )
      .map((values) => `(${values})`)
      .join(', ')}`,
  ],
});

describe('filters on dossiers', () => {
  let offices: Offices;
  beforeAll(async () => {
    offices = await openOffices([office('A', '2016-08-15T17:00:00'), office('B', null)]);
  });
  afterAll(() => offices.close());

  const found = async (where: string, of = 'A') => {
    const { data, errors } = await ask(
      offices.subgraph,
      `{ dossiers(offices: ["${of}"], first: 500, where: ${where}) { nodes { id timeliness } totalCount } }`,
    );
    expect(errors).toEqual([]);
    expect(data.dossiers.totalCount).toBe(data.dossiers.nodes.length);
    return data.dossiers.nodes
      .map(({ id }: { id: string }) => Number(id.split(':')[1]))
      .sort((a: number, b: number) => a - b) as number[];
  };

  it.each([
    ['{ code: { eq: " hs-1 " } }', 'a printed code in another case, with blanks'],
    ['{ code: { in: ["hs-1", "HS-1"] } }', 'one of printed codes'],
    ['{ applicantIdNumber: { eq: "381.234.567" } }', 'a number in other groups'],
    ['{ applicantIdNumber: { in: ["381234567"] } }', 'a number without groups'],
    ['{ applicantPhone: { eq: "0918 123 456" } }', 'a telephone in groups'],
    ['{ acceptedOn: { eq: "2016-08-15" } }', 'the day on which the clock started'],
    ['{ resultNumber: { contains: "12/qđ" } }', 'the number of the decision'],
    ['{ resultIssuedOn: { gte: "2016-08-20" } }', 'the day of the decision'],
    ['{ currentAssignee: { contains: "hoà" } }', 'who has it now'],
  ])('%s finds %s', async (where) => {
    expect(await found(where)).toEqual([1]);
  });

  it('takes a procedure’s code in every form', async () => {
    const short = await found('{ procedureCode: { eq: "1.000123" } }');

    expect(short.length).toBeGreaterThan(5);
    expect(await found('{ procedureCode: { eq: "1.000123.000.00.00.H12" } }')).toEqual(short);
    expect(await found('{ procedureCode: { in: ["1.000123.000.00.00.H12.03"] } }')).toEqual(short);
  });

  it('finds codes by what they begin with', async () => {
    expect(await found('{ code: { startsWith: "hs-12" } }')).toEqual([
      12,
      ...COMBINATIONS.flatMap((_unused, index) =>
        String(index + 1).match(/^12\d/u) ? [index + 1] : [],
      ),
    ]);
  });

  it('knows the office and its level', async () => {
    const all = COMBINATIONS.map((_unused, index) => index + 1);

    expect(await found('{ office: { eq: "A" } }')).toEqual(all);
    expect(await found('{ office: { notIn: ["A"] } }')).toEqual([]);
    expect(await found('{ level: { eq: DISTRICT } }')).toEqual([]);
    expect(await found('{ level: { in: [PROVINCE, COMMUNE] } }')).toEqual(all);
  });

  it('holds one two-valued rule: no test but isNull is true of a row without a value, and not is the complement', async () => {
    const all = COMBINATIONS.map((_unused, index) => index + 1);
    const without = await found('{ procedureCode: { isNull: true } }');
    const one = await found('{ procedureCode: { eq: "1.000123" } }');
    const rest = all.filter((id) => !without.includes(id));

    expect(await found('{ procedureCode: { isNull: false } }')).toEqual(rest);
    expect(await found('{ procedureCode: { ne: "1.000123" } }')).toEqual(
      rest.filter((id) => !one.includes(id)),
    );
    expect(await found('{ procedureCode: { notIn: ["1.000123", "9"] } }')).toEqual(
      rest.filter((id) => !one.includes(id)),
    );
    expect(await found('{ procedureCode: { in: [] } }')).toEqual([]);
    expect(await found('{ procedureCode: { notIn: [] } }')).toEqual(rest);
    expect(await found('{ not: { procedureCode: { eq: "1.000123" } } }')).toEqual(
      all.filter((id) => !one.includes(id)),
    );
    const { errors } = await ask(
      offices.subgraph,
      '{ dossiers(where: { procedureCode: { eq: null } }) { totalCount } }',
    );
    expect(errors).toMatchObject([{ code: 'BAD_FILTER' }]);
  });

  it.each(['2016-08-14', '2016-08-15', '2016-08-17'])(
    'filters by timeliness as it is told, counted for %s',
    async (asOf) => {
      const truth = COMBINATIONS.map(({ state, due, finished }) =>
        timelinessOf(
          {
            finishedAt: finished?.replace(' ', 'T') ?? null,
            dueAt: due,
            status: state === null ? null : { value: STATE_OF[state] ?? null },
          },
          asOf,
        ),
      );
      const those = (passes: (its: string | null) => boolean) =>
        truth.flatMap((its, index) => (passes(its) ? [index + 1] : []));

      for (const value of ['EARLY', 'ON_TIME', 'LATE', 'NO_DUE_DATE', 'NOT_FINISHED', 'OVERDUE']) {
        expect(await found(`{ timeliness: { asOf: "${asOf}", eq: ${value} } }`, 'B')).toEqual(
          those((its) => its === value),
        );
        expect(await found(`{ timeliness: { asOf: "${asOf}", ne: ${value} } }`, 'B')).toEqual(
          those((its) => its !== null && its !== value),
        );
        expect(await found(`{ not: { timeliness: { asOf: "${asOf}", eq: ${value} } } }`)).toEqual(
          those((its) => its !== value),
        );
      }
      expect(await found(`{ timeliness: { asOf: "${asOf}", isNull: true } }`)).toEqual(
        those((its) => its === null),
      );
    },
  );

  it('counts for the day of a copy, or today, where no day is given', async () => {
    const { data, errors } = await ask(
      offices.subgraph,
      `{ copied: dossiers(offices: ["A"], where: { timeliness: { eq: OVERDUE } }) { totalCount }
         both: dossiers(where: { timeliness: { eq: OVERDUE } }) { totalCount }
         told: dossiers(offices: ["A"], first: 500) { nodes { timeliness then: timeliness(asOf: "2026-01-01") } } }`,
    );

    const due = (before: string) =>
      COMBINATIONS.filter(
        ({ state, due: day, finished }) =>
          finished === null && (state === 'DXL' || state === null) && day !== null && day < before,
      ).length;
    expect(errors).toEqual([]);
    expect(data.copied.totalCount).toBe(due('2016-08-15'));
    expect(data.both.totalCount).toBe(due('2016-08-15') + due('2026-01-01'));
    const nodes = data.told.nodes as { timeliness: string; then: string }[];
    expect(nodes.filter(({ timeliness }) => timeliness === 'OVERDUE')).toHaveLength(
      due('2016-08-15'),
    );
    expect(nodes.filter(({ then }) => then === 'OVERDUE')).toHaveLength(due('2026-01-01'));
  });
});
