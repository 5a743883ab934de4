import { readMainThreadMs, readThreadsMs } from '../process-cost.ts';
import { markdownTable } from '../table.ts';

/** Something that is asked. */
export interface Asked {
  readonly name: string;
  readonly body: string;
}

/** Times that each is asked before it is weighed. */
const WARM = 5;

/**
 * What each kind of request costs a process that does nothing else, as a table: CPU-ms of its main thread, and of all others, drivers
 * and garbage collection among them.
 */
export async function costsOf(
  pid: number,
  mix: readonly Asked[],
  times: number,
  send: (body: string) => Promise<unknown>,
): Promise<string> {
  const names = [...new Set(mix.map(({ name }) => name))].sort();
  const bodies = new Map(
    names.map((name) => [name, mix.flatMap((one) => (one.name === name ? one.body : []))]),
  );
  const askOften = async (name: string, often: number): Promise<void> => {
    const its = bodies.get(name) ?? [];
    for (let time = 0; time < often; time++) await send(its[time % its.length] ?? '');
  };
  for (const name of names) await askOften(name, WARM);
  const rows: (readonly string[])[] = [];
  for (const name of names) {
    const [main, all] = [readMainThreadMs(pid), readThreadsMs(pid)];
    await askOften(name, times);
    const own = readMainThreadMs(pid) - main;
    const others = readThreadsMs(pid) - all - own;
    rows.push([name, ...[own, others, own + others].map((ms) => (ms / times).toFixed(1))]);
  }
  return markdownTable(['Asked', 'Main thread', 'Others', 'CPU-ms'], rows);
}
