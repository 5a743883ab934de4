import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { inRepository } from '../../run/subgraph-names.ts';
import { type RunningGateway, startGateway } from '../child.ts';
import { forgetPeak, readPeakMiB } from '../process-cost.ts';
import { type Cost, costOf } from '../province/cost.ts';
import { ensureYear } from '../province/data.ts';
import { readReads } from '../province/reads.ts';
import { dealOut } from './split.ts';

const FIRST = 50;

/** Communes and offices of the province; and so few as are held against them. */
const [ALL, FEW] = [110, 4];

const QUERIES = {
  page: (codes: readonly string[]) => `{
    dossiers(first: ${FIRST}, offices: ${JSON.stringify(codes)}, freshness: LIVE) {
      nodes { id code receivedOn status { value } } partial
    }
  }`,
  count: (codes: readonly string[]) => `{
    dossiers(first: 0, offices: ${JSON.stringify(codes)}, where: { status: { eq: PROCESSING } }, freshness: LIVE) {
      totalCount partial
    }
  }`,
} as const;

/** The demo knows who asks, and refuses tokens that are none. */
const nobody = (): undefined => undefined;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function askWhole({ client }: RunningGateway, query: string): Promise<void> {
  const { data, errors } = JSON.parse(await client.ask(query)) as {
    readonly data: { readonly dossiers: { readonly partial: boolean } | null };
    readonly errors?: unknown;
  };
  if (data.dossiers?.partial !== false)
    throw new Error(`no whole answer: ${JSON.stringify(errors).slice(0, 300)}`);
}

function costLine({ cpuMs, alone, together }: Cost, offices: number): string {
  const latencies = [alone, together].map(
    ({ p50, p99, error }) => error ?? `p50 ${p50.toFixed(0)}, p99 ${p99.toFixed(0)} ms`,
  );
  return `${cpuMs.toFixed(1)} CPU-ms, ${(cpuMs / offices).toFixed(2)} an office; alone ${latencies[0] ?? ''}; eight at a time ${latencies[1] ?? ''}`;
}

await runCommand(
  {
    usage: 'npm run bench:communes -- [--dir DIR] [--offices N] [--seconds N]',
    about:
      'Deals the dossiers of one office of the year out to as many, each with a database of its own, starts the whole graph over them, and weighs a page and a count over four of them and over all.',
    settings: z.object({
      dir: z.string().default(join(tmpdir(), 'motcua-bench-province')).meta({
        flag: 'dir',
        give: 'a folder',
        about: 'where the year is kept, as of bench:province',
      }),
      offices: z.coerce.number().int().min(FEW).max(999).default(ALL).meta({
        flag: 'offices',
        give: 'a number',
        about: 'how many offices there are',
      }),
      seconds: z.coerce.number().positive().default(5).meta({
        flag: 'seconds',
        give: 'a number of seconds',
        about: 'how long each is asked, one request at a time and eight',
      }),
    }),
  },
  async ({ dir, offices, seconds }) => {
    const demo = ensureYear(dir);
    const { sources, codes } = dealOut(() => demo, dir, offices);
    const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
    const running: RunningGateway[] = [];
    const start = async (level: 'warn' | 'debug') => {
      const log = join(folder, `${level}.log`);
      const began = performance.now();
      const graph = await startGateway(
        (port) => [
          ...['--heap-growing-percent=40', '--import', 'tsx', inRepository('scripts/run/start.ts')],
          ...['--port', String(port), '--demo', demo, '--sources', sources, '--insecure'],
          ...['--copy-dir', join(folder, 'no-copies'), '--log-level', level],
          ...['--policy', inRepository('scripts/run/open-policy.yaml')],
          ...['--audit-dir', join(folder, `trail-${level}`)],
        ],
        log,
        { authorization: nobody },
      );
      running.push(graph);
      return { graph, log, started: performance.now() - began };
    };
    try {
      const [quiet, telling] = [await start('warn'), await start('debug')];
      const { graph } = quiet;
      const began = performance.now();
      await askWhole(graph, QUERIES.page(codes));
      const first = performance.now() - began;
      say(
        `started in ${(quiet.started / 1_000).toFixed(1)} s, first page over ${offices} offices ${(first / 1_000).toFixed(1)} s later; at most ${readPeakMiB(graph.pid).toFixed(0)} MiB`,
      );
      forgetPeak(graph.pid);
      for (const [name, queryOf] of Object.entries(QUERIES)) {
        for (const size of [FEW, offices]) {
          const query = queryOf(codes.slice(0, size));
          await askWhole(telling.graph, query);
          await readReads(telling.log, 0);
          const before = statSync(telling.log).size;
          await askWhole(telling.graph, query);
          const { statements, rows } = (await readReads(telling.log, before)).live;
          const cost = await costOf(graph, query, seconds);
          say(
            `${name} over ${size} offices: ${costLine(cost, size)}; ${statements} statements, ${rows} rows (${size} × (first + 1) is ${size * (FIRST + 1)})`,
          );
        }
      }
      say(`at most ${readPeakMiB(graph.pid).toFixed(0)} MiB while it was asked`);
    } finally {
      await Promise.all(running.map((graph) => graph.stop()));
      rmSync(folder, { recursive: true });
    }
  },
);
