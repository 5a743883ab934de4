import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startChild } from '../../support/child.ts';

const QUERY =
  '{ dossiers(first: 1) { nodes { code office { name } procedure { name } } partial } }';

/** Lays out what `npm ci --omit=dev` would install, without the network: links to the packages that are no development's own. */
function linkDependencies(to: string): void {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly dev?: boolean }>>;
  };
  for (const [path, { dev = false }] of Object.entries(lock.packages)) {
    if (!/^node_modules\/(?:@[^/]+\/)?[^/]+$/u.test(path) || dev) continue;
    mkdirSync(dirname(join(to, path)), { recursive: true });
    symlinkSync(resolve(path), join(to, path));
  }
}

function run(program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, {
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
  });
}

async function answerOf(url: string, query = QUERY): Promise<unknown> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

const isAnswer = { data: { dossiers: { nodes: [expect.anything()], partial: false } } };

describe('the package', () => {
  let place: string;
  let program: string;
  let demo: string;

  beforeAll(() => {
    place = mkdtempSync(join(tmpdir(), 'motcua-package-'));
    demo = join(place, 'demo');
    run('npm', 'run', 'build');
    run('npm', 'pack', '--silent', '--ignore-scripts', '--pack-destination', place);
    const [file = ''] = readdirSync(place).filter((name) => name.endsWith('.tgz'));
    run('tar', '-xzf', join(place, file), '-C', place);
    linkDependencies(place);
    program = join(place, 'package/dist/scripts/cli.js');
  }, 240_000);

  afterAll(() => {
    rmSync(place, { recursive: true, force: true });
  });

  it('tells a newcomer what there is, and how to begin', async () => {
    const help = run(program, '--help');
    const startHelp = run(program, 'start', '--help');
    const connectHelp = run(program, 'connect');
    const lookHelp = run(program, 'connect', 'look', '--help');
    const unknown = startChild(program, ['serve']);

    expect(help).toContain('motcua-graph start');
    expect(help).toMatch(/^ {2}gateway {2,}serves the graph to clients/mu);
    expect(startHelp).toMatch(/^Usage: motcua-graph start \[--port N\]/u);
    expect(connectHelp).toMatch(/^Usage: motcua-graph connect COMMAND/u);
    expect(lookHelp).toMatch(/^Usage: motcua-graph connect look URL/u);
    expect([connectHelp, lookHelp].join('\n')).not.toContain('npm run');
    expect(await unknown.ended).toBe(2);
    expect(unknown.said()).toBe('There is no command “serve”.\n--help lists all commands.\n');
  });

  it('leaves nothing half-written when it is ended while it writes the demo province', async () => {
    const child = startChild(program, ['start', '--port', '0', '--demo', demo], { cwd: place });
    await child.says(/Demo province: \d/u);
    child.process.kill('SIGTERM');

    expect(await child.ended).toBe(130);
    expect(readdirSync(place).filter((name) => name.startsWith('demo'))).toEqual([]);
  }, 30_000);

  it('serves graph and explorer without development’s packages, and ends on SIGTERM', async () => {
    // What a process that was killed has left; no process has so high a number.
    mkdirSync(`${demo}.999999999.tmp`);
    // The file by which the graph is started from outside, beside the command.
    const starter = join(dirname(program), 'start.js');
    const child = startChild(starter, ['--port', '0', '--demo', demo], { cwd: place });
    const [, url = ''] = await child.says(/Graph {5}(\S+)\/graphql/u);

    const answer = await answerOf(`${url}/graphql`);
    const page = await (await fetch(url)).text();
    const [, script = ''] = /src="(\/explorer\/graphiql\.js[^"]*)"/u.exec(page) ?? [];
    const { status } = await fetch(`${url}${script}`);
    const charting = await fetch(`${url}/statistics/charting.js`);
    child.process.kill('SIGTERM');

    expect(answer).toEqual(isAnswer);
    expect([status, charting.status]).toEqual([200, 200]);
    expect(await child.ended).toBe(0);
    expect(readdirSync(place).filter((name) => name.startsWith('demo'))).toEqual(['demo']);
  }, 60_000);

  it('copies a source, and answers from its copy', async () => {
    const copies = join(place, 'copies');
    const settings = ['--demo', demo, '--copy-dir', copies];
    const env = { COPY_KEY: Buffer.alloc(32, 7).toString('base64') };
    const copying = startChild(program, ['copy', '--source', 'H12.TT', ...settings], { env });
    expect(await copying.ended).toBe(0);

    const child = startChild(program, ['start', '--port', '0', ...settings], { cwd: place, env });
    const [, url = ''] = await child.says(/Graph {5}(\S+)\/graphql/u);
    const answer = await answerOf(
      `${url}/graphql`,
      '{ dossiers(offices: ["H12.TT"], first: 1, freshness: COPY) { nodes { source { from } } partial } }',
    );
    child.process.kill('SIGTERM');
    await child.ended;

    expect(answer).toEqual({
      data: { dossiers: { nodes: [{ source: { from: 'COPY' } }], partial: false } },
    });
    // Warnings of Node stand there too.
    expect(copying.said()).not.toContain('Warning');
  }, 60_000);

  it('serves from a checkout by npm start, which ends the server with itself', async () => {
    const child = startChild('npm', ['start', '--', '--port', '0', '--demo', demo]);
    const [, url = ''] = await child.says(/Graph {5}(\S+)\/graphql/u);
    const answer = await answerOf(`${url}/graphql`);

    child.process.kill('SIGTERM');
    // Its output is open as long as the server lives.
    await child.ended;

    expect(answer).toEqual(isAnswer);
    await expect(fetch(`${url}/health`)).rejects.toThrow();
  }, 60_000);
});
