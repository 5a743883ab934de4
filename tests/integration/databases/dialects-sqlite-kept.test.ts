import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import type { Database, RequestScope } from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { Stop } from '../../../subgraphs/sources/dialects/shared/running/stop.ts';
import { DriverThreads } from '../../../subgraphs/sources/dialects/threads/driver-threads.ts';
import { createRequestScope } from '../../../subgraphs/sources/dialects/shared/running/request-scope.ts';
import { UNENCRYPTED } from '../../support/offices/unencrypted.ts';

const SETTINGS = {
  statementTimeout: 10_000,
  connectTimeout: 10_000,
  pool: { max: 1 },
  ...UNENCRYPTED,
};
const directory = await mkdtemp(join(tmpdir(), 'motcua-kept-reads-'));
const COUNT = {
  sql: 'SELECT COUNT(*) FROM HoSo WHERE ID >= ?',
  bindings: [0],
  tellsOfNobody: true,
};

let files = 0;
let path: string;
let owner: Libsql.Database;
let database: Database;

beforeEach(() => {
  path = join(directory, `${++files}.db`);
  owner = created(path, 3);
  database = dialects.sqlite.open({ ...SETTINGS, client: 'sqlite', url: `file:${path}` });
});

afterEach(async () => {
  await database.close();
  owner.close();
});

afterAll(() => rm(directory, { recursive: true }));

function created(at: string, rows: number): Libsql.Database {
  const its = new Libsql(at);
  its.exec('CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, Ten TEXT)');
  for (let id = 1; id <= rows; id++) its.exec(`INSERT INTO HoSo VALUES (${id}, 'x')`);
  return its;
}

/** What speaks with a file, without what is kept of it. */
function sqliteDriver(at: string) {
  const threads = new DriverThreads<{ readonly path: string }>({
    script: new URL('../../../subgraphs/sources/dialects/sqlite/worker.js', import.meta.url),
    endable: false,
  });
  return threads.driver({ ...SETTINGS, client: 'sqlite', url: `file:${at}` }, { path: at });
}

const count = (statement = COUNT, request?: RequestScope) =>
  database.read(statement, request === undefined ? {} : { request });

describe('what was read of an SQLite file and tells of nobody', () => {
  it('is given again while the file is as it was', async () => {
    const first = await count();

    expect(first).toEqual([[3]]);
    expect(await count()).toBe(first);
    expect(await count({ ...COUNT, bindings: [2] })).toEqual([[2]]);
  });

  it.each(['DELETE', 'WAL'])('is read anew once another program has written: %s', async (mode) => {
    owner.exec(`PRAGMA journal_mode = ${mode}`);
    for (let rows = 3; rows < 30; rows++) {
      const first = await count();
      expect(first).toEqual([[rows]]);
      expect(await count()).toBe(first);
      owner.exec(`INSERT INTO HoSo VALUES (${rows + 1}, 'y')`);
    }
    // Whoever holds a lock of the file would keep its log from being emptied.
    const [checkpoint] = owner.pragma('wal_checkpoint(TRUNCATE)') as { readonly busy: number }[];
    expect(checkpoint).toMatchObject({ busy: 0 });
    expect(await count()).toEqual([[30]]);
  });

  it('is what is committed while another program writes', async () => {
    const first = await count();
    owner.exec("BEGIN IMMEDIATE; INSERT INTO HoSo VALUES (10, 'y')");

    expect(await count()).toBe(first);
    owner.exec('ROLLBACK');
    expect(await count()).toBe(first);
    owner.exec('BEGIN EXCLUSIVE');
    await expect(count()).rejects.toMatchObject({ reason: 'TIMEOUT' });
    owner.exec('COMMIT');
    expect(await count()).toBe(first);
  });

  it('is read anew where the file is written in another way from then on', async () => {
    await count();
    owner.exec("PRAGMA journal_mode = WAL; INSERT INTO HoSo VALUES (10, 'y')");
    expect(await count()).toEqual([[4]]);

    owner.exec("INSERT INTO HoSo VALUES (11, 'y')");
    expect(await count()).toEqual([[5]]);
  });

  it('is another of a file that has taken the place of the first', async () => {
    await count();
    created(`${path}.new`, 1).close();
    await rename(`${path}.new`, path);

    expect(await count()).toEqual([[1]]);
  });

  it('is not kept of a file with views, which may say what the hour is', async () => {
    const plain = await count();
    owner.exec('CREATE VIEW Nay AS SELECT RANDOM() AS So');
    const now = { sql: 'SELECT So FROM Nay', bindings: [], tellsOfNobody: true };

    expect(await database.read(now)).not.toEqual(await database.read(now));
    owner.exec('DROP VIEW Nay');
    expect(await count()).toEqual(plain);
    expect(await count()).toBe(await count());
  });

  it('is not kept of a file with virtual tables, which read what they like', async () => {
    owner.exec('CREATE VIRTUAL TABLE Tim USING fts5(Ten)');

    expect(await count()).not.toBe(await count());
  });

  it('counts as often against a request as it is asked', async () => {
    const budget = { statements: 100, rows: 4, bytes: 1_000, answers: 100 };
    const request = createRequestScope(undefined, budget);
    for (let time = 1; time <= 4; time++) await count(COUNT, request);

    await expect(count(COUNT, request)).rejects.toMatchObject({ reason: 'TOO_COSTLY' });
  });
});

it('is not read where it is in the state that is known', async () => {
  const driver = sqliteDriver(path);
  const stop = new Stop();

  const first = await driver.run(COUNT, stop, null);
  const again = await driver.run(COUNT, stop, first.state);
  owner.exec("INSERT INTO HoSo VALUES (10, 'y')");
  const changed = await driver.run(COUNT, stop, first.state);
  const untold = await driver.run(COUNT, stop);
  await driver.close();

  expect([first.rows, again.rows, changed.rows]).toEqual([[[3]], [], [[4]]]);
  expect([again.state === first.state, changed.state === first.state]).toEqual([true, false]);
  expect(untold.state).toBeUndefined();
});

it('keeps nothing of what may tell of somebody', async () => {
  const names = { sql: 'SELECT Ten FROM HoSo', bindings: [] };

  expect(await database.read(names)).toEqual([['x'], ['x'], ['x']]);
  expect(await database.read(names)).not.toBe(await database.read(names));
});
