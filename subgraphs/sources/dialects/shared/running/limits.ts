import { setMaxListeners } from 'node:events';
import { DatabaseFault, type ReadOptions } from '../../dialect.ts';
import { Stop, type StopSignal, whyOf } from './stop.ts';
import type { Turns } from './turns.ts';

interface Limits {
  /** Milliseconds from the turn on. */
  readonly statementTimeout: number;
  /** Milliseconds until the turn. */
  readonly wait: number;
  readonly turns: Turns;
  /** Until what does the work is there; part of the waiting. */
  readonly ready?: () => Promise<void>;
}

/**
 * Does some work when its turn comes, until time is up or the caller gives up. Then the caller is answered at once, and `stop`
 * tells the work to stop its statement on the server; the turn ends with the work. Throws a BUSY fault where the turn does not
 * come in time.
 */
export async function withinLimits<T>(
  { request, signal, timeout = Infinity }: ReadOptions,
  { statementTimeout, wait, turns, ready }: Limits,
  work: (stop: StopSignal) => Promise<T>,
): Promise<T> {
  const stop = new Stop();
  const stopBy = (why: DatabaseFault): void => {
    stop.abort(why);
  };
  const giveUp = (): void => {
    stopBy(new DatabaseFault('CANCELLED'));
  };
  const began = performance.now();
  const stopIn = (ms: number, reason: DatabaseFault['reason']): NodeJS.Timeout =>
    setTimeout(() => {
      stopBy(new DatabaseFault(reason));
    }, ms);
  let timer = stopIn(Math.min(timeout, wait), 'BUSY');
  const takingTurns = async (): Promise<T> => {
    await turns.begin(stop, request);
    try {
      await ready?.();
      stop.throwIfAborted();
      clearTimeout(timer);
      const left = timeout - (performance.now() - began);
      timer = stopIn(Math.min(left, statementTimeout), 'TIMEOUT');
      return await work(stop);
    } finally {
      turns.end();
    }
  };
  const forget = request?.onEnd(stopBy);
  if (request?.ended !== undefined) stopBy(request.ended);
  // Any number of statements may listen to one signal; Node warns of a leak where more than ten do.
  if (signal !== undefined) setMaxListeners(0, signal);
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener('abort', giveUp);
  try {
    stop.throwIfAborted();
    const stopped = new Promise<never>((_resolve, reject) => {
      stop.addEventListener('abort', () => {
        reject(whyOf(stop));
      });
    });
    return await Promise.race([takingTurns(), stopped]);
  } finally {
    clearTimeout(timer);
    forget?.();
    signal?.removeEventListener('abort', giveUp);
  }
}
