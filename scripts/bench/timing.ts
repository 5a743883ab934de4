import type { RunningGateway, Stubs } from './child.ts';
import { COMPARED, type BenchOperation } from './gateway/operations.ts';
import { percentilesOf } from './percentiles.ts';
import { forgetPeak, readCpuMs, readPeakMiB, readThreadsMs } from './process-cost.ts';
import type { Rival } from './gateway/rivals.ts';
import type { Row } from './table.ts';

/** Each rival's requests come in so many turns, so that a busy minute of the machine meets all of them. */
export const TURNS = 3;
/**
 * CPU-time that each gateway takes before it is timed: enough for the just-in-time compiler to have done with it, which takes the
 * planner a thousand operations and the cheapest gateway two thousand requests. A count of requests would leave the dearest waiting,
 * and a time by the clock all of them cold on a busy machine.
 */
const WARM_UP_CPU_MS = 6_000;
/** Requests between two looks at a process's CPU-time. */
const LOOK_EVERY = 16;

/** A rival, running. */
export interface Contender {
  readonly rival: Pick<Rival, 'name'>;
  readonly gateway: RunningGateway;
}

/** What a rival's turns at one operation add up to. */
interface Sum {
  /** Of each turn, CPU-milliseconds a request. */
  readonly cpuMsByTurn: number[];
  cpuMs: number;
  seconds: number;
  fetches: number;
  peakMiB: number;
  readonly latencies: number[];
}

/**
 * Times an operation on all contenders, in turns, which they have in one order and then in the other: whoever comes first pays for what
 * the one before left to be cleared away. The first turn only warms them up.
 */
export async function timeInTurns(
  operation: BenchOperation,
  requests: number,
  contenders: readonly Contender[],
  stubs: Pick<Stubs, 'order'>,
  turns = TURNS,
): Promise<readonly Row[]> {
  const runs = contenders.map((contender) => ({ contender, sum: emptySum(), asked: COMPARED }));
  for (let turn = 0; turn <= turns; turn++) {
    for (const run of turn % 2 === 0 ? runs : [...runs].reverse()) {
      const { gateway } = run.contender;
      forgetPeak(gateway.pid);
      await stubs.order({ delayMs: operation.delayMs });
      const cpuBefore = readCpuMs(gateway.pid);
      const { seconds, latencies } = await gateway.client.run({
        concurrency: operation.concurrency,
        query: () => operation.query((run.asked += 1)),
        goesOn: turn === 0 ? untilWarm(gateway.pid) : (sent) => sent < Math.ceil(requests / turns),
      });
      const cpuMs = readCpuMs(gateway.pid) - cpuBefore;
      const fetches = await stubs.order({ delayMs: 0 });
      if (turn === 0) continue;
      run.sum.cpuMsByTurn.push(cpuMs / latencies.length);
      run.sum.cpuMs += cpuMs;
      run.sum.seconds += seconds;
      run.sum.fetches += fetches;
      run.sum.peakMiB = Math.max(run.sum.peakMiB, readPeakMiB(gateway.pid));
      run.sum.latencies.push(...latencies);
    }
  }
  return runs.map(({ contender, sum }) => rowOf(contender.rival.name, sum));
}

/** Has a contender go on until it is warm. */
export function untilWarm(pid: number): (sent: number) => boolean {
  return untilSpent(pid, WARM_UP_CPU_MS, readCpuMs);
}

/** Has a process go on until it has taken so many CPU-milliseconds. */
export function untilSpent(
  pid: number,
  cpuMs: number,
  read: (pid: number) => number = readThreadsMs,
): (sent: number) => boolean {
  const spentAt = read(pid) + cpuMs;
  let goesOn = true;
  return (sent) => (goesOn &&= sent % LOOK_EVERY !== 0 || read(pid) < spentAt);
}

function emptySum(): Sum {
  return { cpuMsByTurn: [], cpuMs: 0, seconds: 0, fetches: 0, peakMiB: 0, latencies: [] };
}

function rowOf(
  rival: string,
  { cpuMsByTurn, cpuMs, seconds, fetches, peakMiB, latencies }: Sum,
): Row {
  const count = latencies.length;
  const percentile = percentilesOf(latencies);
  return {
    rival,
    cpuMsByTurn,
    cpuMs: cpuMs / count,
    requestsASecond: count / seconds,
    p50: percentile(0.5),
    p95: percentile(0.95),
    p99: percentile(0.99),
    fetches: fetches / count,
    peakMiB,
  };
}
