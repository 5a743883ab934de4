import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { runCommand } from '../../service/arguments.ts';
import { startGateway, startStubs, type RunningGateway, type Stubs } from './child.ts';
import { installHive } from './hive.ts';
import { benchOperations, type BenchOperation } from './operations.ts';
import { forgetPeak, readCpuMs, readPeakMiB } from './process-cost.ts';
import { rivals, type Rival } from './rivals.ts';
import { composeBench } from './subgraphs.ts';
import { tableOf, type Row } from './table.ts';

/** Each rival's requests come in so many turns, so that a busy minute of the machine meets all of them. */
const TURNS = 3;
/**
 * CPU-time that each gateway takes before it is timed: enough for the just-in-time compiler to have done with it.
 * A count of requests would leave the cheapest gateway cold, and a time by the clock all of them on a busy machine.
 */
const WARM_UP_CPU_MS = 1_500;
/** Requests between two looks at the gateway's CPU-time. */
const LOOK_EVERY = 16;

const names = (all: readonly { readonly name: string }[]) =>
  z
    .string()
    .default('')
    .transform((text) => text.split(',').filter(Boolean))
    .pipe(z.array(z.enum(all.map(({ name }) => name))))
    .transform((chosen) => (chosen.length === 0 ? all.map(({ name }) => name) : chosen));

const settings = z.object({
  only: names(benchOperations).meta({
    flag: 'only',
    give: `operations, separated by commas: ${benchOperations.map(({ name }) => name).join(', ')}`,
    about: 'which operations to time, if not all',
  }),
  rivals: names(rivals).meta({
    flag: 'rivals',
    give: `gateways, separated by commas: ${rivals.map(({ name }) => name).join(', ')}`,
    about: 'which gateways to time, if not all',
  }),
  requests: z.coerce
    .number()
    .int()
    .min(TURNS)
    .optional()
    .meta({
      flag: 'requests',
      give: `a number of requests, ${TURNS} at least`,
      about: 'requests of an operation to each gateway, if not as the operation says',
    }),
  profile: z.string().optional().meta({
    flag: 'profile',
    give: 'a folder',
    about: 'writes a CPU profile of each gateway there; the figures are then not to be quoted',
  }),
});

interface Contender {
  readonly rival: Rival;
  readonly gateway: RunningGateway;
}

/** What a rival's turns at one operation add up to. */
interface Sum {
  cpuMs: number;
  seconds: number;
  fetches: number;
  peakMiB: number;
  readonly latencies: number[];
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Throws unless all contenders answer an operation with the same data and no error. */
async function compareAnswers(
  { name, query }: BenchOperation,
  contenders: readonly Contender[],
): Promise<void> {
  let first: unknown;
  for (const { rival, gateway } of contenders) {
    const text = await gateway.client.ask(query(0));
    const { data, errors } = JSON.parse(text) as { data?: unknown; errors?: unknown };
    first ??= data;
    if (errors !== undefined || !isDeepStrictEqual(data, first)) {
      throw new Error(`${name}: ${rival.name} answers otherwise: ${text.slice(0, 500)}`);
    }
  }
}

/** Times an operation on all contenders, in turns; the first turn only warms them up. */
async function time(
  operation: BenchOperation,
  requests: number,
  contenders: readonly Contender[],
  stubs: Stubs,
): Promise<readonly Row[]> {
  const runs = contenders.map((contender) => ({ contender, sum: emptySum(), asked: 0 }));
  for (let turn = 0; turn <= TURNS; turn++) {
    for (const run of runs) {
      const { gateway } = run.contender;
      forgetPeak(gateway.pid);
      await stubs.order({ delayMs: operation.delayMs });
      const cpuBefore = readCpuMs(gateway.pid);
      const { seconds, latencies } = await gateway.client.run({
        concurrency: operation.concurrency,
        query: () => operation.query((run.asked += 1)),
        goesOn: turn === 0 ? untilWarm(gateway.pid) : (sent) => sent < Math.ceil(requests / TURNS),
      });
      const cpuMs = readCpuMs(gateway.pid) - cpuBefore;
      const fetches = await stubs.order({ delayMs: 0 });
      if (turn === 0) continue;
      run.sum.cpuMs += cpuMs;
      run.sum.seconds += seconds;
      run.sum.fetches += fetches;
      run.sum.peakMiB = Math.max(run.sum.peakMiB, readPeakMiB(gateway.pid));
      run.sum.latencies.push(...latencies);
    }
  }
  return runs.map(({ contender, sum }) => rowOf(contender.rival.name, sum));
}

function untilWarm(pid: number): (sent: number) => boolean {
  const warmAt = readCpuMs(pid) + WARM_UP_CPU_MS;
  let goesOn = true;
  return (sent) => (goesOn &&= sent % LOOK_EVERY !== 0 || readCpuMs(pid) < warmAt);
}

function emptySum(): Sum {
  return { cpuMs: 0, seconds: 0, fetches: 0, peakMiB: 0, latencies: [] };
}

function rowOf(rival: string, { cpuMs, seconds, fetches, peakMiB, latencies }: Sum): Row {
  const count = latencies.length;
  const sorted = latencies.toSorted((a, b) => a - b);
  const percentile = (part: number): number => sorted[Math.ceil(part * count) - 1] ?? 0;
  return {
    rival,
    cpuMs: cpuMs / count,
    requestsASecond: count / seconds,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    fetches: fetches / count,
    peakMiB,
  };
}

await runCommand(
  {
    usage: 'npm run bench:gateway -- [--only deep,page] [--rivals apollo,ours-compiled]',
    about: [
      'Times our gateway beside its peers, in turns, over stub subgraphs with prepared answers.',
      'Hive Gateway is installed under node_modules/.cache/bench the first time.',
    ].join('\n'),
    settings,
  },
  async (config) => {
    const directory = mkdtempSync(join(tmpdir(), 'motcua-bench-'));
    const noHive = installHive();
    if (noHive !== undefined) say(`Hive Gateway cannot be installed, so it is left out: ${noHive}`);
    const chosen = rivals.filter(
      ({ name }) =>
        config.rivals.includes(name) && (noHive === undefined || !name.startsWith('hive')),
    );
    const stubs = await startStubs();
    const contenders: Contender[] = [];
    try {
      const supergraph = join(directory, 'supergraph.graphql');
      writeFileSync(supergraph, composeBench(stubs.urls));
      for (const rival of chosen) {
        const profile =
          config.profile === undefined
            ? []
            : ['--cpu-prof', '--cpu-prof-dir', join(resolve(config.profile), rival.name)];
        const gateway = await startGateway(
          (port) => [...profile, ...rival.command(supergraph, port)],
          join(directory, `${rival.name}.log`),
        );
        contenders.push({ rival, gateway });
      }
      const operations = benchOperations.filter(({ name }) => config.only.includes(name));
      for (const operation of operations) await compareAnswers(operation, contenders);
      say('All answers are equal.');
      for (const operation of operations) {
        const requests = config.requests ?? operation.requests;
        const rows = await time(operation, requests, contenders, stubs);
        say(`\n${tableOf(operation.name, rows)}`);
      }
      rmSync(directory, { recursive: true });
    } finally {
      await Promise.all(contenders.map(({ gateway }) => gateway.stop()));
      await stubs.stop();
    }
  },
);
