import { medianOf, percentilesOf } from '../percentiles.ts';
import { readThreadsMs } from '../process-cost.ts';

/** How often one is asked before another has its turn, so that a busy minute of the machine meets both. */
const TURN = 8;

/** One that is timed, and the process whose CPU-time it takes. */
export interface Asked {
  readonly pid: number;
  readonly ask: () => Promise<unknown>;
}

/** What one takes: milliseconds of CPU-time a time, the median of its turns, and by the clock. */
export interface Timed {
  readonly cpuMs: number;
  readonly p50: number;
  readonly p95: number;
}

/** Asks each so many times at the least, in their order; the first turn only warms them up. */
export async function timeEach<Name extends string>(
  times: number,
  asked: Readonly<Record<Name, Asked>>,
): Promise<Readonly<Record<Name, Timed>>> {
  const each = Object.entries<Asked>(asked).map(([name, one]) => ({
    name,
    one,
    turns: [] as Turn[],
  }));
  for (const { one } of each) await turnOf(one);
  for (let turn = 0; turn * TURN < times; turn += 1)
    for (const { one, turns } of each) turns.push(await turnOf(one));
  return Object.fromEntries(each.map(({ name, turns }) => [name, timed(turns)])) as Record<
    Name,
    Timed
  >;
}

function timed(turns: readonly Turn[]): Timed {
  const at = percentilesOf(turns.flatMap(({ latencies }) => latencies));
  return { cpuMs: medianOf(turns.map(({ cpuMs }) => cpuMs)), p50: at(0.5), p95: at(0.95) };
}

interface Turn {
  readonly cpuMs: number;
  readonly latencies: readonly number[];
}

async function turnOf({ pid, ask }: Asked): Promise<Turn> {
  const latencies: number[] = [];
  const before = readThreadsMs(pid);
  for (let time = 0; time < TURN; time += 1) {
    const from = performance.now();
    await ask();
    latencies.push(performance.now() - from);
  }
  return { cpuMs: (readThreadsMs(pid) - before) / TURN, latencies };
}
