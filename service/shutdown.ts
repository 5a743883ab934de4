import cluster from 'node:cluster';
import type { Log } from './log.ts';
import { whenAborted } from './request-controller.ts';

/** How often it is looked whether npm's shell is still there. */
const LOOK_MS = 250;

/**
 * By what the first of several processes tells the others. A signal of its own would be their second where all of them had one, and
 * Windows has none that a process hears.
 */
export const END = 'motcua:end';

/**
 * Aborts when the process is told to end: by SIGTERM, by Ctrl-C, by the first of several, or, where npm has started it, by the end of the shell between
 * the two, which dies of a signal to npm and passes none on. A second signal ends the process at once.
 *
 * @param reason - With what it aborts.
 */
export function endSignal(reason?: Error): AbortSignal {
  const ending = new AbortController();
  const end = (): void => {
    ending.abort(reason);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end);
  if (cluster.isWorker) {
    process.on('message', (said) => {
      if (said === END) end();
    });
  }
  if (process.env['npm_lifecycle_event'] !== undefined) onOrphaned(end);
  return ending.signal;
}

function onOrphaned(end: () => void): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    end();
  }, LOOK_MS);
  looking.unref();
}

/** Closes what runs when the process is told to end, or has been meanwhile. */
export function closeOnEnd(ending: AbortSignal, close: () => Promise<void>, log: Log): void {
  whenAborted(ending, () => {
    log.info('closing');
    close().then(
      () => {
        log.info('closed');
      },
      (error: unknown) => {
        log.error({ err: error }, 'did not close cleanly');
        process.exitCode = 1;
      },
    );
  });
}

/**
 * Closes one after the other, and the later ones although one before fails: a part that is left open keeps the process until it is
 * killed. Rejects then with what failed last.
 */
export async function closeAll(
  ...[first, ...others]: readonly { close(): Promise<void> }[]
): Promise<void> {
  if (first === undefined) return;
  try {
    await first.close();
  } finally {
    await closeAll(...others);
  }
}
