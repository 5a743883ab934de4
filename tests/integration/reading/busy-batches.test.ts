import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { createSubgraph } from '../../../scripts/run/subgraphs.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { ask } from '../../support/ask.ts';
import { type Offices, openOffices } from '../../support/offices/offices.ts';

/** Numbers from 1, `n.i`. */
const numbers = (most: number): string =>
  `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${most})`;

describe('agencies whose documents are looked up together', () => {
  /** How many assignments each has. */
  const BUSY = { 'H12.01': 11_000, 'H12.02': 11_000, 'H12.03': 12, 'H12.04': 20_500, 'H12.05': 7 };
  const DOCUMENTS = 600;
  const directory = mkdtempSync(join(tmpdir(), 'motcua-busy-'));
  let subgraph: Subgraph;

  beforeAll(async () => {
    const url = `file:${join(directory, 'rows.db')}`;
    const sources = join(directory, 'vic');
    mkdirSync(sources);
    await runAsOwner('sqlite', url, [
      'CREATE TABLE co_quan (ma varchar(12) NOT NULL PRIMARY KEY)',
      'CREATE TABLE van_ban (id INTEGER PRIMARY KEY, so TEXT)',
      'CREATE TABLE giao (id INTEGER PRIMARY KEY, vanban INT, donvi varchar(12))',
      `${numbers(DOCUMENTS)} INSERT INTO van_ban SELECT i, i || '/QĐ' FROM n`,
      ...Object.entries(BUSY).flatMap(([code, count]) => [
        `INSERT INTO co_quan VALUES ('${code}')`,
        `${numbers(count)} INSERT INTO giao (vanban, donvi) SELECT 1 + i % ${DOCUMENTS}, '${code}' FROM n`,
      ]),
      'CREATE INDEX giao_donvi ON giao (donvi)',
    ]);
    writeFileSync(
      join(sources, 'one.yaml'),
      `
source: { code: ONE, name: One }
database: { client: sqlite, url: '${url}' }
agency: { table: co_quan, key: ma, columns: { code: ma } }
document:
  table: van_ban
  key: id
  columns: { notation: so }
  assignments: { table: giao, key: id, parent: vanban, columns: { agencyCode: donvi } }
`,
    );
    const log = pino({ level: 'silent' });
    subgraph = await createSubgraph('vic', { environment: {}, log, sourcesDirectory: sources });
    await subgraph.start();
  }, 60_000);
  afterAll(async () => {
    await subgraph.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** How many documents each has; the code of what it gets instead. */
  async function counts(codes: readonly string[]): Promise<readonly (number | string)[]> {
    const { data, errors } = await ask(
      subgraph,
      `query ($of: [_Any!]!) { _entities(representations: $of) {
        ... on Agency { assignedDocuments(first: 1, onUnavailable: FAIL) { totalCount } } } }`,
      { of: codes.map((code) => ({ __typename: 'Agency', code })) },
    );
    const failed = new Map(errors.map(({ path, code }: any) => [path[1], code]));
    return codes.map(
      (_code, place) =>
        data._entities[place]?.assignedDocuments?.totalCount ?? failed.get(place) ?? '',
    );
  }

  it.each([
    ['each of whom is answered alone', ['H12.01', 'H12.02', 'H12.03']],
    ['one of whom has too many by itself', Object.keys(BUSY)],
  ])('are answered as each by itself, %s', async (_which, codes) => {
    const alone = [];
    for (const code of codes) alone.push(...(await counts([code])));

    expect(await counts(codes)).toEqual(alone);
    expect(alone).toEqual(
      codes.map((code) =>
        code === 'H12.04'
          ? 'FILTER_TOO_BROAD'
          : Math.min(DOCUMENTS, BUSY[code as keyof typeof BUSY]),
      ),
    );
  });
});

describe('dossiers that are looked up together', () => {
  let offices: Offices;
  beforeAll(async () => {
    offices = await openOffices([
      {
        file: 'a.yaml',
        yaml: `
source: { code: A, name: Office A }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/a.db", limits: { rows: 6000 } }
dossier:
  table: hoso
  key: id
  columns: { code: so }
  steps: { table: buoc, parent: hoso, key: id, columns: { name: ten } }
`,
        sql: [
          'CREATE TABLE hoso (id INTEGER PRIMARY KEY, so TEXT)',
          'CREATE INDEX hoso_so ON hoso (so)',
          'CREATE TABLE buoc (id INTEGER PRIMARY KEY, hoso INT, ten TEXT)',
          'CREATE INDEX buoc_hoso ON buoc (hoso)',
          ...[3_000, 2_500, 2, 5_001].map(
            (count, place) =>
              `${numbers(count)} INSERT INTO hoso (so) SELECT 'HS-${place + 1}' FROM n`,
          ),
          `${numbers(8_000)} INSERT INTO buoc SELECT i, 1 + i % 20, 'Tiếp nhận' FROM n`,
        ],
      },
    ]);
  }, 60_000);
  afterAll(() => offices.close());

  it('by codes that many bear are found as by each code by itself', async () => {
    const { data, errors } = await ask(
      offices.subgraph,
      `{ ${[1, 2, 3, 4, 5].map((n) => `d${n}: dossiersByCode(code: "HS-${n}") { nodes { id } }`).join(' ')} }`,
    );

    expect(Object.values<any>(data).map((its) => its?.nodes.length ?? null)).toEqual([
      3_000,
      2_500,
      2,
      null,
      0,
    ]);
    expect(errors).toMatchObject([{ path: ['d4'], code: 'FILTER_TOO_BROAD' }]);
  });

  it('have their steps where those of all are more than a statement may give', async () => {
    const { data, errors } = await ask(
      offices.subgraph,
      '{ dossiers(first: 20, freshness: LIVE) { nodes { steps { name } } } }',
    );

    expect(errors).toEqual([]);
    expect(data.dossiers.nodes.map(({ steps }: any) => steps.length)).toEqual(
      Array.from({ length: 20 }, () => 400),
    );
  });
});
