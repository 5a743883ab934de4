import { setMaxListeners } from 'node:events';
import { DatabaseFault, type ReadOptions } from '../dialect.ts';
import type { Turns } from './turns.ts';

interface Limits {
  readonly statementTimeout: number;
  /** The work waits for its turn here, which is part of its time. */
  readonly turns?: Turns;
}

/**
 * Does some work until time is up or the caller gives up. Then the caller is answered at once, and `stop` tells the work
 * to stop its statement on the server. Throws a BUSY fault where time is up before its turn has come.
 */
export async function withinLimits<T>(
  { signal, timeout }: ReadOptions,
  { statementTimeout, turns }: Limits,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  let waiting = false;
  const giveUp = (): void => {
    stop.abort(new DatabaseFault('CANCELLED'));
  };
  const timer = setTimeout(
    () => {
      stop.abort(new DatabaseFault(waiting ? 'BUSY' : 'TIMEOUT'));
    },
    Math.min(timeout ?? statementTimeout, statementTimeout),
  );
  const takingTurns = async (): Promise<T> => {
    if (turns === undefined) return work(stop.signal);
    waiting = true;
    await turns.begin(stop.signal);
    waiting = false;
    try {
      stop.signal.throwIfAborted();
      return await work(stop.signal);
    } finally {
      turns.end();
    }
  };
  // A request may have any number of statements under way; Node warns of a leak where more than ten listen to one signal.
  if (signal !== undefined) setMaxListeners(0, signal);
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener('abort', giveUp);
  try {
    stop.signal.throwIfAborted();
    const stopped = new Promise<never>((_resolve, reject) => {
      stop.signal.addEventListener('abort', () => {
        reject(stop.signal.reason as DatabaseFault);
      });
    });
    return await Promise.race([takingTurns(), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
