import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ask } from '../../support/http/http-fixture.ts';
import { type Child, startChild } from '../../support/child.ts';

describe('the admin port of a graph', () => {
  let folder: string;
  let graph: Child;
  let url: string;
  let admin: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-admin-'));
    graph = startChild(
      process.execPath,
      [
        ...['--import', 'tsx', 'scripts/run/start.ts', '--port', '0', '--admin-port', '0'],
        ...['--demo', join(folder, 'demo'), '--copy-dir', join(folder, 'copy')],
      ],
      { env: { LOG_LEVEL: 'info', SLOW_STATEMENT_MS: '1' } },
    );
    const [, told = ''] = await graph.says(/Graph {5}(\S+)\/graphql/u);
    url = told;
    [, admin = ''] = await graph.says(/"url":"([^"]+)","msg":"figures are served"/u);
  }, 60_000);
  afterAll(async () => {
    graph.process.kill('SIGTERM');
    await graph.ended;
    rmSync(folder, { recursive: true });
  });

  const figures = async (): Promise<ReadonlyMap<string, number>> => {
    const text = await (await fetch(`${admin}/metrics`)).text();
    return new Map(
      text
        .split('\n')
        .filter((line) => line !== '' && !line.startsWith('#'))
        .map((line) => {
          const at = line.lastIndexOf(' ');
          return [line.slice(0, at), Number(line.slice(at + 1))];
        }),
    );
  };

  it('counts requests, fetches, plans and statements, and names no more operations than it should', async () => {
    const query = 'query Listed { dossiers(first: 2) { nodes { code procedure { name } } } }';
    await ask(`${url}/graphql`, { query });
    await ask(`${url}/graphql`, { query });
    await ask(`${url}/graphql`, { query: 'query Wrong { nothing }' });
    for (let n = 0; n < 120; n += 1)
      await ask(`${url}/graphql`, { query: `query Flood${n} { __typename }` });

    const counted = await figures();

    const operations = [...counted.keys()].filter((name) =>
      name.startsWith('motcua_requests_total{operation="Flood'),
    );
    expect(operations.length).toBeLessThan(100);
    expect(counted.get('motcua_requests_total{operation="Listed",outcome="ok"}')).toBe(2);
    expect(counted.get('motcua_requests_total{operation="other",outcome="ok"}')).toBeGreaterThan(
      20,
    );
    expect(counted.get('motcua_fetches_total{subgraph="onestop",outcome="ok"}')).toBe(2);
    expect(counted.get('motcua_plans_total{found="no"}')).toBeGreaterThan(0);
    expect(counted.get('motcua_plans_total{found="yes"}')).toBeGreaterThan(0);
    expect(
      counted.get('motcua_statements_total{source="H12.NC",from="LIVE",outcome="ok"}') ?? 0,
    ).toBeGreaterThan(0);
    expect(counted.get('motcua_source_up{source="VIC"}')).toBe(1);
    expect(counted.get('nodejs_eventloop_lag_seconds')).toBeGreaterThanOrEqual(0);
  }, 30_000);

  it('shows how every source does, and serves none of it to clients', async () => {
    const page = await (await fetch(`${admin}/`)).text();
    const asked = await fetch(`${url}/metrics`);

    expect(page).toMatch(/<td>VIC \(.+?\)<\/td><td>OK<\/td><td>20\d\d-/u);
    expect(page).toMatch(/<td>\d+ ms: select /u);
    expect(page).toContain('Times are in UTC.');
    expect(asked.status).toBe(404);
  });

  it('has the log tell of slow statements, without what was looked for', async () => {
    await ask(`${url}/graphql`, {
      query:
        '{ dossiers(first: 1, where: { applicantName: { contains: "Nguyễn Thị" } }) { totalCount } }',
    });
    await graph.says(/"rows":\d+,"sql":"select [^\n]+a statement was slow/u);

    expect(graph.said()).not.toContain('Nguyễn Thị');
  });
});
