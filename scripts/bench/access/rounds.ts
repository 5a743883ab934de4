import type { Stubs } from '../child.ts';
import { COMPARED, type BenchOperation } from '../gateway/operations.ts';
import { readThreadsMs } from '../process-cost.ts';
import { type Contender, untilSpent, untilWarm } from '../timing.ts';

/** What a request cost of one contender in each round, in CPU-milliseconds. */
export interface RoundCosts {
  readonly name: string;
  readonly cpuMs: readonly number[];
}

/**
 * Times an operation on all contenders in many short rounds, in each of which every contender has its turn, from the first to the last and
 * back again. What else the machine does lasts longer than a round, and so meets all of them alike. Turns are of the same CPU-time: one that
 * begins with caches that the others have filled pays for that, and all are to pay alike.
 */
export async function timeInRounds(
  operation: BenchOperation,
  { rounds, turnMs }: { readonly rounds: number; readonly turnMs: number },
  contenders: readonly Contender[],
  stubs: Pick<Stubs, 'order'>,
): Promise<readonly RoundCosts[]> {
  let asked = COMPARED;
  const turn = async (
    { gateway }: Contender,
    goesOn: (sent: number) => boolean,
  ): Promise<number> => {
    const before = readThreadsMs(gateway.pid);
    const { latencies } = await gateway.client.run({
      concurrency: operation.concurrency,
      query: () => operation.query((asked += 1)),
      goesOn,
    });
    return (readThreadsMs(gateway.pid) - before) / latencies.length;
  };
  await stubs.order({ delayMs: operation.delayMs });
  for (const contender of contenders) await turn(contender, untilWarm(contender.gateway.pid));
  const costs = contenders.map((): number[] => []);
  for (let round = 0; round < rounds; round += 1) {
    const places = [...contenders.entries()];
    for (const [place, contender] of round % 2 === 0 ? places : places.reverse()) {
      costs[place]?.push(await turn(contender, untilSpent(contender.gateway.pid, turnMs)));
    }
  }
  await stubs.order({ delayMs: 0 });
  return contenders.map(({ rival }, place) => ({ name: rival.name, cpuMs: costs[place] ?? [] }));
}
