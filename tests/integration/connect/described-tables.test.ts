import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { explainAbsences } from '../../../subgraphs/sources/database/absence.ts';
import { mssql } from '../../../subgraphs/sources/dialects/mssql/index.ts';
import { describe as describeMssql } from '../../../subgraphs/sources/dialects/mssql/describe.ts';
import { postgres } from '../../../subgraphs/sources/dialects/postgres/index.ts';
import type { Statement } from '../../../subgraphs/sources/dialects/dialect.ts';
import type { RawRow } from '../../../subgraphs/sources/model/raw.ts';
import { ask } from '../../support/ask.ts';
import { runConnect } from '../../support/connect.ts';
import { openOffices } from '../../support/offices/offices.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { UNENCRYPTED } from '../../support/offices/unencrypted.ts';

const name = `motcua_described_${process.pid}`;
const server = await serverUrl('postgres');

(server === null ? describe.skip : describe)('a materialised view of PostgreSQL', () => {
  const owner = server ?? '';
  const url = new URL(owner || 'postgres://nowhere');
  url.pathname = `/${name}`;

  beforeAll(async () => {
    await runAsOwner('postgres', owner, [`CREATE DATABASE ${name}`]);
    await runAsOwner('postgres', url.href, [
      "CREATE TYPE state AS ENUM ('TN', 'XL')",
      'CREATE DOMAIN code AS varchar(12) COLLATE "C"',
      'CREATE TABLE hoso (id int PRIMARY KEY, ma code, ten varchar(50), phi numeric(12,2), nhan timestamp(3), nhan_tz timestamptz, sinh date, tt state, tep text[], don xml, du_lieu jsonb, ghi char(4) COLLATE "C", anh bytea, co boolean, n8 bigint, r real, d interval, u uuid)',
      "INSERT INTO hoso (id, ma, ten, nhan, tt) VALUES (1, 'HS-1', 'Nguyễn Văn Đức', '2016-08-15 08:00:00', 'XL')",
      'CREATE VIEW nhin AS SELECT * FROM hoso',
      'CREATE MATERIALIZED VIEW chup AS SELECT * FROM hoso',
      'CREATE UNIQUE INDEX chup_id ON chup (id)',
      'CREATE FOREIGN DATA WRAPPER xa',
      'CREATE SERVER noi_khac FOREIGN DATA WRAPPER xa',
      'CREATE FOREIGN TABLE hoso_xa (id int, ma varchar(12)) SERVER noi_khac',
    ]);
  });
  afterAll(() => runAsOwner('postgres', owner, [`DROP DATABASE ${name}`]));

  it('is described as the plain view of the same rows, and by its own indexes', async () => {
    const database = postgres.open({
      client: 'postgres',
      url: url.href,
      statementTimeout: 5_000,
      connectTimeout: 5_000,
      pool: { max: 1 },
      ...UNENCRYPTED,
    });
    const [view, materialised, foreign] = ['nhin', 'chup', 'hoso_xa'].map((table) => ({ table }));
    const tables = [view!, materialised!, foreign!];
    const described = await database.describe(tables);
    await database.close();

    const columnsOf = (table: (typeof tables)[number]) =>
      described.get(table)?.columns.map(({ unique: _unique, ...info }) => info);
    expect(columnsOf(materialised!)).toHaveLength(18);
    expect(columnsOf(materialised!)).toEqual(columnsOf(view!));
    expect(described.get(materialised!)?.indexes).toEqual([{ columns: ['id'], unique: true }]);
    expect(described.get(foreign!)?.columns.map(({ type }) => type)).toEqual([
      'integer',
      'character varying',
    ]);
  });

  it('is a table of a mapping', async () => {
    const offices = await openOffices([
      {
        file: 'a.yaml',
        yaml: `
source: { code: A, name: A }
office: { level: DISTRICT }
database: { client: postgres, url: '${url.href}' }
dossier:
  table: chup
  key: id
  columns: { code: ma, applicantName: ten, receivedAt: nhan, status: { column: tt, codes: { XL: PROCESSING } } }
`,
        sql: [],
      },
    ]);
    const { data, errors } = await ask(
      offices.subgraph,
      '{ dossiers(where: { code: { eq: "HS-1" } }) { nodes { id applicant { name } receivedOn status { value } } } }',
    );
    await offices.close();

    expect(errors).toEqual([]);
    expect(data.dossiers.nodes).toEqual([
      {
        id: 'A:1',
        applicant: { name: 'Nguyễn Văn Đức' },
        receivedOn: '2016-08-15',
        status: { value: 'PROCESSING' },
      },
    ]);
    // No materialised view can declare a column NOT NULL.
    expect(offices.logged.filter(({ level }) => Number(level) >= 40).map(({ msg }) => msg)).toEqual(
      [expect.stringContaining('the key “id” may be NULL')],
    );
  });

  it('is shown for what it is', async () => {
    const { out } = await runConnect(['look', url.href]);

    expect(out).toMatch(/^chup \(materialised view\) +1 +18 +id/mu);
    expect(out).toMatch(/^nhin \(view\) /mu);
    expect(out).toMatch(/^hoso_xa \(foreign table\) /mu);
  });
});

describe('a synonym of SQL Server', () => {
  const synonyms: readonly RawRow[] = [
    ['dbo', 'DM', 'SYNONYM', '[DungChung].[dbo].[DM_ThuTuc]'],
    ['dbo', 'HoSo', 'BASE TABLE', null],
  ];
  const answering = (answer: (sql: string) => readonly RawRow[]) => {
    const asked: string[] = [];
    const read = ({ sql }: Statement): Promise<readonly RawRow[]> => {
      asked.push(sql);
      return Promise.resolve(answer(sql));
    };
    return { asked, read };
  };

  it('is described as the table of the same database for which it stands', async () => {
    const table = { table: 'HS' };
    const { asked, read } = answering((sql) => {
      if (sql.includes('sys.indexes')) return [['PK', 'MaHS', 1, 12]];
      return sql.includes('sys.synonyms')
        ? [['MaHS', 'int', 'NO', 10, 0, null, null, null, null]]
        : [];
    });

    const described = await describeMssql({ read }, [table], undefined);

    expect(described.get(table)).toMatchObject({
      columns: [{ name: 'MaHS', type: 'int', kind: 'number', unique: true }],
      rows: 12,
    });
    expect(asked).toHaveLength(3);
    expect(asked[0]).not.toContain('sys.synonyms');
  });

  it('of another database is told for what it is', async () => {
    const { read } = answering((sql) => (sql === mssql.tableNames ? synonyms : []));
    const database = { read } as Parameters<typeof explainAbsences>[0];

    const [absence, misspelt] = await explainAbsences(database, mssql, [
      { table: { table: 'dm' }, column: null },
      { table: { table: 'HoSoo' }, column: null },
    ]);

    expect(absence).toMatchObject({
      what: '“dm” is a synonym of [DungChung].[dbo].[DM_ThuTuc], which this database does not describe',
      mend: expect.stringContaining('connect the database in which that lies'),
    });
    expect(misspelt?.mend).toBe('did you mean “HoSo”?');
  });
});
