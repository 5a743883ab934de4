import { fork } from 'node:child_process';
import { once } from 'node:events';
import { inRepository } from '../../run/subgraph-names.ts';
import type { Outcome } from './hostile-client.ts';

/** A neighbour of the attacks, whose waits are watched. */
export interface Neighbour {
  /** Milliseconds of each query since the last time; one that failed counts `UNANSWERED_MS`. */
  waits(): Promise<readonly number[]>;
  close(): void;
}

/** Which attack is carried out, where and for how long at the most. */
export interface Order {
  readonly name: string;
  readonly port: number;
  readonly milliseconds: number;
}

/** Those who attack. */
export interface Attackers {
  /** Tells how often each outcome was met. */
  carryOut(order: Order): Promise<ReadonlyMap<Outcome, number>>;
  close(): void;
}

/** Has a neighbour ask the graph at a URL from now on. */
export function watchNeighbour(url: string): Neighbour {
  const child = startProcess('neighbour.ts', url);
  return { ...child, waits: async () => (await child.ask('tell')) as readonly number[] };
}

export function startAttackers(): Attackers {
  const child = startProcess('attacker.ts');
  return {
    ...child,
    carryOut: async (order) => new Map((await child.ask(order)) as readonly [Outcome, number][]),
  };
}

/** Starts a file of this folder as a process of its own, which answers each message by one. */
function startProcess(file: string, ...args: readonly string[]) {
  const child = fork(inRepository(`scripts/trials/attack/${file}`), args, {
    execArgv: ['--import', 'tsx'],
  });
  return {
    async ask(message: string | Order): Promise<unknown> {
      const over = new AbortController();
      const { signal } = over;
      const answered = once(child, 'message', { signal });
      const ended = once(child, 'exit', { signal }).then(() => {
        throw new Error(`${file} ended before it had answered`);
      });
      child.send(message);
      try {
        const [answer] = (await Promise.race([answered, ended])) as [unknown];
        return answer;
      } finally {
        // Whichever did not come is waited for no more.
        over.abort();
        await Promise.allSettled([answered, ended]);
      }
    },
    close() {
      child.disconnect();
    },
  };
}
