import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type Child, startChild } from '../../support/child.ts';
import { ask, fixtureSupergraph, serveFixture } from '../../support/http/http-fixture.ts';

describe('a gateway of several processes', () => {
  let folder: string;
  let file: string;
  let subgraphs: Awaited<ReturnType<typeof serveFixture>>;
  beforeAll(async () => {
    subgraphs = await serveFixture();
    folder = await mkdtemp(join(tmpdir(), 'workers-'));
    file = join(folder, 'supergraph.graphql');
    await writeFile(file, fixtureSupergraph(subgraphs.urls));
  });
  afterAll(async () => {
    await subgraphs.close();
    await rm(folder, { recursive: true });
  });

  const start = (...more: readonly string[]): Child => {
    const options = ['--port', '0', '--workers', '2', ...more];
    const args = ['--import', 'tsx', 'gateway/main.ts', '--supergraph', file, ...options];
    return startChild(process.execPath, args);
  };

  it('serves one port, adds up what they count, begins another for one that dies, and ends them all', async () => {
    const gateway = start('--admin-port', '0');
    const [, figures = ''] = await gateway.says(/"url":"([^"]+)","msg":"figures are served"/u);
    await gateway.says(/(?:"msg":"serving"[\s\S]*){2}/u);
    const urls = [...gateway.said().matchAll(/"url":"([^"]+\/graphql)"/gu)].map(([, url]) => url);
    const [url = ''] = urls;

    const query = '{ office(code: "NC") { name } }';
    const answers = [];
    for (let asked = 0; asked < 6; asked += 1) answers.push((await ask(url, { query })).body);
    const metrics = await (await fetch(`${figures}/metrics`)).text();
    const counted = [...metrics.matchAll(/^motcua_requests_total\{.*\} (\d+)$/gmu)];

    expect(new Set(urls).size).toBe(1);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(counted.reduce((sum, [, count]) => sum + Number(count), 0)).toBe(6);

    const [one = ''] = await childrenOf(gateway);
    process.kill(Number(one), 'SIGKILL');
    await gateway.says(/(?:"msg":"serving"[\s\S]*){3}/u);
    expect((await ask(url, { query })).body).toEqual(answers[0]);
    gateway.process.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
  }, 240_000);

  it('tells the figures of the others while one hangs, and goes on from those of one that has died', async () => {
    const gateway = start('--admin-port', '0');
    const [, figures = ''] = await gateway.says(/"url":"([^"]+)","msg":"figures are served"/u);
    const [, url = ''] = await gateway.says(
      /"url":"([^"]+)","msg":"serving"[\s\S]*"msg":"serving"/u,
    );
    const counted = async (): Promise<number> => {
      const metrics = await (await fetch(`${figures}/metrics`)).text();
      const [, count = 'none'] = /^motcua_requests_total\{.*\} (\d+)$/mu.exec(metrics) ?? [];
      return Number(count);
    };
    const query = '{ office(code: "NC") { name } }';
    for (let asked = 0; asked < 8; asked += 1) await ask(url, { query });
    expect(await counted()).toBe(8);

    const [one = ''] = await childrenOf(gateway);
    process.kill(Number(one), 'SIGSTOP');
    const hanging = await counted();
    process.kill(Number(one), 'SIGKILL');
    await gateway.says(/"msg":"a process has died"/u);
    const died = await counted();
    await gateway.says(/(?:"msg":"serving"[\s\S]*){3}/u);
    await ask(url, { query });

    expect([hanging, died, await counted()]).toEqual([8, 8, 9]);
    expect(gateway.said()).toContain('a process does not tell what it has counted');
    gateway.process.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
  }, 240_000);

  it('serves on where one has died that cannot begin again for now', async () => {
    const gateway = start();
    const [, url = ''] = await gateway.says(
      /"url":"([^"]+)","msg":"serving"[\s\S]*"msg":"serving"/u,
    );
    const query = '{ office(code: "NC") { name } }';
    const { body } = await ask(url, { query });
    const supergraph = await readFile(file, 'utf8');

    await writeFile(file, 'type Query {');
    await gateway.says(/(?:the old one serves on[\s\S]*){2}/u);
    const [one = ''] = await childrenOf(gateway);
    process.kill(Number(one), 'SIGKILL');
    await gateway.says(/(?:"msg":"a process has died"[\s\S]*){2}/u);
    expect((await ask(url, { query })).body).toEqual(body);

    await writeFile(file, supergraph);
    await gateway.says(/(?:"msg":"serving"[\s\S]*){3}/u);
    expect((await ask(url, { query })).body).toEqual(body);
    gateway.process.kill('SIGTERM');
    expect(await gateway.ended).toBe(0);
  }, 240_000);

  it('ends in order where each of them is told to, as by who stops a group of processes', async () => {
    const gateway = start();
    await gateway.says(/(?:"msg":"serving"[\s\S]*){2}/u);

    for (const one of await childrenOf(gateway)) process.kill(Number(one), 'SIGTERM');
    await gateway.says(/(?:"msg":"closing"[\s\S]*){2}/u);
    gateway.process.kill('SIGTERM');

    expect(await gateway.ended).toBe(0);
    expect(gateway.said().match(/"msg":"closed"/gu)).toHaveLength(2);
  }, 60_000);

  it('ends where they are told to while they load', async () => {
    const gateway = start();
    await twoOf(gateway);

    gateway.process.kill('SIGTERM');

    expect(await gateway.ended).toBe(0);
  }, 60_000);

  it('ends at once where all have died and others are to be begun later', async () => {
    const gateway = start();
    for (const deaths of [2, 4]) {
      for (const one of await twoOf(gateway)) process.kill(Number(one), 'SIGKILL');
      await gateway.says(new RegExp(`(?:a process has died[^]*){${deaths}}`, 'u'));
    }

    gateway.process.kill('SIGTERM');
    // The next would be begun after two seconds, and the one after it after four.
    const ended = await Promise.race([gateway.ended, sleep(1_500, 'goes on')]);

    expect(ended).toBe(0);
  }, 60_000);

  it('refuses a trail in files, which has one writer', async () => {
    const gateway = start('--audit-dir', join(folder, 'audit'));

    expect(await gateway.ended).toBe(2);
    expect(gateway.said()).toContain('AUDIT_URL');
  }, 60_000);
});

/** Its two processes, once it has begun them. */
async function twoOf(gateway: Child): Promise<readonly string[]> {
  for (;;) {
    const begun = await childrenOf(gateway);
    if (begun.length === 2) return begun;
    await sleep(5);
  }
}

/** The processes that it has begun, by the kernel's list. */
async function childrenOf({ process: { pid = 0 } }: Child): Promise<readonly string[]> {
  return (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
}
