import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('refuses a trail in files, which has one writer', async () => {
    const gateway = start('--audit-dir', join(folder, 'audit'));

    expect(await gateway.ended).toBe(2);
    expect(gateway.said()).toContain('AUDIT_URL');
  }, 60_000);
});

/** The processes that it has begun, by the kernel's list. */
async function childrenOf({ process: { pid = 0 } }: Child): Promise<readonly string[]> {
  return (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
}
