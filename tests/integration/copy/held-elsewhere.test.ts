import { afterAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openStore } from '../../../subgraphs/sources/copy/keeping/open-store.ts';
import { copyStores } from '../../support/offices/copy-stores.ts';
import { serverUrl } from '../../support/offices/servers.ts';

const server = await serverUrl('postgres');
const [store] = (await copyStores({ inCi: 'both' })).filter(({ url }) => url !== undefined);

/** The keys of advisory locks that sessions of copies hold in a database. */
const HELD = `SELECT ((CAST(classid AS bigint) << 32) | CAST(objid AS bigint))::text AS key FROM pg_locks l
  JOIN pg_database d ON d.oid = l.database WHERE locktype = 'advisory' AND granted AND datname = $1`;

(server === null || store?.url === undefined ? describe.skip : describe)(
  'a source that is copied into two databases of one PostgreSQL',
  () => {
    let stranger: pg.Client | undefined;
    afterAll(async () => {
      await stranger?.end();
      await store?.drop();
    });

    it('is held in each by who copies it there: no other database’s process is named', async () => {
      await store?.empty();
      const kept = { directory: '', url: store?.url, memory: '100MB', threads: 1 };
      const [one, other] = [openStore(kept, 'onestop'), openStore(kept, 'onestop')];
      // Who came first is told of first.
      stranger = new pg.Client({
        connectionString: server ?? '',
        application_name: 'motcua copy 0@far',
      });
      await stranger.connect();
      // Of one alone the server may happen to tell the right holder first.
      const sources = Array.from({ length: 12 }, (_, at) => `H12.${at}`);
      const held = await Promise.all(sources.map((source) => one.hold(source)));
      const name = new URL(store?.url ?? '').pathname.slice(1);
      const { rows } = await stranger.query<{ readonly key: string }>(HELD, [name]);
      for (const { key } of rows) await stranger.query('SELECT pg_advisory_lock($1)', [key]);

      const refused = await Promise.allSettled(sources.map((source) => other.hold(source)));

      await Promise.all(held.map((one) => one.letGo()));
      await Promise.all([one.close(), other.close()]);
      expect(refused.map((one) => String('reason' in one && one.reason))).toEqual(
        sources.map(() => expect.stringContaining(`another process (${process.pid}@`)),
      );
    });
  },
);
