import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { readLine } from '../../../gateway/access/audit/chain.ts';
import {
  openPostgresTrail,
  readPostgresTrail,
} from '../../../gateway/access/audit/postgres-store.ts';
import { seenLines } from '../../../gateway/access/audit/reports/seen-lines.ts';
import {
  openSigningKey,
  publicFileOf,
  readPublicKey,
} from '../../../gateway/access/audit/signing-key.ts';
import { openTrail, type Trail } from '../../../gateway/access/audit/trail.ts';
import { verifyTrail } from '../../../gateway/access/audit/verify.ts';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { startChild } from '../../support/child.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { seen, trailFolder } from '../../support/trail.ts';

const server = await serverUrl('postgres');
const SCHEMA = `trail_${process.pid}`;
const DAY_MS = 86_400_000;
const NOON = Date.parse('2026-11-20T12:00:00+07:00');

const folder = trailFolder();
const keys = ['a', 'b', 'c'].map((name) => join(folder.directory, `${name}.key`));
let url: string;
let sql: pg.Client;

beforeAll(async () => {
  if (server === null) return;
  const within = new URL(server);
  within.searchParams.set('options', `-csearch_path=${SCHEMA}`);
  url = String(within);
  sql = new pg.Client({ connectionString: url });
  await sql.connect();
});
beforeEach(() => sql.query(`CREATE SCHEMA ${SCHEMA}`));
afterEach(() => sql.query(`DROP SCHEMA ${SCHEMA} CASCADE`));
afterAll(async () => {
  folder.remove();
  if (server !== null) await sql.end();
});

/** A gateway's trail, signed with its own key. */
async function gateway(
  key: string,
  { clock, keepDays }: { readonly clock?: () => number; readonly keepDays?: number } = {},
): Promise<Trail> {
  return openTrail({
    store: await openPostgresTrail(url),
    key: openSigningKey(key),
    keepDays,
    ...(clock && { clock }),
    onError: (error) => {
      throw error;
    },
  });
}

const verify = () =>
  verifyTrail(
    readPostgresTrail(url),
    keys.map((key) => readPublicKey(publicFileOf(key))),
  );

async function requests(from?: string, to?: string): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const { request } of seenLines(readPostgresTrail(url, from, to))) found.push(request);
  return found;
}

const day = (n: number) => NOON + n * DAY_MS;

/** Three days that one gateway has written. */
async function threeDays(): Promise<void> {
  let now = NOON;
  const trail = await gateway(keys[0]!, { clock: () => now });
  for (const n of [0, 1, 2]) {
    now = day(n);
    await trail.record(seen(`day-${n}`));
  }
  await trail.close();
}

