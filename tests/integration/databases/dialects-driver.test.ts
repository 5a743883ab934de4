import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type {
  Database,
  DatabaseOptions,
  Statement,
} from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { startTcpProxy } from '../../../scripts/trials/chaos/tcp-proxy.ts';
import { UNENCRYPTED } from '../../support/offices/unencrypted.ts';

const SETTINGS = {
  statementTimeout: 5_000,
  connectTimeout: 2_000,
  pool: { max: 1 },
  ...UNENCRYPTED,
};

const statement = (sql: string): Statement => ({ sql, bindings: [] });
const ONE = statement('select 1 as a');

const folder = await mkdtemp(join(tmpdir(), 'motcua-driver-'));
const urls = {
  sqlite: `file:${join(folder, 'office.db')}`,
  postgres: await serverUrl('postgres'),
  mysql: await serverUrl('mysql'),
};

/** For each server: a statement that takes long, and how its owner makes a function that writes. */
const SERVERS = {
  postgres: {
    slow: 'select pg_sleep(30)',
    running:
      "select count(*) from pg_stat_activity where state = 'active' and query = 'select pg_sleep(30)'",
    port: 5432,
    writer: [
      'CREATE TABLE motcua_written (a int)',
      `CREATE FUNCTION motcua_write() RETURNS int LANGUAGE sql AS 'INSERT INTO motcua_written VALUES (1) RETURNING a'`,
    ],
    tidy: ['DROP FUNCTION IF EXISTS motcua_write()', 'DROP TABLE IF EXISTS motcua_written'],
  },
  mysql: {
    slow: 'select sleep(30)',
    running: "select count(*) from information_schema.processlist where info = 'select sleep(30)'",
    port: 3306,
    writer: [
      'CREATE TABLE motcua_written (a int)',
      'CREATE FUNCTION motcua_write() RETURNS int DETERMINISTIC MODIFIES SQL DATA BEGIN INSERT INTO motcua_written VALUES (1); RETURN 1; END',
    ],
    tidy: ['DROP FUNCTION IF EXISTS motcua_write', 'DROP TABLE IF EXISTS motcua_written'],
  },
} as const;

const reachable = (['postgres', 'mysql'] as const).flatMap((client) => {
  const url = urls[client];
  return url === null ? [] : [{ client, url, ...SERVERS[client] }];
});

