import { medianOf } from '../percentiles.ts';
import { markdownTable } from '../table.ts';
import type { RoundCosts } from './rounds.ts';

const COLUMNS = ['CPU-ms', '× without', '+ ms'];

/**
 * What each took of an operation, over the rounds of several starts: the median, and of what each round cost beside the first
 * contender's the medians.
 */
export function costTable(title: string, starts: readonly (readonly RoundCosts[])[]): string {
  const [first = []] = starts;
  const costs = first.map(({ name }, place) => ({
    name,
    cpuMs: starts.flatMap((contenders) => contenders[place]?.cpuMs ?? []),
  }));
  const without = costs[0]?.cpuMs ?? [];
  return markdownTable(
    [title, ...COLUMNS],
    costs.map(({ name, cpuMs }) => {
      const beside = (compare: (own: number, other: number) => number): number =>
        medianOf(cpuMs.map((own, round) => compare(own, without[round] ?? NaN)));
      return [
        name,
        medianOf(cpuMs).toFixed(3),
        beside((own, other) => own / other).toFixed(2),
        beside((own, other) => own - other).toFixed(3),
      ];
    }),
  );
}