(server === null ? describe.skip : describe)('a trail that several gateways write', () => {
  it('is one chain with a line for each entry, and holds by the keys of all of them', async () => {
    const gateways: Trail[] = [];
    for (const key of keys) gateways.push(await gateway(key));
    const entries = Array.from({ length: 150 }, (_, n) => `request-${n}`);

    await Promise.all(
      entries.map(async (request, n) => {
        await new Promise((resolve) => setTimeout(resolve, n));
        await gateways[n % 3]!.record(seen(request));
      }),
    );
    for (const one of gateways) {
      await one.record(seen('last'));
      await one.close();
    }

    const { broken, lines } = await verify();
    expect(broken).toBeUndefined();
    const written = [...entries, 'last', 'last', 'last'];
    expect((await requests()).toSorted()).toEqual(written.toSorted());
    const signed = await sql.query(`SELECT line FROM motcua_trail WHERE line LIKE '%checkpoint%'`);
    const signers = signed.rows.map(({ line }) => readLine(line)?.says['key']);
    expect(new Set(signers).size).toBe(3);
    expect(lines).toBe(written.length + signers.length);
  });

  it('does not hold by the key of one of them alone', async () => {
    for (const key of keys.slice(0, 2)) {
      const one = await gateway(key);
      await one.record(seen('mine'));
      await one.close();
    }

    const held = await verifyTrail(readPostgresTrail(url), [readPublicKey(publicFileOf(keys[0]!))]);

    expect(held.broken?.reason).toContain('signed by another key');
  });

  it.each([
    ['changed', `UPDATE motcua_trail SET line = replace(line, 'day-1', 'day-9') WHERE n = 4`],
    ['taken out', 'DELETE FROM motcua_trail WHERE n = 4'],
    ['taken from the beginning', 'DELETE FROM motcua_trail WHERE n < 3'],
  ])('does not hold where a line was %s', async (_what, change) => {
    await threeDays();
    expect(await verify()).not.toHaveProperty('broken');

    await sql.query(change);

    expect(await verify()).toHaveProperty('broken');
  });

  it.each([
    ['the end was cut off', 'DELETE FROM motcua_trail WHERE n >= 3'],
    ['all was taken away', 'DELETE FROM motcua_trail'],
    ['a line was changed', `UPDATE motcua_trail SET line = replace(line, 'theirs', 'other')`],
    ['the beginning was cut off, and none says so', 'DELETE FROM motcua_trail WHERE n < 4'],
  ])('is written no further by one who knows it otherwise: %s', async (_what, change) => {
    const [mine, theirs] = [await gateway(keys[0]!), await gateway(keys[1]!)];
    await mine.record(seen('mine'));
    await mine.record(seen('mine'));
    await theirs.record(seen('theirs'));

    await sql.query(change);

    await expect(mine.record(seen('mine'))).rejects.toThrow('it was changed');
    await mine.close().catch(() => undefined);
    await theirs.close().catch(() => undefined);
  });

  it('is shortened by whole days, and says so before a line is gone; who was idle goes on', async () => {
    let now = NOON;
    const idle = await gateway(keys[1]!, { clock: () => now });
    await idle.record(seen('before'));
    await threeDays();
    now = day(2);
    const trail = await gateway(keys[0]!, { clock: () => now, keepDays: 1 });
    await trail.shorten();
    await idle.record(seen('after'));
    await idle.close();
    await trail.close();

    expect(await verify()).not.toHaveProperty('broken');
    expect(await requests()).toEqual(['day-1', 'day-2', 'after']);
  });

  it('is read by days', async () => {
    await threeDays();

    expect(await requests('2026-11-21', '2026-11-21')).toEqual(['day-1']);
    expect(await requests('2026-11-21')).toEqual(['day-1', 'day-2']);
  });

  it('serves again once its database does', async () => {
    const trail = await gateway(keys[0]!);
    await trail.record(seen('before'));
    await sql.query('ALTER TABLE motcua_trail RENAME TO elsewhere');
    await expect(trail.record(seen('lost'))).rejects.toThrow('does not exist');
    await sql.query('ALTER TABLE elsewhere RENAME TO motcua_trail');
    await sql.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'motcua-trail'`,
    );
    await trail.record(seen('after'));
    await trail.close();

    expect(await requests()).toEqual(['before', 'after']);
    expect(await verify()).not.toHaveProperty('broken');
  });

  it('is begun by several gateways at the same time', async () => {
    const trails = await Promise.all(keys.map((key) => gateway(key)));
    await Promise.all(trails.map((trail, at) => trail.record(seen(`of ${at}`))));
    await Promise.all(trails.map((trail) => trail.close()));

    expect(new Set(await requests())).toEqual(new Set(['of 0', 'of 1', 'of 2']));
    expect(await verify()).not.toHaveProperty('broken');
  });

  it('is read and added to by an account that may do nothing else', async () => {
    await threeDays();
    const role = `writer_${process.pid}`;
    await sql.query(`CREATE ROLE ${role} LOGIN; GRANT USAGE ON SCHEMA ${SCHEMA} TO ${role};
      GRANT SELECT, INSERT ON motcua_trail TO ${role}`);
    const as = new URL(url);
    as.username = role;
    const trail = openTrail({
      store: await openPostgresTrail(String(as)),
      key: openSigningKey(keys[2]!),
      onError: () => undefined,
    });
    await trail.record(seen('mine'));
    await trail.close();
    await sql.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);

    expect(await verify()).not.toHaveProperty('broken');
  });

  it('is verified by npm run audit', async () => {
    await threeDays();
    const args = [
      'scripts/audit/audit.ts',
      'verify',
      '--public-key',
      keys.map(publicFileOf).join(),
    ];
    const { stdout } = spawnSync(process.execPath, ['--import', 'tsx', ...args], {
      cwd: inRepository('.'),
      env: { ...process.env, AUDIT_URL: url },
      encoding: 'utf8',
    });

    expect(stdout).toMatch(/^The trail holds: \d+ lines\.\nKeep elsewhere/);
  }, 60_000);

  it('has a line for every answer that a client has received of a gateway that is killed under load', async () => {
    const settings = JSON.stringify({ auditUrl: url, auditKey: keys[0] });
    const killed = startChild(
      process.execPath,
      [
        ...[
          '--import',
          'tsx',
          inRepository('tests/support/graphs/small-graph-process.ts'),
          settings,
        ],
      ],
      { env: { TMPDIR: folder.directory } },
    );
    const [graph] = await killed.says(/http:\S+/);
    const other = await gateway(keys[1]!);
    const received: string[] = [];
    const clients = Array.from({ length: 16 }, async () => {
      for await (const request of namesAskedOf(graph)) received.push(request);
    });
    while (received.length < 60) {
      await other.record(seen('another gateway’s'));
      await wait(5);
    }
    killed.process.kill('SIGKILL');
    await Promise.all([killed.ended, ...clients]);
    await other.record(seen('afterwards'));
    await other.close();

    const found = new Set(await requests());
    expect(received.filter((request) => !found.has(request))).toEqual([]);
    expect(found).toContain('afterwards');
    expect(await verify()).not.toHaveProperty('broken');
  }, 120_000);
});

/** The ids of requests whose answers told names, asked one after another for as long as anybody answers. */
async function* namesAskedOf(graph: string): AsyncGenerator<string> {
  const body = JSON.stringify({ query: '{ dossiers { nodes { applicant { name } } } }' });
  const headers = { 'content-type': 'application/json' };
  for (;;) {
    const response = await fetch(graph, { method: 'POST', headers, body }).catch(() => undefined);
    const answer = await response?.text().catch(() => undefined);
    if (response === undefined || answer === undefined) return;
    // A busy machine refuses some.
    if (answer.includes('"name":"')) yield response.headers.get('x-request-id') ?? '';
  }
}
