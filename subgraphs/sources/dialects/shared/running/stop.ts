import { DatabaseFault } from '../../dialect.ts';

/** What those who run a statement hear of its end: of an `AbortSignal` what they need. */
export interface StopSignal {
  readonly aborted: boolean;
  readonly reason: Error | undefined;
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** Stops one statement, once. No `AbortSignal`, which would make all that the statement reads grow old: see `RequestController`. */
export class Stop implements StopSignal {
  #reason: DatabaseFault | undefined;
  readonly #listeners: (() => void)[] = [];

  get aborted(): boolean {
    return this.#reason !== undefined;
  }

  get reason(): DatabaseFault | undefined {
    return this.#reason;
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners.push(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    const at = this.#listeners.indexOf(listener);
    if (at !== -1) this.#listeners.splice(at, 1);
  }

  abort(reason: DatabaseFault): void {
    if (this.aborted) return;
    this.#reason = reason;
    for (const listener of this.#listeners.splice(0)) listener();
  }

  throwIfAborted(): void {
    if (this.#reason !== undefined) throw this.#reason;
  }
}

/** Why it was stopped: without a reason of its own, nobody waits for it any more. */
export function whyOf({ reason }: StopSignal): Error {
  return reason ?? new DatabaseFault('CANCELLED');
}