if (reachable.length > 0) {
  describe.each(reachable)(
    'a database of $client',
    ({ client, url, slow, running, port, writer, tidy }) => {
      const open = (options: Partial<DatabaseOptions> = {}): Database =>
        dialects[client].open({ client, url, ...SETTINGS, ...options });
      const database = open();

      beforeAll(() => runAsOwner(client, url, [...tidy, ...writer]));
      afterAll(async () => {
        await database.close();
        await runAsOwner(client, url, tidy);
      });

      const stillRunning = async (): Promise<number> =>
        Number((await database.read(statement(running)))[0]?.[0]);

      it('refuses to write by its session too, where a SELECT hides it', async () => {
        const writing = database.read(statement('select motcua_write()'));

        await expect(writing).rejects.toMatchObject({ message: 'REFUSED', reason: 'REFUSED' });
      });

      it('stops the statement on the server when time is up, and uses the connection again', async () => {
        const reading = database.read(statement(slow), { timeout: 150 });

        await expect(reading).rejects.toMatchObject({ reason: 'TIMEOUT' });
        expect(await stillRunning()).toBe(0);
      });

      it('stops the statement on the server when the request is cancelled', async () => {
        const request = new AbortController();
        const reading = database.read(statement(slow), { signal: request.signal });
        setTimeout(() => {
          request.abort();
        }, 150);

        await expect(reading).rejects.toMatchObject({ reason: 'CANCELLED' });
        expect(await stillRunning()).toBe(0);
      });

      it('waits for its turn longer than for a connection, and says so when time is up before', async () => {
        const office = open({ connectTimeout: 300 });
        const work = statement(slow.replace('30', '1'));

        const reads = [work, ONE, ONE, ONE].map((one) => office.read(one));
        const late = office.read(ONE, { timeout: 100 });

        await expect(late).rejects.toMatchObject({ reason: 'BUSY' });
        const answers = await Promise.all(reads);
        expect(answers.slice(1).map((rows) => [...rows])).toEqual([[[1]], [[1]], [[1]]]);
        await office.close();
      });

      it('takes no more rows than the statement has: others are not its answer', async () => {
        const database = open();
        const three = { ...statement('select 1 union all select 2 union all select 3'), most: 2 };

        await expect(database.read(three)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
        await expect(database.read({ ...three, most: 3 })).resolves.toHaveLength(3);
        await database.close();
      });

      it('fails without telling the statement, and reads on', async () => {
        const failing = database.read(statement('select motcua_secret from motcua_nowhere'));

        await expect(failing).rejects.toMatchObject({ message: 'FAILED', reason: 'FAILED' });
        expect([...(await database.read(ONE))]).toEqual([[1]]);
      });

      it('is unreachable while its server is down, and reads again when it is back', async () => {
        const proxy = await startTcpProxy(url, port);
        const office = open({ url: proxy.url });
        await office.read(ONE);

        await proxy.down();
        await expect(office.read(ONE)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
        await proxy.up();

        expect([...(await office.read(ONE))]).toEqual([[1]]);
        await office.close();
        await proxy.down();
      });

      it('is unreachable when it is down from the start or the login is wrong', async () => {
        const wrong = new URL(url);
        wrong.username = 'motcua_nobody';
        wrong.password = 'secret';
        const nowhere = new URL(url);
        nowhere.port = '1';
        const databases = [open({ url: wrong.href }), open({ url: nowhere.href })];

        const answers = await Promise.allSettled(databases.map((one) => one.read(ONE)));

        expect(answers).toMatchObject([
          { reason: { message: 'UNREACHABLE', reason: 'UNREACHABLE' } },
          { reason: { message: 'UNREACHABLE', reason: 'UNREACHABLE' } },
        ]);
        await Promise.all(databases.map((one) => one.close()));
      });
    },
  );
}

describe('a database of sqlite', () => {
  const path = join(folder, 'office.db');
  const SLOW = statement(
    'with recursive n(i) as (select 1 union all select i + 1 from n where i < 200000000) select count(*) from n',
  );
  const open = (): Database =>
    dialects.sqlite.open({ client: 'sqlite', url: urls.sqlite, ...SETTINGS });
  const database = open();

  afterAll(async () => {
    await database.close();
    await rm(folder, { recursive: true });
  });

  it('is unreachable while its file is not there, does not make one, and reads it when it comes', async () => {
    await expect(database.read(ONE)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    await expect(database.read(ONE)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    await runAsOwner('sqlite', urls.sqlite, ['CREATE TABLE t (a)', 'INSERT INTO t VALUES (1)']);
    expect([...(await database.read(statement('select a from t')))]).toEqual([[1]]);

    await rename(path, `${path}.away`);
    await expect(database.read(ONE)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    await rename(`${path}.away`, path);
    expect([...(await database.read(statement('select a from t')))]).toEqual([[1]]);
  });

  it('has a session that only reads', async () => {
    expect([...(await database.read(statement('select * from pragma_query_only')))]).toEqual([[1]]);
    await expect(database.read(statement('delete from t'))).rejects.toMatchObject({
      reason: 'REFUSED',
    });
  });

  it('stops a statement when time is up or the request is cancelled, and reads on at once', async () => {
    const request = new AbortController();
    const slow = database.read(SLOW, { signal: request.signal });
    const waiting = database.read(SLOW, { timeout: 100 });
    const next = database.read(ONE);
    setTimeout(() => {
      request.abort();
    }, 200);

    await expect(waiting).rejects.toMatchObject({ reason: 'BUSY' });
    await expect(slow).rejects.toMatchObject({ reason: 'CANCELLED' });
    expect([...(await next)]).toEqual([[1]]);
  });

  it('reads integers beyond what a number holds as text, and bytes as bytes', async () => {
    const [row] = await database.read({
      sql: "select 9007199254740993, 9007199254740991, 1.5, null, x'00ff', typeof(?), typeof(?)",
      bindings: [5, 5.5],
    });

    expect(row).toEqual([
      '9007199254740993',
      9007199254740991,
      1.5,
      null,
      new Uint8Array([0, 255]),
      'integer',
      'real',
    ]);
  });

  it('fails without telling the statement', async () => {
    await expect(database.read(statement('select a from nowhere'))).rejects.toMatchObject({
      message: 'FAILED',
      reason: 'FAILED',
    });
  });
});
