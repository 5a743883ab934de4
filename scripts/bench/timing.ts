import type { RunningGateway, Stubs } from './child.ts';
import { COMPARED, type BenchOperation } from './operations.ts';
import { forgetPeak, readCpuMs, readPeakMiB } from './process-cost.ts';
import type { Rival } from './rivals.ts';
import type { Row } from './table.ts';

/** Each rival's requests come in so many turns, so that a busy minute of the machine meets all of them. */
export const TURNS = 3;
/**
 * CPU-time that each gateway takes before it is timed: enough for the just-in-time compiler to have done with it.
 * A count of requests would leave the cheapest gateway cold, and a time by the clock all of them on a busy machine.
 */
const WARM_UP_CPU_MS = 1_500;
/** Requests between two looks at the gateway's CPU-time. */
const LOOK_EVERY = 16;

/** A rival, running. */
export interface Contender {
  readonly rival: Pick<Rival, 'name'>;
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

/** Times an operation on all contenders, in turns; the first turn only warms them up. */
export async function timeInTurns(
  operation: BenchOperation,
  requests: number,
  contenders: readonly Contender[],
  stubs: Pick<Stubs, 'order'>,
  turns = TURNS,
): Promise<readonly Row[]> {
  const runs = contenders.map((contender) => ({ contender, sum: emptySum(), asked: COMPARED }));
  for (let turn = 0; turn <= turns; turn++) {
    for (const run of runs) {
      const { gateway } = run.contender;
      forgetPeak(gateway.pid);
      await stubs.order({ delayMs: operation.delayMs });
      const cpuBefore = readCpuMs(gateway.pid);
      const { seconds, latencies } = await gateway.client.run({
        concurrency: operation.concurrency,
        query: () => operation.query((run.asked += 1)),
        goesOn:
          turn === 0
            ? untilWarm(gateway.pid, operation)
            : (sent) => sent < Math.ceil(requests / turns),
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

function untilWarm(
  pid: number,
  { warmUpCpuMs = WARM_UP_CPU_MS }: BenchOperation,
): (sent: number) => boolean {
  const warmAt = readCpuMs(pid) + warmUpCpuMs;
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
