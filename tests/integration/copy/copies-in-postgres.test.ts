import { afterAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { pino } from 'pino';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import type { CopyWriter, HeldSource } from '../../../subgraphs/sources/copy/keeping/copy-store.ts';
import { schemaStore } from '../../../subgraphs/sources/copy/keeping/schemas/schema-store.ts';
import { isListed } from '../../../subgraphs/sources/copy/writing/copying.ts';
import { startTcpProxy } from '../../../scripts/trials/chaos/tcp-proxy.ts';
import { mapping, openCopiedOffice } from '../../support/offices/copied-office.ts';
import { copyStores } from '../../support/offices/copy-stores.ts';

const [its] = (await copyStores({ inCi: 'one' })).filter(({ kept }) => kept === 'in PostgreSQL');

(its === undefined ? describe.skip : describe)('copies in PostgreSQL', () => {
  const { url = '', empty, drop } = its ?? {};
  beforeEach(() => empty?.());
  afterAll(() => drop?.());

  /** Writes as who copies `H12.XX` does; resolves to what the log says of it. */
  async function holding(work: (held: HeldSource) => Promise<void>): Promise<readonly unknown[]> {
    const said: unknown[] = [];
    const log = pino({}, { write: (line: string) => said.push(JSON.parse(line)) });
    const store = schemaStore({ url, subgraph: 'onestop', log });
    const held = await store.hold('H12.XX');
    await work(held).finally(() => held.letGo());
    await store.close();
    return said;
  }
  const published = async (held: HeldSource) => {
    const writer = await held.begin();
    await writer.table('t', [{ name: '_key', type: 'code' }]);
    return writer.publish();
  };

  it('are looked up by keys with signs that PostgreSQL cannot keep', async () => {
    await holding(async (held) => {
      const writer = await held.begin();
      await writer.table('t', [{ name: '_key', type: 'code' }]);
      await writer.append('t', [['a\0b'], ['c\0'], ['d']]);
      const listed = await writer.query(`SELECT _key FROM "t" WHERE ${isListed('_key')}`, [
        ['a\0b', 'd'],
      ]);
      const alone = await writer.query('SELECT COUNT(*) FROM "t" WHERE _key = $1', ['c\0']);
      await writer.abandon();

      expect(listed).toEqual([['a\u{FFFD}b'], ['d']]);
      expect(listed).toEqual([[writer.kept('a\0b')], [writer.kept('d')]]);
      expect(alone).toEqual([['1']]);
    });
  });

  it('have what hangs under such a sign once, though rows of several pages refer to it', async () => {
    const office = openCopiedOffice({
      url,
      yaml: mapping().replace('    parent: hoso\n', '    parent: { noi: trichyeu }\n'),
    });
    office.change(
      'ALTER TABLE buoc ADD COLUMN noi TEXT',
      "UPDATE hoso SET trichyeu = 'x' || char(0) || 'y'",
      "UPDATE buoc SET noi = 'x' || char(0) || 'y' WHERE id = 20",
    );

    const { place } = await office.copy();
    await office.close();

    const client = new pg.Client({ connectionString: url });
    await client.connect();
    const { rows } = await client.query(
      `SELECT CAST(COUNT(*) AS int) AS steps FROM "${place}"."dossier/steps"`,
    );
    await client.end();
    expect(rows).toEqual([{ steps: 1 }]);
  });

  it('are let go of when it is time to end, though their server does not answer any more', async () => {
    const proxy = await startTcpProxy(url, 5432);
    const store = schemaStore({ url: proxy.url, subgraph: 'onestop' });
    const ending = new AbortController();
    const held = await store.hold('H12.XX', ending.signal);
    const writer = await held.begin();
    proxy.behave('silence');
    const written = writer.query('SELECT 1');
    written.catch(() => undefined);

    ending.abort();

    await expect(written).rejects.toThrow('COPY_URL');
    await writer.abandon();
    await held.letGo();
    await store.close();
    await proxy.down();
  });

  it('are taken for gone where their server is silent, and not while it works at a statement', async () => {
    const proxy = await startTcpProxy(url, 5432);
    const store = schemaStore({ url: proxy.url, subgraph: 'onestop' });
    const sleeping = (seconds: number) => ({
      sql: 'SELECT 1 AS one FROM pg_sleep($1)',
      bindings: [seconds],
    });

    expect(await store.read(sleeping(5))).toEqual([[1]]);

    const began = performance.now();
    const asked = store.read(sleeping(1));
    asked.catch(() => undefined);
    proxy.behave('silence');
    await expect(asked).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    expect(performance.now() - began).toBeLessThan(12_000);

    await proxy.down();
    await store.close();
  }, 60_000);

  it.each([
    ['a statement', (writer: CopyWriter) => writer.query('SELECT 1')],
    ['rows', (writer: CopyWriter) => writer.append('t', [['x']])],
  ])('are given up in a pass whose server does not answer %s any more', async (_what, ask) => {
    const proxy = await startTcpProxy(url, 5432);
    const store = schemaStore({ url: proxy.url, subgraph: 'onestop' });
    const held = await store.hold('H12.XX');
    const writer = await held.begin();
    await writer.table('t', [{ name: 'c', type: 'text' }]);
    proxy.behave('silence');
    const timeouts = jest.spyOn(globalThis, 'setTimeout');
    try {
      const written = ask(writer);
      written.catch(() => undefined);
      await new Promise(setImmediate);
      const [timeout] = timeouts.mock.calls.find(([, delay]) => delay === 600_000) ?? [];
      timeout?.();

      await expect(written).rejects.toThrow('COPY_URL');
    } finally {
      timeouts.mockRestore();
      await writer.abandon();
      await held.letGo();
      await store.close();
      await proxy.down();
    }
  });

  it('of all rows leave nothing of changes that were broken off', async () => {
    const inOrder = async () => {
      const client = new pg.Client({ connectionString: url });
      await client.connect();
      const { rows } = await client.query<{ state: string }>(
        'SELECT state FROM motcua_copies.registry ORDER BY state DESC',
      );
      await client.end();
      return rows.map(({ state }) => state);
    };
    await holding(async (held) => {
      const base = await published(held);
      await (await held.beginOn(base)).abandon();
      const before = await inOrder();
      await (await held.begin()).abandon();

      expect(before).toEqual(['whole', 'changes']);
      expect(await inOrder()).toEqual(['whole', 'unfinished']);
    });
  });

  it('are copied though an old one cannot be dropped, which the log says', async () => {
    const said = await holding(async (held) => {
      for (let times = 0; times < 3; times++) await published(held);
      await runAsOwner('postgres', url, [
        `UPDATE motcua_copies.registry SET replaced = now() - interval '1 hour' WHERE replaced IS NOT NULL`,
        `CREATE FUNCTION motcua_copies.refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`,
        `CREATE TRIGGER refuse BEFORE DELETE ON motcua_copies.registry FOR EACH ROW EXECUTE FUNCTION motcua_copies.refuse()`,
      ]);

      expect(await published(held)).toMatchObject({ source: 'H12.XX', generation: 4 });
    });

    expect(said).toMatchObject([
      { level: 40, msg: expect.stringMatching(/^Old copies cannot be dropped: /u) },
    ]);
  });
});
