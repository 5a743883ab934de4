import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startChild } from '../../support/child.ts';

describe('a command with wrong settings', () => {
  let folder: string;
  let occupied: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-wrong-'));
    occupied = join(folder, 'a-file');
    writeFileSync(occupied, '');
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const toldBy = async (script: string, ...args: readonly string[]) => {
    const child = startChild(process.execPath, ['--import', 'tsx', script, ...args], {
      // It is known who asks, or nobody wants to know: that is another fault.
      env: { SUBGRAPH_SECRET: 'a-secret-of-tests', INSECURE: 'yes' },
    });
    return { code: await child.ended, said: child.said().split('\n').filter(isNoLog) };
  };
  const gateway = (...args: readonly string[]) =>
    toldBy('gateway/main.ts', '--supergraph', 'schema/supergraph.graphql', '--port', '0', ...args);
  /** The log has its own lines beside what the command says. */
  const isNoLog = (line: string) => !line.startsWith('{');
  const isTold = (line: string) => ({ code: 2, said: [line, '--help lists all settings.', ''] });

  it('ends with a line that says what to give, and no stack', async () => {
    const unknown = gateway('--subgraph-urls', 'vik=http://127.0.0.1:1/');
    const address = gateway('--host', '192.0.2.1');
    const cors = gateway('--cors-origins', '*', '--cors-credentials', 'yes');
    const cached = gateway('--cache-control', 'Procedur=60');

    expect(await unknown).toEqual(
      isTold(
        '--subgraph-urls (or SUBGRAPH_URLS): there is no subgraph “vik”, but onestop, procedures, vic.',
      ),
    );
    expect(await address).toEqual(
      isTold('No address of this machine is that of 192.0.2.1:0: give another --host.'),
    );
    expect(await cors).toEqual(
      isTold('CORS_ORIGINS cannot be “*” where CORS_CREDENTIALS is yes: name the origins.'),
    );
    expect(await cached).toEqual(isTold('CACHE_CONTROL: there is no type “Procedur”.'));
  }, 120_000);

  it('says the same of folders that are missing, empty or cannot be written', async () => {
    const below = join(occupied, 'below');
    const demo = toldBy('scripts/run/start.ts', '--port', '0', '--demo', below);
    const copies = toldBy('scripts/run/copy.ts', '--copy-dir', below);
    const read = toldBy('scripts/run/start.ts', '--port', '0', '--copy-dir', occupied);
    const readBelow = toldBy('scripts/run/start.ts', '--port', '0', '--copy-dir', below);
    const missing = toldBy('scripts/run/subgraph.ts', 'vic', '--sources', join(folder, 'none'));
    const empty = toldBy('scripts/run/subgraph.ts', 'vic', '--sources', folder);
    const none = toldBy('scripts/run/subgraph.ts', 'vic', '--sources', occupied);

    expect(await demo).toEqual(
      isTold(`${below} cannot be written: it is no folder, or lies in none.`),
    );
    const copyDir = (path: string) =>
      isTold(`--copy-dir (or COPY_DIR) cannot be “${path}”: it is no folder, or lies in none.`);
    expect(await copies).toEqual(copyDir(below));
    expect(await readBelow).toEqual(copyDir(below));
    expect(await read).toEqual(copyDir(occupied));
    const sources = (path: string) => `--sources (or SOURCES_DIR) cannot be “${path}”`;
    expect(await missing).toEqual(isTold(`${sources(join(folder, 'none'))}: it is not there.`));
    expect(await empty).toEqual(isTold(`${sources(folder)}: it has no mapping file (*.yaml).`));
    expect(await none).toEqual(isTold(`${sources(occupied)}: it is no folder, or lies in none.`));
  }, 120_000);

  it('says so of a plan, a run of cases and a build, too', async () => {
    const plan = toldBy('scripts/trials/cases/plan.ts', '--querry', 'x');
    const planned = toldBy(
      'scripts/trials/cases/plan.ts',
      '--supergraph',
      occupied,
      '--query',
      'x',
    );
    const cases = toldBy('scripts/trials/cases/cases.ts', '--verbose');
    const build = toldBy('scripts/build/build.ts', '--verbose');

    expect(await plan).toEqual(isTold("Unknown option '--querry'."));
    expect(await planned).toEqual(isTold('x cannot be read: it is not there.'));
    const { code, said } = await cases;
    expect([code, said[0]]).toEqual([2, "Unknown option '--verbose'."]);
    expect(said.join('\n')).not.toContain(' at ');
    expect(await build).toEqual(isTold("Unknown option '--verbose'."));
  }, 120_000);

  it('prints what it would run with, and where that comes from', async () => {
    const file = join(folder, 'motcua.yaml');
    writeFileSync(file, 'gateway: { maxDepth: 7, corsOrigins: [https://a.vn, https://b.vn] }\n');
    const { code, said } = await gateway('--config', file, '--print-config');

    expect(code).toBe(0);
    expect(said).toContain(`  maxDepth: "7" # ${file}`);
    expect(said).toContain(`  corsOrigins: https://a.vn,https://b.vn # ${file}`);
    expect(said).toContain('  engine: compiled # preset');

    writeFileSync(file, 'gateway: { maxDepth: many }\n');
    const wrong = await gateway('--config', file, '--print-config');

    expect(wrong.code).toBe(2);
    expect(wrong.said).toContain(`  maxDepth: many # ${file}`);
    expect(wrong.said).toContain('MAX_DEPTH cannot be “many”: give a number of levels.');
  }, 60_000);
});
