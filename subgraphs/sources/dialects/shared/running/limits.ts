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
  limits: Limits,
  work: (stop: StopSignal) => Promise<T>,
): Promise<T> {
  const limited = new Limited(timeout, limits);
  const { stop } = limited;
  const forget = request?.onEnd((why) => {
    stop.abort(why);
  });
  if (request?.ended !== undefined) stop.abort(request.ended);
  const stopListening = signal && stopWith(signal, stop);
  try {
    stop.throwIfAborted();
    const stopped = new Promise<never>((_resolve, reject) => {
      stop.addEventListener('abort', () => {
        reject(whyOf(stop));
      });
    });
    return await Promise.race([limited.inTurn(request, work), stopped]);
  } finally {
    limited.end();
    forget?.();
    stopListening?.();
  }
}

/** One piece of work, and the timer of what it waits for. */
class Limited {
  readonly stop = new Stop();
  readonly #began = performance.now();
  readonly #timeout: number;
  readonly #limits: Limits;
  #timer: NodeJS.Timeout;

  constructor(timeout: number, limits: Limits) {
    this.#timeout = timeout;
    this.#limits = limits;
    this.#timer = this.#stopIn(Math.min(timeout, limits.wait), 'BUSY');
  }

  async inTurn<T>(
    request: ReadOptions['request'],
    work: (stop: StopSignal) => Promise<T>,
  ): Promise<T> {
    const { turns, statementTimeout, ready } = this.#limits;
    await turns.begin(this.stop, request);
    try {
      await ready?.();
      this.stop.throwIfAborted();
      clearTimeout(this.#timer);
      const left = this.#timeout - (performance.now() - this.#began);
      this.#timer = this.#stopIn(Math.min(left, statementTimeout), 'TIMEOUT');
      return await work(this.stop);
    } finally {
      turns.end();
    }
  }

  end(): void {
    clearTimeout(this.#timer);
  }

  #stopIn(ms: number, reason: DatabaseFault['reason']): NodeJS.Timeout {
    return setTimeout(() => {
      this.stop.abort(new DatabaseFault(reason));
    }, ms);
  }
}

/** Stops with the signal; answers what to call when it need not any more. */
function stopWith(signal: AbortSignal, stop: Stop): () => void {
  const giveUp = (): void => {
    stop.abort(new DatabaseFault('CANCELLED'));
  };
  // Any number of statements may listen to one signal; Node warns of a leak where more than ten do.
  setMaxListeners(0, signal);
  if (signal.aborted) giveUp();
  signal.addEventListener('abort', giveUp);
  return () => {
    signal.removeEventListener('abort', giveUp);
  };
}
