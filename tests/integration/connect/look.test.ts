import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { startChild } from '../../support/child.ts';
import { runConnect } from '../../support/connect.ts';
import { writeDatabase } from '../../support/offices/offices.ts';
import { serverUrl } from '../../support/offices/servers.ts';

// A machine that is busy with other tests takes its time.
jest.setTimeout(60_000);

const SQL = [
  'CREATE TABLE LoaiHoSo (MaLoai int PRIMARY KEY, TenLoai varchar(100))',
  'CREATE TABLE HoSo (MaHS int PRIMARY KEY, SoBienNhan varchar(20), HoTen varchar(100), NgayNhan varchar(10), NgayHenTra varchar(10), TinhTrang varchar(5), MaLoai int REFERENCES LoaiHoSo (MaLoai))',
  'CREATE TABLE QuaTrinh (MaQT int PRIMARY KEY, MaHS int REFERENCES HoSo (MaHS), TenBuoc varchar(100), Ngay varchar(10))',
  "INSERT INTO LoaiHoSo VALUES (1, 'Khai sinh')",
  "INSERT INTO HoSo VALUES (1, 'HS-1', 'Nguyễn Văn Đức', '15/08/2016', '19/08/2016', 'DXL', 1)",
  "INSERT INTO QuaTrinh VALUES (1, 1, 'Tiếp nhận', '15/08/2016'), (2, 1, 'Thẩm định', '16/08/2016')",
];

const directory = mkdtempSync(join(tmpdir(), 'motcua-look-'));
const file = join(directory, 'office.db');

beforeAll(() => writeDatabase(file, SQL));
afterAll(() => {
  rmSync(directory, { recursive: true });
});

describe('connect look', () => {
  it('tells tables, rows, keys and references, and which table is the dossier’s', async () => {
    const { code, out } = await runConnect(['look', file]);

    expect(code).toBe(0);
    expect(out).toMatch(/^HoSo +1 +7 +MaHS +MaLoai → LoaiHoSo\.MaLoai$/mu);
    expect(out).toMatch(/^QuaTrinh +2 +4 +MaQT +MaHS → HoSo\.MaHS$/mu);
    expect(out).toMatch(/dossier’s .*\n {2}HoSo \(.*receivedAt \(NgayNhan\).*QuaTrinh refer/u);
  });

  it('does not take as many rows as it counts for all that a view has', async () => {
    const large = join(directory, 'large.db');
    await writeDatabase(large, [
      'CREATE VIEW HoSo AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 150000) SELECT i FROM n',
    ]);

    const { out } = await runConnect(['look', large]);

    expect(out).toMatch(/^HoSo \(view\) +over 100,000 +1 /mu);
  });

  it('says it in a process of its own, too, which ends once all is said', async () => {
    const child = startChild(process.execPath, [
      '--import',
      'tsx',
      'connect/main.ts',
      'look',
      file,
    ]);

    expect(await child.ended).toBe(0);
    expect(child.said()).toMatch(/^HoSo +1 +7 +MaHS/mu);
  });

  it('says the same as JSON', async () => {
    const { out } = await runConnect(['look', file, '--json']);

    const { tables, roots, denied } = JSON.parse(out) as {
      readonly tables: readonly { readonly table: string; readonly rows: number }[];
      readonly roots: Readonly<Record<string, readonly { readonly table: string }[]>>;
      readonly denied: unknown;
    };
    expect(tables.map(({ table, rows }) => [table, rows])).toEqual([
      ['HoSo', 1],
      ['LoaiHoSo', 1],
      ['QuaTrinh', 2],
    ]);
    expect(roots['onestop']?.map(({ table }) => table)).toEqual(['HoSo']);
    expect(denied).toBeNull();
  });

  it('takes no password on the command line, and repeats none', async () => {
    const refused = await runConnect(['look', 'postgres://reader:s3cret@127.0.0.1/x']);

    expect(refused.code).toBe(2);
    expect(refused.told).toContain('CONNECT_PASSWORD');
    expect(refused.told).not.toContain('s3cret');
  });

  it('asks for the password where somebody can be asked, and says why a server is not reached', async () => {
    const { code, out, told } = await runConnect(
      ['look', 'postgres://reader@127.0.0.1:1/motcua'],
      {},
      ['s3cret'],
    );

    expect(code).toBe(2);
    expect(told).toContain('Password of reader at 127.0.0.1:1');
    expect(told).toContain('nothing listens at the host and port');
    expect(out + told).not.toContain('s3cret');
  });

  it('says how it is used', async () => {
    const [help, none, wrong, missing] = await Promise.all([
      runConnect(['look', '--help']),
      runConnect([]),
      runConnect(['lok']),
      runConnect(['look']),
    ]);

    expect([help.code, none.code, wrong.code, missing.code]).toEqual([0, 0, 2, 2]);
    expect(help.out).toContain('Examples:\n');
    expect(wrong.told).toContain('There is no command “lok”');
    expect(missing.told).toContain('URL (or CONNECT_URL) is missing');
  });

  it('prints its settings instead of looking, and no password among them', async () => {
    const URL_THERE = 'postgres://reader:s3cret@127.0.0.1:9/motcua';
    const printed = await runConnect(['look', '--print-config'], { CONNECT_URL: URL_THERE });

    expect(printed.code).toBe(0);
    expect(printed.told).toBe('');
    expect(printed.out).toContain('127.0.0.1:9/motcua # CONNECT_URL');
    expect(printed.out).not.toContain('s3cret');
  });

  it('names the tables that a login may not read', async () => {
    const url = await serverUrl('postgres');
    if (url === null) return;
    const name = `connect_look_${process.pid}`;
    const there = new URL(url);
    there.pathname = `/${name}`;
    await runAsOwner('postgres', url, [`CREATE DATABASE ${name}`]);
    try {
      await runAsOwner('postgres', there.href, [
        ...SQL,
        `CREATE ROLE ${name} LOGIN`,
        `GRANT SELECT ON HoSo TO ${name}`,
      ]);
      const login = new URL(there);
      login.username = name;

      const { code, out } = await runConnect(['look', login.href]);

      expect(code).toBe(0);
      expect(out).toMatch(/^hoso +1 /mu);
      expect(out).toContain('The login may not read: loaihoso, quatrinh');
    } finally {
      await runAsOwner('postgres', url, [`DROP DATABASE ${name}`, `DROP ROLE ${name}`]);
    }
  });
});
