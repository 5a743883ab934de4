import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../../support/ask.ts';
import { type Offices, openOffices } from '../../../support/offices/offices.ts';

const MAPPING = `
source: { code: H12.E, name: Một cửa }
office: { level: COMMUNE }
database: { client: sqlite, url: 'file:\${DIR}/counted.db' }
dossier: { table: HoSo, key: Id, columns: { code: Ma, receivedAt: { column: Nhan, date: epoch-seconds } } }
`;

const SQL = [
  'CREATE TABLE HoSo (Id INTEGER PRIMARY KEY, Ma varchar(5), Nhan BIGINT)',
  "INSERT INTO HoSo VALUES (1, 'A', 1471225800), (2, 'B', 1471225860), (3, 'C', NULL), (4, 'D', 1471225800)",
  // SQLite keeps any value in any column.
  "INSERT INTO HoSo VALUES (5, 'E', 1471225830.5), (6, 'F', 'x')",
];

describe('moments counted in a column of SQLite that is declared as integers', () => {
  let offices: Offices;
  beforeAll(async () => {
    offices = await openOffices([{ file: 'counted.yaml', yaml: MAPPING, sql: SQL }]);
  });
  afterAll(() => offices.close());

  it('sort a list, which nothing else refuses, and its pages; what is no whole number cannot be read', async () => {
    const seen: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const { data, errors } = await ask(
        offices.subgraph,
        'query ($after: String) { dossiers(first: 2, after: $after) { nodes { code receivedAt } pageInfo { hasNextPage endCursor } } }',
        { after },
      );
      expect(errors).toEqual([]);
      for (const { code, receivedAt } of data.dossiers.nodes) seen.push(`${code} ${receivedAt}`);
      ({ endCursor: after, hasNextPage: more } = data.dossiers.pageInfo);
    }
    const unread = await ask(
      offices.subgraph,
      '{ dossiers(where: { receivedOn: { isNull: true } }) { nodes { code } totalCount } }',
    );

    expect(seen).toEqual([
      'B 2016-08-15T08:51:00+07:00',
      'A 2016-08-15T08:50:00+07:00',
      'D 2016-08-15T08:50:00+07:00',
      'C null',
      'E null',
      'F null',
    ]);
    expect(unread.data.dossiers).toEqual({
      nodes: [{ code: 'C' }, { code: 'E' }, { code: 'F' }],
      totalCount: 3,
    });
  });
});
