import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runCase } from '../../../scripts/trials/cases/run-case.ts';

const FILES = {
  'tables.sql': '-- client: sqlite\nCREATE TABLE HoSo (MaHS TEXT PRIMARY KEY);\n',
  'office.yaml': `
source: { code: T, name: Một cửa T }
office: { level: DISTRICT }
database: { client: sqlite, url: '\${DB_URL}' }
dossier: { table: HoSo, key: MaHS, columns: { code: MaHS } }
`,
  'query.graphql': '{ dossiers { totalCount } }',
  'expected.json': '{ "dossiers": { "totalCount": 0 } }',
};

let folder: string;
const servers = { postgres: '', mysql: '' };
const run = (changed: Readonly<Record<string, string>>, without?: string) => {
  for (const [name, text] of Object.entries({ ...FILES, ...changed }))
    if (name !== without) writeFileSync(join(folder, name), text);
  return runCase(folder, servers);
};

describe('a folder of a case', () => {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-case-folder-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is right or wrong by its answer', async () => {
    const wrong = { 'expected.json': '{ "dossiers": { "totalCount": 1 } }' };

    expect(await run({})).toMatchObject({ right: true, failed: null });
    expect(await run(wrong)).toMatchObject({ right: false, failed: null });
  });

  it('that cannot be asked is wrong and says why, so that those behind it are asked', async () => {
    const noTable = { 'tables.sql': 'CREATE TABEL HoSo (MaHS TEXT);\n' };
    const noJson = { 'expected.json': '{ "dossiers": ' };

    expect(await run({}, 'query.graphql')).toMatchObject({
      right: false,
      failed: expect.stringContaining('query.graphql'),
    });
    expect(await run(noTable)).toMatchObject({ failed: expect.stringContaining('TABEL') });
    expect(await run(noJson)).toMatchObject({ right: false, failed: expect.anything() });
  });
});
