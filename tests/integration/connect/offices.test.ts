import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ask } from '../../support/ask.ts';
import { openOffices } from '../../support/offices/offices.ts';

const COMMUNES = 101;
const numbers = Array.from({ length: COMMUNES }, (_, index) => index + 1);
const unitOf = (n: number): string => String(32_000 + n);

const MAPPING = `
source: { code: 'H12.\${UNIT}', name: 'UBND \${NAME}' }
office: { level: COMMUNE, unit: '\${UNIT}' }
database: { client: sqlite, url: 'file:\${DIR}/communes.db' }
offices: communes.csv
dossier:
  table: HoSo
  key: Id
  where: { DonVi: '\${UNIT}' }
  columns:
    code: So
    status: { column: TrangThai, codes: [chung.csv, '\${OWN:-chung.csv}'] }
`;

const SQL = [
  'CREATE TABLE HoSo (Id INTEGER PRIMARY KEY, DonVi varchar(5), So varchar(20), TrangThai varchar(5))',
  'CREATE INDEX HoSo_DonVi ON HoSo (DonVi)',
  `INSERT INTO HoSo VALUES ${numbers.flatMap((n) => [1, 2].map((row) => `(${n * 10 + row}, '${unitOf(n)}', 'S-${n}-${row}', '${row}')`)).join(', ')}`,
];

const LIST = `query ($after: String) { dossiers(first: 150, after: $after, orderBy: [{ by: CODE, direction: ASC }]) {
  nodes { id code status { value } } pageInfo { hasNextPage endCursor } totalCount partial sources { source status } } }`;

const communes = (mapping = MAPPING, list?: string) =>
  openOffices([{ file: 'communes.yaml', yaml: mapping, sql: SQL }], (directory) => {
    writeFileSync(join(directory, 'chung.csv'), 'TrangThai;value\n1;RECEIVED\n2;PROCESSING\n');
    // Commune 3 has a meaning of its own for 2.
    writeFileSync(join(directory, 'ba.csv'), 'TrangThai,value\n2,RETURNED\n');
    const lines = numbers.map((n) => `${unitOf(n)};xã số ${n};${n === 3 ? 'ba.csv' : 'chung.csv'}`);
    writeFileSync(join(directory, 'communes.csv'), list ?? `UNIT;NAME;OWN\n${lines.join('\n')}\n`);
    return {};
  });

describe('many offices in one database and one file', () => {
  it('are a source each in every answer, and an id leads to its own', async () => {
    const offices = await communes();
    const nodes: { id: string; code: string; status: { value: string } }[] = [];
    let sources: { source: string; status: string }[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data, errors } = await ask(offices.subgraph, LIST, { after });
      expect(errors).toEqual([]);
      expect(data.dossiers).toMatchObject({ totalCount: 2 * COMMUNES, partial: false });
      nodes.push(...data.dossiers.nodes);
      ({ sources } = data.dossiers);
      ({ endCursor: after, hasNextPage: more } = data.dossiers.pageInfo);
    }
    const one = await ask(
      offices.subgraph,
      `{ mine: dossier(id: "H12.${unitOf(7)}:71") { code } other: dossier(id: "H12.${unitOf(8)}:71") { code } }`,
    );
    const listed = await ask(offices.subgraph, '{ oneStopOffices { code name } }');
    await offices.close();

    expect(sources).toEqual(
      numbers.map((n) => expect.objectContaining({ source: `H12.${unitOf(n)}`, status: 'OK' })),
    );
    expect(new Set(nodes.map(({ id }) => id)).size).toBe(2 * COMMUNES);
    const valueOf = (code: string) => nodes.find((node) => node.code === code)?.status.value;
    expect([valueOf('S-2-2'), valueOf('S-3-1'), valueOf('S-3-2')]).toEqual([
      'PROCESSING',
      'RECEIVED',
      'RETURNED',
    ]);
    expect(one.data).toEqual({ mine: { code: 'S-7-1' }, other: null });
    expect(listed.data.oneStopOffices[6]).toEqual({
      code: `H12.${unitOf(7)}`,
      name: 'UBND xã số 7',
    });
    // The tables are described once, not a hundred times.
    expect(offices.logged.filter(({ level }) => Number(level) > 30)).toEqual([]);
  }, 60_000);

  it.each([
    ['communes.csv:1: has no line after its header', MAPPING, 'UNIT;NAME;OWN\n'],
    ['communes.csv:3: has more or fewer cells', MAPPING, 'UNIT;NAME\n1;a\n2\n'],
    [
      'communes.yaml:5: the list of offices xa.csv does not exist',
      MAPPING.replace('offices: communes.csv', 'offices: xa.csv'),
      undefined,
    ],
    [
      'communes.yaml:7: the office has no NAME, as the first has — write “NAME:” for each office',
      MAPPING.replace(
        'offices: communes.csv',
        'offices:\n  - { UNIT: 1, NAME: a }\n  - { UNIT: 2 }',
      ),
      undefined,
    ],
    [
      'the source code “H12.1” is that of communes.yaml too',
      MAPPING.replace(
        'offices: communes.csv',
        'offices: [{ UNIT: 1, NAME: a }, { UNIT: 1, NAME: b }]',
      ),
      undefined,
    ],
  ])('say what is wrong with their list: %s', async (said, mapping, list) => {
    const offices = await communes(mapping, list);
    await offices.close();

    const told = offices.logged.filter(({ level }) => level === 50).map(({ msg }) => String(msg));
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(said);
  });
});
