import { randomBytes } from 'node:crypto';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import {
  type ClientName,
  type Database,
  DatabaseFault,
} from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { MOODS, startTcpProxy } from '../../../scripts/trials/chaos/tcp-proxy.ts';
import { startStandIn } from '../../support/tds/stand-in.ts';
import { until } from '../../support/until.ts';
import { UNENCRYPTED } from '../../support/offices/unencrypted.ts';
import { runs } from '../../support/run/runs.ts';

/** Rounds of trouble for each kind of database. */
const ROUNDS = runs(6, 4);
/** What a flood and its thread may leave behind, in bytes. */
const SLACK = 150 * 1024 * 1024;

const LIMITS = { rows: 1_000, bytes: 1024 * 1024, queue: 100, scannedRows: 5_000_000, wait: 4_000 };

function open(client: ClientName, url: string): Database {
  return dialects[client].open({
    client,
    url,
    statementTimeout: 700,
    connectTimeout: 700,
    pool: { max: 2 },
    limits: LIMITS,
    ...UNENCRYPTED,
  });
}

const standIn = await startStandIn({
  answer: () => ({ columns: ['a', 'b'], rows: [['1', 'Đức'.repeat(100)]] }),
});
const servers = [
  { client: 'postgres', url: await serverUrl('postgres'), port: 5432 },
  { client: 'mysql', url: await serverUrl('mysql'), port: 3306 },
  { client: 'mssql', url: `mssql://motcua:p@127.0.0.1:${standIn.port}/MotCua`, port: 1433 },
] as const;
const reachable = servers.flatMap(({ url, ...its }) => (url === null ? [] : [{ ...its, url }]));

afterAll(() => standIn.close());

const QUERY = { sql: `select 1 as a, '${'Đức'.repeat(100)}' as b`, bindings: [] };

/** Each read settles, with rows or a fault of its own, and within its time and that of its turn. */
async function troubled(database: Database): Promise<void> {
  const began = performance.now();
  const reads = await Promise.allSettled(Array.from({ length: 5 }, () => database.read(QUERY)));
  for (const read of reads)
    if (read.status === 'rejected') expect(read.reason).toBeInstanceOf(DatabaseFault);
  expect(performance.now() - began).toBeLessThan(12_000);
}

/** Answers again within five seconds. */
async function recovers(database: Database): Promise<number> {
  const began = performance.now();
  for (;;) {
    const answered = await database.read(QUERY).then(
      ([row]) => String(row?.[1]) === 'Đức'.repeat(100),
      () => false,
    );
    const took = performance.now() - began;
    if (answered) return took;
    if (took > 5_000) throw new Error(`Did not answer again within ${Math.round(took)} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe.each(reachable)(
  'a way to $client that delays, cuts, garbles and floods',
  ({ client, url, port }) => {
    it(
      'harms nobody: each read ends, the source answers again, and memory is what it was',
      async () => {
        const proxy = await startTcpProxy(url, port);
        const database = open(client, proxy.url);
        await recovers(database);
        const before = process.memoryUsage().rss;

        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.constantFrom(...MOODS), { minLength: 1, maxLength: 2 }),
            fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
            async (moods, numbers) => {
              for (const mood of moods) {
                proxy.behave(mood, () => numbers.next().value ?? 0);
                await troubled(database);
              }
              proxy.behave('pass');
              await recovers(database);
            },
          ),
          { numRuns: ROUNDS, endOnFailure: true },
        );

        await database.close();
        await proxy.down();
        expect(process.memoryUsage().rss - before).toBeLessThan(SLACK);
      },
      60_000 + ROUNDS * 30_000,
    );
  },
);

describe.each(['postgres', 'mysql', 'mssql'] as const)('a %s that pours', (client) => {
  it.each([
    ['nothing but zeroes', Buffer.alloc(65_536)],
    ['packets of one byte', Buffer.alloc(65_536, Buffer.from([1, 0, 0, 0, 10]))],
    ['noise', randomBytes(65_536)],
  ])('%s is read no further once its reads have failed', async (_what, block) => {
    const sockets = new Set<Socket>();
    // Half-open: a client that only ends its own side is poured at on and on.
    const server = createServer({ allowHalfOpen: true }, (socket) => {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
      socket.on('error', () => undefined);
      socket.resume();
      const pour = (): void => {
        if (socket.destroyed) return;
        if (socket.write(block)) setImmediate(pour);
        else socket.once('drain', pour);
      };
      pour();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const database = open(client, `${client}://motcua:p@127.0.0.1:${port}/motcua`);

    await troubled(database);

    await until(() => sockets.size === 0);
    await database.close();
    server.close();
  });
});

describe('a SQLite file that is removed, garbled and replaced', () => {
  it(
    'harms nobody: each read ends, and what is there again is read again',
    async () => {
      const folder = await mkdtemp(join(tmpdir(), 'motcua-hostile-'));
      const file = join(folder, 'office.db');
      const database = open('sqlite', `file:${file}`);
      const write = () => runAsOwner('sqlite', `file:${file}`, ['CREATE TABLE t (a)']);
      await write();

      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom('removed', 'garbled', 'empty', 'half'),
          async (trouble) => {
            await unlink(file);
            if (trouble === 'garbled') await writeFile(file, randomBytes(8_192));
            if (trouble === 'empty') await writeFile(file, '');
            if (trouble === 'half') await writeFile(file, 'SQLite format 3\0');
            await troubled(database);
            await rm(file, { force: true });
            await write();
            await recovers(database);
          },
        ),
        { numRuns: ROUNDS, endOnFailure: true },
      );

      await database.close();
      await rm(folder, { recursive: true });
    },
    60_000 + ROUNDS * 10_000,
  );
});

describe('a SQLite statement without end', () => {
  it('ends where it is given up, however soon, and leaves its database to others', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'motcua-hostile-'));
    const file = join(folder, 'office.db');
    await runAsOwner('sqlite', `file:${file}`, ['CREATE TABLE t (a)']);
    const database = open('sqlite', `file:${file}`);
    const endless = `WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT max(n) FROM c`;

    // One that is never ended keeps a thread of libsql's, of which there are few.
    for (let ms = 0; ms < 12; ms += 1) {
      const giving = new AbortController();
      const read = database.read({ sql: endless, bindings: [] }, { signal: giving.signal });
      setTimeout(() => {
        giving.abort();
      }, ms);

      await expect(read).rejects.toMatchObject({ reason: 'CANCELLED' });
      await expect(database.read({ sql: 'SELECT 1', bindings: [] })).resolves.toEqual([[1]]);
    }

    await database.close();
    await rm(folder, { recursive: true });
  }, 30_000);
});
