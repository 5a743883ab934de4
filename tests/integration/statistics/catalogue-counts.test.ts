import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { statements } from '../../../service/telemetry/events.ts';
import type { Subgraph } from '../../../service/graphql/subgraph.ts';
import { createProceduresSubgraph } from '../../../subgraphs/procedures/server.ts';
import { ask } from '../../support/ask.ts';
import { writeDatabase } from '../../support/offices/offices.ts';

const LEVELS = ['T', 'H', 'X'] as const;
const NAMES = ['PROVINCE', 'DISTRICT', 'COMMUNE'] as const;

/** Of each procedure the online levels that it is offered at: none, one, several, some unreadable. */
const OFFERED: readonly (readonly (string | null)[])[] = [
  [],
  ['2'],
  ['3', '4', '1'],
  [null, '3'],
  [null],
  ['4'],
  ['0', '2', '2'],
  ['x', '4'],
  ['x'],
  ['3'],
];

describe.each([
  ['numbers, which SQL compares', 'INTEGER'],
  ['text, which it does not', 'varchar(9)'],
])('online levels kept as %s', (_what, type) => {
  let directory: string;
  let subgraph: Subgraph;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'motcua-catalogue-'));
    writeFileSync(
      join(directory, 'catalogue.yaml'),
      `
source: { code: C, name: Catalogue }
database: { client: sqlite, url: "file:\${DIR}/catalogue.db" }
procedure:
  table: ThuTuc
  key: Ma
  columns:
    code: Ma
    name: Ten
    level: { column: Cap, codes: { T: PROVINCE, H: DISTRICT, X: COMMUNE } }
  offerings:
    table: TaiCoQuan
    key: ID
    parent: Ma
    columns: { agencyCode: DonVi, onlineLevel: ${type === 'INTEGER' ? 'MucDo' : '{ column: MucDo, number: text }'} }
`,
    );
    const offerings = OFFERED.flatMap((levels, place) =>
      levels.map(
        (level, index) =>
          `(${100 * place + index}, 'P${place}', 'H12.${index}', ${level === null || (level === 'x' && type === 'INTEGER') ? 'NULL' : `'${level}'`})`,
      ),
    );
    await writeDatabase(`${directory}/catalogue.db`, [
      'CREATE TABLE ThuTuc (Ma varchar(9) PRIMARY KEY, Ten TEXT, Cap char(1))',
      `CREATE TABLE TaiCoQuan (ID INTEGER PRIMARY KEY, Ma varchar(9), DonVi varchar(20), MucDo ${type})`,
      `INSERT INTO ThuTuc VALUES ${OFFERED.map((_one, place) => `('P${place}', 'Thủ tục', '${LEVELS[place % 3] ?? ''}')`).join(', ')}`,
      `INSERT INTO TaiCoQuan VALUES ${offerings.join(', ')}`,
    ]);
    subgraph = createProceduresSubgraph({
      sourcesDirectory: directory,
      environment: { DIR: directory },
      log: pino({ level: 'silent' }),
    });
    await subgraph.start();
  });
  afterAll(async () => {
    await subgraph.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each([-1, 0, 1, 2, 3, 4, 5])('counts those at level %i or higher', async (asked) => {
    const { data, errors } = await ask(
      subgraph,
      `{ catalogue {
        all: onlineCountAtLeast(onlineLevel: ${asked})
        ${NAMES.map((name) => `${name}: onlineCountAtLeast(onlineLevel: ${asked}, level: ${name})`).join('\n')}
      } }`,
    );

    const counted = OFFERED.map((levels) =>
      Math.max(0, ...levels.map((level) => Number(level ?? 0) || 0)) >= asked ? 1 : 0,
    );
    const sumOf = (place: number | null): number =>
      counted
        .filter((_one, index) => place === null || index % 3 === place)
        .reduce<number>((sum, one) => sum + one, 0);
    expect(errors).toEqual([]);
    expect(data.catalogue).toEqual({
      all: sumOf(null),
      ...Object.fromEntries(NAMES.map((name, place) => [name, sumOf(place)])),
    });
  });

  it('counts by several levels in one look, where SQL compares them', async () => {
    const read: string[] = [];
    const stop = statements.listen(({ sql }) => void read.push(sql));
    const { data } = await ask(
      subgraph,
      '{ catalogue { two: onlineCountAtLeast(onlineLevel: 2) three: onlineCountAtLeast(onlineLevel: 3) } }',
    );
    stop();

    expect(data.catalogue).toEqual({ two: 7, three: 5 });
    const looks = read.filter((sql) => sql.includes('TaiCoQuan'));
    if (type === 'INTEGER') expect(looks).toHaveLength(1);
  });
});
