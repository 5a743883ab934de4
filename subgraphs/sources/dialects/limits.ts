import { DatabaseFault, type ReadOptions } from './dialect.ts';

/**
 * Does some work until time is up or the caller gives up. Then the caller is answered at once, and `stop` tells the work
 * to stop its statement on the server.
 */
export async function withinLimits<T>(
  { signal, timeout }: ReadOptions,
  statementTimeout: number,
  work: (stop: AbortSignal) => Promise<T>,
): Promise<T> {
  const stop = new AbortController();
  const giveUp = (): void => {
    stop.abort(new DatabaseFault('CANCELLED'));
  };
  const timer = setTimeout(
    () => {
      stop.abort(new DatabaseFault('TIMEOUT'));
    },
    Math.min(timeout ?? statementTimeout, statementTimeout),
  );
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener('abort', giveUp);
  try {
    stop.signal.throwIfAborted();
    const stopped = new Promise<never>((_resolve, reject) => {
      stop.signal.addEventListener('abort', () => {
        reject(stop.signal.reason as DatabaseFault);
      });
    });
    return await Promise.race([work(stop.signal), stopped]);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
  }
}
