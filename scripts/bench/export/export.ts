import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { startGateway } from '../child.ts';
import { forgetPeak, readCpuMs, readPeakMiB } from '../process-cost.ts';
import { medianOf } from '../percentiles.ts';
import { graphOver, nobody } from '../province/graph-over.ts';
import { provinceSettings } from '../province/province-settings.ts';
import { markdownTable } from '../table.ts';

const FORMATS = ['csv', 'ndjson', 'xlsx', 'parquet'] as const;

const QUERY = `{ dossiers(freshness: COPY) { nodes {
  code office { code } procedure { code name } status { value } receivedOn dueOn finishedOn } } }`;

/** What one export took. */
interface Exported {
  readonly rows: number;
  readonly bytes: number;
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

/** Takes a file in as it comes, keeping none of it. Throws where it is not whole. */
async function exportOnce(url: string, format: string, pid: number): Promise<Exported> {
  forgetPeak(pid);
  const [from, cpu] = [performance.now(), readCpuMs(pid)];
  const address = `${url}/export?${new URLSearchParams({ query: QUERY, format }).toString()}`;
  const { statusCode, body, trailers } = await request(address, { bodyTimeout: 0 });
  let bytes = 0;
  for await (const piece of body) bytes += (piece as Buffer).length;
  const rows = Number(trailers['x-export-rows']);
  if (statusCode !== 200 || !(rows > 0)) throw new Error(`no whole export: HTTP ${statusCode}`);
  return {
    rows,
    bytes,
    seconds: (performance.now() - from) / 1_000,
    cpuSeconds: (readCpuMs(pid) - cpu) / 1_000,
    peakMiB: readPeakMiB(pid),
  };
}

await runCommand(
  {
    usage: 'npm run bench:export -- --demo DIR --copy-dir DIR [--times N] [--format csv]',
    about:
      'Exports all dossiers from the copies through the whole graph: rows a second, rows a CPU-second of all threads, most memory.',
    settings: z.object({
      ...provinceSettings,
      times: z.coerce.number().int().positive().default(3).meta({
        flag: 'times',
        give: 'a number',
        about: 'how often each format is exported, after once that warms it up',
      }),
      format: z
        .enum(FORMATS)
        .optional()
        .meta({ flag: 'format', give: 'a format', about: 'the only one that is exported' }),
    }),
  },
  async ({ demo, copies, times, format: only }) => {
    const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
    let url = '';
    const start = graphOver({ demo, copies }, folder, false);
    const graph = await startGateway(
      (port) => {
        url = `http://127.0.0.1:${port}`;
        return start(port);
      },
      join(folder, 'graph.log'),
      { authorization: nobody },
    );
    try {
      const lines: (readonly string[])[] = [];
      for (const format of only === undefined ? FORMATS : [only]) {
        const taken: Exported[] = [];
        for (let time = 0; time <= times; time += 1)
          taken.push(await exportOnce(url, format, graph.pid));
        const warm = taken.slice(1);
        const of = (figure: (one: Exported) => number): number => medianOf(warm.map(figure));
        lines.push([
          format,
          ...[
            of(({ rows }) => rows),
            of(({ bytes }) => bytes / 1_048_576),
            of(({ rows, seconds }) => rows / seconds),
            of(({ rows, cpuSeconds }) => rows / cpuSeconds),
            of(({ rows, cpuSeconds }) => (cpuSeconds * 1e6) / rows),
            Math.max(...taken.map(({ peakMiB }) => peakMiB)),
          ].map((figure) => figure.toFixed(0)),
        ]);
      }
      const header = ['rows', 'MiB', 'rows a second', 'rows a CPU-second', 'CPU-µs a row'];
      process.stdout.write(`${markdownTable(['format', ...header, 'peak MiB'], lines)}\n`);
    } finally {
      await graph.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
);
