import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { policyOf } from '../../scripts/policy-file.ts';
import { entity, open, text } from '../../subgraphs/sources/model/entity.ts';
import { entityRights } from '../../subgraphs/sources/policy/rights.ts';
import { ask } from '../support/ask.ts';
import { type Offices, openOffices } from '../support/offices.ts';
import { actingAs } from '../support/policy/roles.ts';

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
