import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { startGateway } from '../child.ts';
import type { ProvinceData } from '../province/data.ts';
import { graphOver, nobody } from '../province/graph-over.ts';
import { provinceSettings } from '../province/province-settings.ts';
import { markdownTable } from '../table.ts';
import { ensureYears } from '../years/more-years.ts';
import { linesOf, queryOf, sorted, STATISTICS } from './asked.ts';
import { openByHand } from './by-hand.ts';
import { timeBoth } from './turns.ts';

const HEADER = [
  ...['statistic', 'groups', 'CPU-ms by hand', 'CPU-ms graph', 'ratio'],
  ...['p95 by hand', 'p50 graph', 'p95 graph'],
];

/** A line for each statistic. Throws where the graph and SQL by hand do not tell the same. */
async function timeStatistics(
  data: ProvinceData,
  times: number,
): Promise<readonly (readonly string[])[]> {
  const folder = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
  const hand = await openByHand(data.copies);
  const graph = await startGateway(graphOver(data, folder, false), join(folder, 'graph.log'), {
    authorization: nobody,
  });
  try {
    const lines: (readonly string[])[] = [];
    for (const statistic of STATISTICS) {
      const query = queryOf(statistic);
      const prepared = await hand.prepare(statistic);
      const byHand = async () => (await prepared.runAndReadAll()).getRows();
      const [wanted, told] = [sorted(await byHand()), linesOf(await graph.client.ask(query))];
      if (!isDeepStrictEqual(told, wanted))
        throw new Error(
          `${statistic.name}: ${JSON.stringify({ wanted: wanted.slice(0, 5), told: told.slice(0, 5) })}`,
        );
      const [its, itsByHand] = await timeBoth(
        times,
        { pid: graph.pid, ask: () => graph.client.ask(query) },
        { pid: process.pid, ask: byHand },
      );
      lines.push([
        statistic.name,
        String(told.length),
        ...[itsByHand.cpuMs, its.cpuMs].map((ms) => ms.toFixed(1)),
        (its.cpuMs / itsByHand.cpuMs).toFixed(2),
        ...[itsByHand.p95, its.p50, its.p95].map((ms) => ms.toFixed(0)),
      ]);
    }
    return lines;
  } finally {
    await graph.stop();
    hand.close();
    rmSync(folder, { recursive: true });
  }
}

await runCommand(
  {
    usage: 'npm run bench:statistics -- --demo DIR --copy-dir DIR [--years N] [--times N]',
    about:
      'Times ten statistics over the copies of all offices, in turns with SQL written by hand over the same copies; both must give the same.',
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
    const lines = await timeStatistics(years === 1 ? year : await ensureYears(year, years), times);
    process.stdout.write(`${markdownTable(HEADER, lines)}\n`);
  },
);
