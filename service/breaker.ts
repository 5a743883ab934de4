/** What the end of a call says of the server: NOTHING where a client left, or a wait ended before the server was asked. */
export type Verdict = 'ANSWERED' | 'FAILED' | 'NOTHING';

export interface BreakerOptions {
  /** Failures without an answer between them after which the server is left alone. */
  readonly failures: number;
  /** How long they must have lasted, so that many calls which fail at once are not taken for a dead server. */
  readonly outageMs: number;
  /** How long it is left alone before one call tries again; doubled by each that fails, up to `maxRestMs`. */
  readonly restMs: number;
  readonly maxRestMs: number;
  /** How long a call that tries again is waited for before another may; if not said, `LONGEST_PROBE_MS`. */
  readonly probeMs?: number;
  /** Milliseconds of a clock. */
  readonly now?: () => number;
  /** What a call that threw this says of the server. */
  readonly verdictOf: (thrown: unknown) => Verdict;
  /** What callers get while the server is left alone. */
  readonly refusal: () => Error;
  /** Hears that from now on the server is left alone, or no longer. */
  readonly onChange?: (open: boolean) => void;
}

/** Leaves a server alone that is dead, so that it costs its callers nothing. */
export interface Breaker {
  /** Does the work, or throws the refusal at once while the server is left alone. */
  run<T>(work: () => Promise<T>): Promise<T>;
}

/** Milliseconds, longer than any deadline. */
export const LONGEST_PROBE_MS = 60_000;

/**
 * A breaker that opens on failures in a row. After a rest one call at a time is let through: an answer closes the
 * breaker, a failure begins the next rest, and after an end that says nothing the next call tries.
 */
export function createBreaker({
  failures,
  outageMs,
  restMs,
  maxRestMs,
  probeMs = LONGEST_PROBE_MS,
  now = Date.now,
  verdictOf,
  refusal,
  onChange = () => undefined,
}: BreakerOptions): Breaker {
  let failed = 0;
  let answeredAt = -Infinity;
  let failingSince = Infinity;
  let open = false;
  let rest = restMs;
  let restUntil = 0;
  let probe: { readonly beganAt: number } | undefined;

  function conclude(call: { readonly beganAt: number }, verdict: Verdict): void {
    const probed = call === probe;
    if (probed) probe = undefined;
    if (verdict === 'ANSWERED') {
      answeredAt = now();
      failingSince = Infinity;
      failed = 0;
      if (open) onChange(false);
      open = false;
      rest = restMs;
    } else if (verdict === 'FAILED') {
      failed += 1;
      failingSince = Math.min(failingSince, Math.max(call.beganAt, answeredAt));
      if (probed && open) rest = Math.min(2 * rest, maxRestMs);
      else if (open || failed < failures || now() - failingSince < outageMs) return;
      if (!open) onChange(true);
      open = true;
      restUntil = now() + rest;
    }
  }

  return {
    async run(work) {
      const call = { beganAt: now() };
      if (open) {
        const probing = probe !== undefined && call.beganAt - probe.beganAt < probeMs;
        if (probing || call.beganAt < restUntil) throw refusal();
        probe = call;
      }
      try {
        const result = await work();
        conclude(call, 'ANSWERED');
        return result;
      } catch (thrown) {
        conclude(call, verdictOf(thrown));
        throw thrown;
      }
    },
  };
}
