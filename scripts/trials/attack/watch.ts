import { fork } from 'node:child_process';
import { once } from 'node:events';
import { inRepository } from '../../run/subgraph-names.ts';

/** A neighbour of the attack, whose waits are watched. */
export interface Neighbour {
  /** Milliseconds of each query since the last time; one that failed counts `UNANSWERED_MS`. */
  waits(): Promise<readonly number[]>;
  close(): void;
}

/** Has a neighbour ask the graph at a URL from now on. */
export function watchNeighbour(url: string): Neighbour {
  const child = fork(inRepository('scripts/trials/attack/neighbour.ts'), [url], {
    execArgv: ['--import', 'tsx'],
  });
  return {
    async waits() {
      const told = once(child, 'message');
      child.send('tell');
      const [waits] = (await told) as [readonly number[]];
      return waits;
    },
    close() {
      child.disconnect();
    },
  };
}

/** What 99 of 100 do not exceed, the highest where there are fewer; 0 of none. */
export function p99(waits: readonly number[]): number {
  const sorted = [...waits].sort((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(sorted.length * 0.99) - 1)] ?? 0;
}
