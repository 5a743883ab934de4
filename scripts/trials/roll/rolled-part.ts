import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort } from '../child-distributed.ts';
import { hasEnded } from '../child-graph.ts';
import { inRepository } from '../../run/subgraph-names.ts';
import type { Balancer } from './balancer.ts';

/** One of the processes behind a balancer, which another takes the place of. */
export interface RolledPart {
  /** Starts the next one, and ends the one before when it is ready. */
  readonly roll: () => Promise<void>;
  close(): Promise<void>;
}

/** Starts what `npm run build` has made, with a command’s line. */
export async function startPart(
  balancer: Balancer,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<RolledPart> {
  let current = await start();

  async function start(): Promise<{ readonly child: ChildProcess; readonly port: number }> {
    const port = await freePort();
    const child = spawn(
      process.execPath,
      [inRepository('dist/scripts/cli.js'), ...args, '--port', String(port)],
      {
        env: { ...process.env, LOG_LEVEL: 'error', ...env },
        stdio: ['ignore', 'inherit', 'inherit'],
      },
    );
    while (!(await isReady(port))) {
      if (hasEnded(child)) throw new Error(`${args.join(' ')} did not start`);
      await sleep(50);
    }
    balancer.add(port);
    return { child, port };
  }

  async function end({ child, port }: typeof current): Promise<void> {
    if (!hasEnded(child)) {
      child.kill('SIGTERM');
      const [code] = (await once(child, 'exit')) as [number | null];
      if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`);
    }
    balancer.remove(port);
  }

  return {
    async roll() {
      const before = current;
      current = await start();
      await end(before);
    },
    close: () => end(current),
  };
}

function isReady(port: number): Promise<boolean> {
  return fetch(`http://127.0.0.1:${port}/ready`).then(
    ({ ok }) => ok,
    () => false,
  );
}
