import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';

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
    status: { column: DuLieu, json: $.tt.ma, codes: { '01': PROCESSING, XON: RESULT_READY }, whenNull: WITHDRAWN }
    procedureCode: { column: DuLieu, json: $.tthc }
    procedureFieldCode: { column: LinhVuc, codes: { '1': DD, '2': HT } }
    currentAssignee: { column: CanBo, codes: { '17': Trần Thị Hòa, '18': Lê Văn An } }
    applicantName: { column: DuLieu, json: $.nguoi, codes: { UBND: Ủy ban nhân dân } }
`,
  sql: [
    'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, DuLieu text, LinhVuc varchar(5), CanBo integer)',
    `INSERT INTO HoSo VALUES
      (1, '{"tt":{"ma":"01"},"tthc":"1.000123","nguoi":"ubnd"}', '1', 17),
      (2, '{"tt":{"ma":"xon"},"tthc":"1.000890","nguoi":"Lý"}', '2 ', 18),
      (3, '{"tt":{"ma":"??"}}', 'NN', 19),
      (4, NULL, NULL, NULL)`,
  ],
};

describe('codes on text, and inside JSON', () => {
  let offices: Offices;
  beforeAll(async () => {
    offices = await openOffices([office]);
  });
  afterAll(() => offices.close());

  it('are read as what they stand for, and as they stand where the list lacks them', async () => {
    const { data, errors } = await ask(
      offices.subgraph,
      `{ dossiers { nodes {
          status { value sourceCode } procedureFieldCode currentAssignee applicant { name }
          source { repairs { field kind } } } } }`,
    );

    expect(errors).toEqual([]);
    expect(data.dossiers.nodes).toEqual([
      {
        status: { value: 'PROCESSING', sourceCode: '01' },
        procedureFieldCode: 'DD',
        currentAssignee: 'Trần Thị Hòa',
        applicant: { name: 'Ủy ban nhân dân' },
        source: { repairs: [] },
      },
      {
        status: { value: 'RESULT_READY', sourceCode: 'xon' },
        procedureFieldCode: 'HT',
        currentAssignee: 'Lê Văn An',
        applicant: { name: 'Lý' },
        source: { repairs: [{ field: 'applicantName', kind: 'CODE_UNKNOWN' }] },
      },
      {
        status: { value: 'UNKNOWN', sourceCode: '??' },
        procedureFieldCode: 'NN',
        currentAssignee: '19',
        applicant: { name: null },
        source: {
          repairs: [
            { field: 'status', kind: 'CODE_UNKNOWN' },
            { field: 'procedureFieldCode', kind: 'CODE_UNKNOWN' },
            { field: 'currentAssignee', kind: 'CODE_UNKNOWN' },
          ],
        },
      },
      {
        status: { value: 'WITHDRAWN', sourceCode: null },
        procedureFieldCode: null,
        currentAssignee: null,
        applicant: { name: null },
        source: { repairs: [] },
      },
    ]);
  });

  it.each([
    ['{ currentAssignee: { eq: "Trần Thị Hòa" } }', [1]],
    ['{ currentAssignee: { contains: "thị hoà" } }', [1]],
    ['{ currentAssignee: { containsLoose: "le van" } }', [2]],
    ['{ currentAssignee: { in: ["19", "Lê Văn An"] } }', [2, 3]],
    ['{ currentAssignee: { eq: "17" } }', []],
    ['{ not: { currentAssignee: { eq: "Trần Thị Hòa" } } }', [2, 3, 4]],
    ['{ procedureFieldCode: { eq: "DD" } }', [1]],
    ['{ procedureFieldCode: { in: ["HT", "nn"] } }', [2, 3]],
    ['{ procedureFieldCode: { isNull: true } }', [4]],
    ['{ status: { eq: RESULT_READY } }', [2]],
    ['{ status: { in: [UNKNOWN, WITHDRAWN] } }', [3, 4]],
    ['{ not: { status: { eq: PROCESSING } } }', [2, 3, 4]],
    ['{ procedureCode: { eq: "1.000890" } }', [2]],
    ['{ procedureCode: { isNull: true } }', [3, 4]],
    ['{ applicantName: { contains: "nhân dân" } }', [1]],
    ['{ applicantName: { eq: "Lý" } }', [2]],
  ])('are found by %s', async (where, wanted) => {
    const { data, errors } = await ask(
      offices.subgraph,
      `{ dossiers(where: ${where}) { nodes { id } totalCount } }`,
    );

    expect(errors).toEqual([]);
    expect(data.dossiers).toEqual({
      nodes: wanted.map((id) => ({ id: `A:${id}` })),
      totalCount: wanted.length,
    });
  });
});
