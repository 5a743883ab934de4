import type { RunningGateway } from '../child.ts';
import { percentilesOf } from '../percentiles.ts';
import { readCpuMs } from '../process-cost.ts';
import { untilWarm } from '../timing.ts';

/** What a program took for one query, one request at a time and eight. */
export interface Cost {
  /** Of the process, a request, one at a time; NaN where one was not answered. */
  readonly cpuMs: number;
  readonly alone: Latencies;
  readonly together: Latencies;
}

/** Milliseconds, and whether a request was answered with an error. */
export interface Latencies {
  readonly requests: number;
  readonly p50: number;
  readonly p99: number;
  readonly error: string | null;
}

const TOGETHER = 8;
/** Requests at the least, of what takes seconds. */
const FEWEST = 3;

/** Asks until the program is warm, then for so many seconds, and again by eight at a time. */
export async function costOf(
  { client, pid }: RunningGateway,
  query: string,
  seconds: number,
): Promise<Cost> {
  const run = (concurrency: number, goesOn: (sent: number) => boolean) =>
    client.run({ concurrency, query: () => query, goesOn });
  const asking = async (concurrency: number): Promise<Latencies> => {
    const until = performance.now() + seconds * 1_000;
    const least = FEWEST * concurrency;
    try {
      const { latencies } = await run(
        concurrency,
        (sent) => sent < least || performance.now() < until,
      );
      return { ...percentiles(latencies), error: null };
    } catch (error) {
      return { requests: 0, p50: NaN, p99: NaN, error: String(error).slice(0, 200) };
    }
  };
  await run(1, untilWarm(pid)).catch(() => undefined);
  const before = readCpuMs(pid);
  const alone = await asking(1);
  const cpuMs = alone.error === null ? (readCpuMs(pid) - before) / alone.requests : NaN;
  return { cpuMs, alone, together: await asking(TOGETHER) };
}

function percentiles(latencies: readonly number[]): Omit<Latencies, 'error'> {
  const at = percentilesOf(latencies);
  return { requests: latencies.length, p50: at(0.5), p99: at(0.99) };
}
