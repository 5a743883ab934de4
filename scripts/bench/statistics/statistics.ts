import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { type RunningGateway, startGateway } from '../child.ts';
import type { ProvinceData } from '../province/data.ts';
import { graphOver, keepingNothing, nobody } from '../province/graph-over.ts';
import { provinceSettings } from '../province/province-settings.ts';
import { markdownTable } from '../table.ts';
import { untilWarm } from '../timing.ts';
import { ensureYears } from '../years/more-years.ts';
import { linesOf, queryOf, sorted, STATISTICS } from './asked.ts';
import { openByHand } from './by-hand.ts';
import { timeEach } from './turns.ts';

/** `first`: by a graph that keeps no answers; `again`: by one that has given this one before. */
const HEADER = [
  ...['statistic', 'groups', 'CPU-ms by hand', 'first', '× by hand', 'again'],
  ...['p95 by hand', 'first', 'again'],
];

/** What is answered without counting: what HTTP and the gateway take of any request. */
const NOTHING = '{ __typename }';

interface Timings {
  /** A line for each statistic. */
  readonly lines: readonly (readonly string[])[];
  /** CPU-milliseconds of a request for nothing. */
  readonly nothingMs: number;
}

/** Throws where the graph and SQL by hand do not tell the same. */
async function timeStatistics(data: ProvinceData, times: number): Promise<Timings> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
  const copies = await openByHand(data.copies);
  const start = (log: string, options: object) =>
    startGateway(graphOver(data, folder, false), join(folder, log), {
      ...options,
      authorization: nobody,
    });
  const graph = await start('graph.log', { environment: keepingNothing });
  const keeping = await start('keeping.log', {});
  try {
    for (const one of [graph, keeping]) await warmUp(one);
    const { nothing } = await timeEach(times, {
      nothing: { pid: graph.pid, ask: () => graph.client.ask(NOTHING) },
    });
    const lines: (readonly string[])[] = [];
    for (const statistic of STATISTICS) {
      const query = queryOf(statistic);
      const prepared = await copies.prepare(statistic);
      const byHand = async () => (await prepared.runAndReadAll()).getRows();
      const [wanted, told] = [sorted(await byHand()), linesOf(await graph.client.ask(query))];
      if (!isDeepStrictEqual(told, wanted))
        throw new Error(
          `${statistic.name}: ${JSON.stringify({ wanted: wanted.slice(0, 5), told: told.slice(0, 5) })}`,
        );
      const { first, again, hand } = await timeEach(times, {
        first: { pid: graph.pid, ask: () => graph.client.ask(query) },
        again: { pid: keeping.pid, ask: () => keeping.client.ask(query) },
        hand: { pid: process.pid, ask: byHand },
      });
      lines.push([
        statistic.name,
        String(told.length),
        ...[hand.cpuMs, first.cpuMs].map((ms) => ms.toFixed(1)),
        (first.cpuMs / hand.cpuMs).toFixed(2),
        again.cpuMs.toFixed(1),
        ...[hand.p95, first.p95, again.p95].map((ms) => ms.toFixed(0)),
      ]);
    }
    return { lines, nothingMs: nothing.cpuMs };
  } finally {
    await Promise.all([graph.stop(), keeping.stop()]);
    copies.close();
    rmSync(folder, { recursive: true });
  }
}

/** Has a graph answer what is least to count until it is warm: what is timed is not its compiler. */
async function warmUp({ pid, client }: RunningGateway): Promise<void> {
  const query = STATISTICS.slice(0, 1).map(queryOf).join();
  await client.run({ concurrency: 1, query: () => query, goesOn: untilWarm(pid) });
}

await runCommand(
  {
    usage: 'npm run bench:statistics -- --demo DIR --copy-dir DIR [--years N] [--times N]',
    about:
      'Times ten statistics over the copies of all offices, asked for the first time and again, in turns with SQL written by hand over the same copies; both must give the same.',
    settings: z.object({
      ...provinceSettings,
      years: z.coerce.number().int().min(1).max(50).default(1).meta({
        flag: 'years',
        give: 'a number',
        about: 'over how many years: each row of the copies once a year, written beside them',
      }),
      times: z.coerce.number().int().positive().default(20).meta({
        flag: 'times',
        give: 'a number',
        about: 'how often each is asked at the least',
      }),
    }),
  },
  async ({ demo, copies, years, times }) => {
    const year = { demo, copies };
    const data = years === 1 ? year : await ensureYears(year, years);
    const { lines, nothingMs } = await timeStatistics(data, times);
    process.stdout.write(`${markdownTable(HEADER, lines)}\n`);
    process.stdout.write(`\n${NOTHING}: ${nothingMs.toFixed(1)} CPU-ms\n`);
  },
);
