import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import type { Database } from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { UNENCRYPTED } from '../../support/offices/unencrypted.ts';

const SETTINGS = {
  statementTimeout: 10_000,
  connectTimeout: 10_000,
  pool: { max: 1 },
  ...UNENCRYPTED,
};
const directory = await mkdtemp(join(tmpdir(), 'motcua-kept-'));
const SQL = 'SELECT ID, Ten FROM HoSo WHERE ID >= ? ORDER BY ID';

let files = 0;
let owner: Libsql.Database;
let database: Database;

beforeEach(() => {
  const path = join(directory, `${++files}.db`);
  owner = new Libsql(path);
  owner.exec('CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, Ten TEXT)');
  owner.exec(
    `INSERT INTO HoSo VALUES ${Array.from({ length: 900 }, (_, id) => `(${id}, 'x')`).join()}`,
  );
  database = dialects.sqlite.open({ ...SETTINGS, client: 'sqlite', url: `file:${path}` });
});

afterEach(async () => {
  await database.close();
  owner.close();
});

afterAll(() => rm(directory, { recursive: true }));

const ids = async (from: number): Promise<readonly unknown[]> =>
  (await database.read({ sql: SQL, bindings: [from] })).map(([id]) => id);

/** From its second time on, a statement is one that was prepared before. */
async function askOften(): Promise<void> {
  for (let time = 1; time <= 3; time++) expect(await ids(898)).toEqual([898, 899]);
}

describe('a statement that SQLite has prepared', () => {
  it('gives what its values ask for, and what stands there now, and holds no lock', async () => {
    await askOften();

    expect(await ids(0)).toHaveLength(900);
    owner.exec("INSERT INTO HoSo VALUES (1000, 'y')");
    expect(await ids(899)).toEqual([899, 1000]);
    owner.exec('BEGIN EXCLUSIVE; COMMIT');
  });

  it('follows its table when that is altered, dropped and made anew', async () => {
    await askOften();

    owner.exec('ALTER TABLE HoSo ADD COLUMN Ma TEXT');
    expect(await ids(899)).toEqual([899]);
    owner.exec('DROP TABLE HoSo');
    await expect(ids(899)).rejects.toMatchObject({ reason: 'FAILED' });
    owner.exec('CREATE TABLE HoSo (Ten TEXT, ID INTEGER)');
    owner.exec("INSERT INTO HoSo VALUES ('z', 2000)");
    expect(await ids(899)).toEqual([2000]);
  });

  it('is not used again when it was cut short, and holds no lock', async () => {
    await askOften();

    await expect(database.read({ sql: SQL, bindings: [0], most: 5 })).rejects.toMatchObject({
      reason: 'UNREACHABLE',
    });
    owner.exec('BEGIN EXCLUSIVE; COMMIT');
    expect(await ids(898)).toEqual([898, 899]);
  });

  it('gives way to others when there are many, which all answer', async () => {
    const padding = ' '.repeat(100 * 1024);
    for (let text = 0; text < 12; text++)
      expect(await database.read({ sql: `SELECT ${text}${padding}`, bindings: [] })).toEqual([
        [text],
      ]);
  });

  it('is not let go of while another of its session runs, for that would wait for it', async () => {
    await expect(
      promisify(execFile)(
        process.execPath,
        ['--expose-gc', 'tests/support/offices/collect-while-endless.mjs'],
        { timeout: 20_000 },
      ),
    ).resolves.toBeDefined();
  });
});

describe('a file that is being written', () => {
  it('is read when that is done, and refused where it takes long', async () => {
    await askOften();
    owner.exec('BEGIN EXCLUSIVE');
    const read = ids(898);
    setTimeout(() => owner.exec('COMMIT'), 30);
    await expect(read).resolves.toEqual([898, 899]);

    owner.exec('BEGIN EXCLUSIVE');
    await expect(ids(898)).rejects.toMatchObject({ reason: 'TIMEOUT' });
    owner.exec('COMMIT');
  });

  it.each([true, false])(
    'can be written on when it was read after a read had waited in vain (kept: %s)',
    async (tellsOfNobody) => {
      await askOften();
      owner.exec('BEGIN EXCLUSIVE');
      const inVain = database.read({ sql: SQL, bindings: [898], tellsOfNobody });
      await expect(inVain).rejects.toMatchObject({ reason: 'TIMEOUT' });
      owner.exec('COMMIT');

      expect(await ids(898)).toEqual([898, 899]);
      owner.exec('BEGIN EXCLUSIVE; COMMIT');
    },
  );
});
