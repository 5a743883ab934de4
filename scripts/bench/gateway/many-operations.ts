import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { runCommand } from '../../../service/settings/arguments.ts';
import { freePort, startGateway, startStubs } from '../child.ts';
import { readHeapMiB } from '../heap.ts';
import { coldQuery } from './operations.ts';
import { rivals } from './rivals.ts';
import { composeBench } from './subgraphs.ts';

const CONCURRENCY = 8;
const LINES = 10;

const settings = z.object({
  operations: z.coerce
    .number()
    .int()
    .min(LINES)
    .default(100_000)
    .meta({
      flag: 'operations',
      give: `a number, ${LINES} at least`,
      about: 'how many distinct operations are sent',
    }),
  rival: z
    .enum(rivals.map(({ name }) => name))
    .default('ours-compiled')
    .meta({
      flag: 'rival',
      give: rivals.map(({ name }) => name).join(' or '),
      about: 'to which gateway',
    }),
});

function say(...cells: readonly (string | number)[]): void {
  process.stdout.write(`| ${cells.map((cell) => String(cell).padStart(10)).join(' | ')} |\n`);
}

function readRssMiB(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/mu.exec(status)?.[1] ?? 0) / 1_024;
}

await runCommand(
  {
    usage: 'npm run bench:operations -- [--operations 100000] [--rival ours-compiled]',
    about: [
      'Sends operations of which none comes twice, and tells ten times what memory the gateway holds: of the operating',
      'system, and on its heap after a collection of garbage that is asked for through V8’s inspector.',
    ].join('\n'),
    settings,
  },
  async ({ operations, rival }) => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
    const stubs = await startStubs();
    const supergraph = join(directory, 'supergraph.graphql');
    writeFileSync(supergraph, composeBench(stubs.urls));
    const command = rivals.find(({ name }) => name === rival)?.command ?? (() => []);
    const inspector = await freePort();
    const gateway = await startGateway(
      (port) => [`--inspect=127.0.0.1:${inspector}`, ...command(supergraph, port)],
      join(directory, `${rival}.log`),
    );
    try {
      say('operations', 'RSS MiB', 'heap MiB', 'ops/s');
      let asked = 0;
      for (let line = 1; line <= LINES; line += 1) {
        const { seconds, latencies } = await gateway.client.run({
          concurrency: CONCURRENCY,
          query: () => coldQuery((asked += 1)),
          goesOn: (sent) => sent < Math.ceil(operations / LINES),
        });
        const rss = readRssMiB(gateway.pid);
        const heap = await readHeapMiB(inspector);
        say(asked, rss.toFixed(0), heap.toFixed(1), (latencies.length / seconds).toFixed(0));
      }
    } finally {
      await gateway.stop();
      await stubs.stop();
      rmSync(directory, { recursive: true });
    }
  },
);
