import { setMaxListeners } from 'node:events';

/** Tells that nobody waits for a piece of work any more: what of an `AbortSignal` those who do a request's work need. */
export interface RequestSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/**
 * Ends a request, or a part of one, once. Node 20 gives every `AbortSignal` a hidden class of its own, by which the signal and all that
 * listens to it is taken for alive when young objects are collected: each request with all that it has read would grow old.
 */
export class RequestController {
  readonly #signal = new Ending();

  get signal(): RequestSignal {
    return this.#signal;
  }

  abort(): void {
    this.#signal.abort();
  }
}

class Ending implements RequestSignal {
  readonly #listeners = new Set<() => void>();
  #aborted = false;

  get aborted(): boolean {
    return this.#aborted;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.delete(listener);
  }

  abort(): void {
    if (this.#aborted) return;
    this.#aborted = true;
    for (const listener of this.#listeners) listener();
    this.#listeners.clear();
  }
}

/** Has something done when the signal ends, at once where it has; answers it, by which the signal forgets it. */
export function whenAborted(signal: RequestSignal | undefined, listener: () => void): () => void {
  if (signal?.aborted === true) listener();
  else signal?.addEventListener('abort', listener);
  return listener;
}

/** The same for what takes nothing but an `AbortSignal`. */
export function abortSignalOf(signal: RequestSignal): AbortSignal {
  const controller = new AbortController();
  // As many listen as a request has fetches: Node warns of a leak where more than ten do.
  setMaxListeners(0, controller.signal);
  whenAborted(signal, () => {
    controller.abort();
  });
  return controller.signal;
}
