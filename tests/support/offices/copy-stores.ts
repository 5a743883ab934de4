import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { serverUrl } from './servers.ts';
import { IN_CI } from '../run/runs.ts';

/** Where a test keeps copies. */
export interface TestStore {
  readonly kept: 'in files' | 'in PostgreSQL';
  /** As `COPY_URL` is: a database of this process's own. */
  readonly url: string | undefined;
  /** Makes it; and leaves nothing of copies in it, where it is made already. Folders are new ones anyway. */
  readonly empty: () => Promise<void>;
  readonly drop: () => Promise<void>;
}

const FILES: TestStore = {
  kept: 'in files',
  url: undefined,
  empty: () => Promise.resolve(),
  drop: () => Promise.resolve(),
};

/**
 * Every store of copies that can be tested here, each to be held to the same. CI has time for one of them in some suites: the
 * one that no other suite copies into.
 */
export async function copyStores({
  inCi,
}: {
  readonly inCi: 'both' | 'one';
}): Promise<readonly TestStore[]> {
  const server = await serverUrl('postgres');
  if (server === null) return [FILES];
  return IN_CI && inCi === 'one' ? [inPostgres(server)] : [FILES, inPostgres(server)];
}

function inPostgres(server: string): TestStore {
  const name = `motcua_copies_${process.pid}`;
  const url = new URL(server);
  url.pathname = name;
  const run = (where: string, ...sql: readonly string[]) => runAsOwner('postgres', where, sql);
  let isMade = false;
  return {
    kept: 'in PostgreSQL',
    url: url.href,
    async empty() {
      if (!isMade) await run(server, `CREATE DATABASE ${name} TEMPLATE template0 ENCODING 'UTF8'`);
      isMade = true;
      await run(
        url.href,
        `DO $$ DECLARE s name; BEGIN
           FOR s IN SELECT nspname FROM pg_namespace WHERE nspname LIKE 'motcua_cop%' LOOP
             EXECUTE format('DROP SCHEMA %I CASCADE', s);
           END LOOP; END $$`,
      );
    },
    async drop() {
      if (isMade) await run(server, `DROP DATABASE ${name} WITH (FORCE)`);
      isMade = false;
    },
  };
}
