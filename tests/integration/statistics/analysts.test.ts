import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { inRepository } from '../../../scripts/run/subgraph-names.ts';
import { startedGraph, type StartedGraph } from '../../support/graphs/started-graph.ts';

const page = readFileSync(inRepository('docs/analysts.md'), 'utf8');

/** The page's blocks in a language, in their order. */
function blocks(language: string): readonly string[] {
  return [...page.matchAll(new RegExp(`\`\`\`${language}\\n(.*?)\`\`\``, 'gsu'))].map(
    ([, text = '']) => text,
  );
}

describe('docs/analysts.md', () => {
  let graph: StartedGraph | undefined;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'motcua-analyst-'));
    graph = await startedGraph(['npm', 'start', '--'], join(folder, 'demo'));
  }, 120_000);
  afterAll(async () => {
    await graph?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  const run = async (command: string): Promise<string> => {
    const here = command.replaceAll('http://localhost:4000', graph?.url ?? '');
    return (await promisify(execFile)('bash', ['-ec', here], { cwd: folder })).stdout;
  };
  const linesIn = (file: string): readonly string[] =>
    readFileSync(join(folder, file), 'utf8').trimEnd().split('\r\n');

  it('leads from the first count to the report’s file, every command as it stands there', async () => {
    const [late = '', report = ''] = blocks('graphql');
    writeFileSync(join(folder, 'late.graphql'), late);
    writeFileSync(join(folder, '06a.graphql'), report);

    const told: string[] = [];
    for (const command of blocks('sh')) told.push(await run(command));

    const [count = '', applicants = ''] = told;
    const rows = told.at(-1) ?? '';
    expect(JSON.parse(count)).toMatchObject({
      data: { dossierStatistics: { total: { count: expect.any(Number) }, partial: false } },
    });
    expect(JSON.parse(applicants)).toMatchObject({
      data: {
        dossierStatistics: {
          total: { applicants: { distinct: expect.any(Number), unknown: expect.any(Number) } },
          partial: false,
        },
      },
    });
    expect(linesIn('late.csv')[0]).toBe(
      '\uFEFFoffice.name;quarter;measures.count;measures.timeliness.lateShare',
    );
    expect(linesIn('late.csv').length).toBeGreaterThan(30);
    expect(linesIn('06a.csv')).toHaveLength(11);
    for (const file of ['06a.xlsx', '07b.xlsx'])
      expect(readFileSync(join(folder, file)).subarray(0, 2).toString()).toBe('PK');
    expect(JSON.parse(rows)).toMatchObject({ manifest: { complete: true, partial: false } });
  }, 60_000);
});
