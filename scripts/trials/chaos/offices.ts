import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startTcpProxy, type TcpProxy } from './tcp-proxy.ts';
import { ensureDemoData } from '../../demo/ensure.ts';
import { legacyFixtures, loadOffice } from '../../demo/legacy-fixtures.ts';
import { runAsOwner } from '../../demo/writers/owner.ts';
import { inRepository } from '../../run/subgraph-names.ts';

const DATABASE = 'motcua_chaos';

/** One-stops on PostgreSQL and MariaDB behind proxies, the others as SQLite files, all in a folder of their own. */
export interface ChaosOffices {
  readonly sources: string;
  readonly demo: string;
  readonly proxies: Readonly<Record<'postgres' | 'mysql', TcpProxy>>;
  close(): Promise<void>;
}

const SERVERS = [
  { client: 'postgres', port: 5432, office: 'nam-can.yaml' },
  { client: 'mysql', port: 3306, office: 'cai-nuoc.yaml' },
] as const;

/** Makes a database of its own on each server, loads an office into it, and writes the mapping files. */
export async function openChaosOffices(
  urls: Readonly<Record<'postgres' | 'mysql', string>>,
): Promise<ChaosOffices> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-chaos-'));
  const [sources, demo] = [join(folder, 'sources'), join(folder, 'demo')];
  mkdirSync(sources);
  await ensureDemoData({ directory: demo });
  cpSync(inRepository('subgraphs/onestop/sources'), sources, { recursive: true });
  const fixtures = legacyFixtures({ seed: 2016, dossiers: 300 });

  const proxies: Partial<Record<'postgres' | 'mysql', TcpProxy>> = {};
  for (const { client, port, office } of SERVERS) {
    const fixture = fixtures.find(({ mapping }) => mapping === office);
    if (fixture === undefined) throw new Error(`The demo has no office ${office}`);
    await runAsOwner(client, urls[client], [
      `DROP DATABASE IF EXISTS ${DATABASE}`,
      `CREATE DATABASE ${DATABASE}`,
    ]);
    const own = new URL(urls[client]);
    own.pathname = `/${DATABASE}`;
    await loadOffice({ client, url: own.href }, fixture);
    const proxy = await startTcpProxy(own.href, port);
    proxies[client] = proxy;
    const mapping = readFileSync(join(sources, office), 'utf8')
      .replace('client: sqlite', `client: ${client}`)
      .replace(/url: file:.*/u, `url: ${proxy.url}\n  statementTimeout: 2s\n  connectTimeout: 1s`)
      // Server tables lie in the usual schema, under their bare names.
      .replaceAll('table: dbo.', 'table: ');
    writeFileSync(join(sources, office), mapping);
    chmodSync(join(sources, office), 0o600);
  }

  // What is written over one that has become a server's would be at fault: it names a file where there is none.
  const served = SERVERS.map(({ office }) => office);
  for (const file of readdirSync(sources)) {
    const text = readFileSync(join(sources, file), 'utf8');
    if (served.some((office) => new RegExp(`^include:.*\\b${office}`, 'mu').test(text)))
      rmSync(join(sources, file));
  }

  return {
    sources,
    demo,
    proxies: proxies as Record<'postgres' | 'mysql', TcpProxy>,
    async close() {
      for (const { client } of SERVERS) {
        await proxies[client]?.down();
        await runAsOwner(client, urls[client], [`DROP DATABASE IF EXISTS ${DATABASE}`]);
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
