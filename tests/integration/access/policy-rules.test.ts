import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyOf } from '../../../scripts/run/policy-file.ts';
import { entity, open, text } from '../../../subgraphs/sources/model/entity.ts';
import { entityRights } from '../../../subgraphs/sources/policy/rights.ts';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';
import { actingAs, policy } from '../../support/policy/roles.ts';

const office = {
  file: 'a.yaml',
  yaml: `
source: { code: A, name: Office A }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/a.db" }
dossier:
  table: HoSo
  key: ID
  columns: { code: Ma, applicantName: Ten, applicantIdNumber: { column: So, identifier: [9] } }
`,
  sql: [
    'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, Ma varchar(9), Ten TEXT, So varchar(30))',
    // SQL takes the last one for the first with a fraction cut off; what it decodes to is another number.
    "INSERT INTO HoSo VALUES (1, 'M', 'Lan', '380000010'), (2, 'K', 'Mai', '380000020'), (3, 'G', 'An', '38000001')",
  ],
};

const POLICY = `roles:
  citizen:
    entities:
      dossier:
        rows: { applicantIdNumber: { eq: '380000010' } }
        show: { personal: allow, name: deny }
  analyst:
    entities:
      rating: { rows: all, groups: { atLeast: 5 } }
`;

let folder: string;
let offices: Offices;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'motcua-rules-'));
  const file = join(folder, 'policy.yaml');
  writeFileSync(file, POLICY);
  const identities = actingAs();
  identities.become('citizen');
  offices = await openOffices([office], () => ({}), { policy: policyOf(file), identities });
});
afterAll(async () => {
  await offices.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('rules of a policy', () => {
  it('let through the rows alone that pass as they are read, where SQL says more', async () => {
    const { data, errors } = await ask(
      offices.subgraph,
      '{ dossiers { nodes { code applicant { name idNumber } } totalCount } }',
    );

    expect(errors).toEqual([]);
    expect(data.dossiers).toEqual({
      nodes: [{ code: 'M', applicant: { name: null, idNumber: '380000010' } }],
      totalCount: 1,
    });
  });

  it('show nothing of a field that does not say what it tells', () => {
    const shape = entity({ told: open(text), untold: text });
    const show = { personal: { usually: 'allow', for: {} } } as const;

    const { denied } = entityRights(
      shape,
      { show, groups: null },
      { rows: null, sensitive: null, purpose: undefined },
    );

    expect([...denied]).toEqual(['untold']);
  });
});

describe('counts, for who may have no rows', () => {
  /**
   * Month by month, how many dossiers there are of each procedure, which is of the field before the stroke: of one field,
   * whether it was typed in capitals or not.
   */
  const MONTHS = [
    { 'f1/P1': 1, 'F1/P2': 5, 'F2/P3': 9, 'F2/P4': 1 },
    { 'F1/P1': 2, 'F1/P2': 2, 'F2/P3': 2, 'F2/P4': 9 },
    { 'F1/P2': 9, 'F2/P3': 9, 'F2/P4': 5 },
  ];
  const rows = MONTHS.flatMap((counts, month) =>
    Object.entries(counts).flatMap(([name, count]) =>
      Array.from({ length: count }, (_one, day) => ({
        name: name.split('/'),
        on: `2016-0${month + 1}-0${day + 1}`,
      })),
    ),
  );
  const counted = {
    file: 'b.yaml',
    yaml: `
source: { code: B, name: Office B }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/b.db" }
dossier:
  table: HoSo
  key: ID
  columns:
    code: Ma
    resultNumber: So
    procedureCode: MaTT
    procedureFieldCode: LinhVuc
    receivedAt: { column: NgayNhan, date: yyyy-MM-dd }
`,
    sql: [
      'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, Ma TEXT, So TEXT, MaTT TEXT, LinhVuc TEXT, NgayNhan TEXT)',
      ...rows.map(
        ({ name: [field, procedure], on }, at) =>
          `INSERT INTO HoSo VALUES (${at}, 'HS-${at}', '${at}/Q', '${procedure}', '${field}', '${on}')`,
      ),
    ],
  };
  let province: Offices;
  beforeAll(async () => {
    const identities = actingAs();
    identities.become('analyst');
    province = await openOffices([counted], () => ({}), { policy, identities });
  });
  afterAll(() => province.close());

  const statistics = async (args: string, fields: string): Promise<any> => {
    const asked = `{ dossierStatistics${args} { ${fields} } }`;
    const { data, errors } = await ask(province.subgraph, asked);
    return errors[0]?.code ?? data.dossierStatistics;
  };
  const told = async (by: readonly string[]): Promise<readonly string[]> => {
    const keys = by.map((name) => `${name}: key(of: ${name})`).join(' ');
    const fields = `groups { ${keys} measures { count } }`;
    const { groups } = await statistics(`(groupBy: [${by.join()}])`, fields);
    return groups
      .map(({ measures, ...names }: any) =>
        [...Object.entries(names).map(String).sort(), measures.count].join(' '),
      )
      .sort();
  };

  it.each(['code: { startsWith: "HS-1" }', 'resultNumber: { contains: "1" }'])(
    'are of no dossiers that are chosen by what names one: %s',
    async (filter) => {
      const answer = await statistics(`(where: { not: { ${filter} } })`, 'total { count }');

      expect(answer).toBe('FORBIDDEN_FIELD');
    },
  );

  it('say of no source how many groups it has', async () => {
    const { sources } = await statistics('(groupBy: [PROCEDURE])', 'sources { source rows }');

    expect(sources).toEqual([{ source: 'B', rows: 0 }]);
  });

  it('of a field give no procedure back of which there are few', async () => {
    expect(await told(['PROCEDURE_FIELD'])).toEqual([
      'PROCEDURE_FIELD,F1 19',
      'PROCEDURE_FIELD,F2 35',
    ]);
    // F1 is P1, which has three, and P2: the one would be what the other lacks.
    expect(await told(['PROCEDURE'])).toEqual(['PROCEDURE,P3 20', 'PROCEDURE,P4 15']);
  });

  it('are kept back alike in whatever order the groupings are named', async () => {
    const one = await told(['PROCEDURE', 'RECEIVED_MONTH']);

    expect(one.length).toBeGreaterThan(0);
    expect(await told(['RECEIVED_MONTH', 'PROCEDURE'])).toEqual(one);
  });
});

describe('counts of ratings', () => {
  const rated = (code: string, level: string, count: number) => ({
    file: `${code}.yaml`,
    yaml: `
source: { code: ${code}, name: Office ${code} }
office: { level: ${level} }
database: { client: sqlite, url: "file:\${DIR}/${code}.db" }
rating:
  table: DanhGia
  key: ID
  columns:
    ratedAt: { column: Ngay, date: yyyy-MM-dd }
    score: { column: Muc, codes: { A: GOOD } }
`,
    sql: [
      'CREATE TABLE DanhGia (ID INTEGER PRIMARY KEY, Ngay TEXT, Muc TEXT)',
      ...Array.from(
        { length: count },
        (_one, id) => `INSERT INTO DanhGia VALUES (${id}, '2016-03-01', 'A')`,
      ),
    ],
  });
  let province: Offices;
  beforeAll(async () => {
    const identities = actingAs();
    identities.become('analyst');
    province = await openOffices(
      [
        rated('C', 'PROVINCE', 6),
        rated('D1', 'DISTRICT', 3),
        rated('D2', 'DISTRICT', 50),
        rated('D3', 'DISTRICT', 20),
      ],
      () => ({}),
      { policy: policyOf(join(folder, 'policy.yaml')), identities },
    );
  });
  afterAll(() => province.close());

  it('of a level give no office back that has few', async () => {
    const { data, errors } = await ask(
      province.subgraph,
      `{ offices: ratingStatistics(groupBy: [OFFICE]) { groups { keys measures { count } } }
        levels: ratingStatistics(groupBy: [LEVEL]) { groups { keys measures { count } } } }`,
    );
    const told = ({ groups }: any) =>
      groups.map(({ keys, measures }: any) => `${keys} ${measures.count}`);

    expect(errors).toEqual([]);
    // Of a level's offices at least two are kept back: the one would be what the others lack.
    expect(told(data.levels)).toEqual(['DISTRICT 73', 'PROVINCE 6']);
    expect(told(data.offices)).toEqual(['C 6', 'D2 50']);
  });
});
