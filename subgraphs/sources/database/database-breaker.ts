import { type Breaker, createBreaker, type Verdict } from '../../../service/breaker.ts';
import { DatabaseFault } from '../dialects/dialect.ts';

/**
 * A dead database costs one statement in two seconds its deadline. One that was asked before the server came back may wait for all
 * of that: it keeps no other from trying.
 */
const BREAKER = {
  failures: 3,
  outageMs: 0,
  restMs: 1_000,
  maxRestMs: 1_000,
  probeMs: 2_000,
} as const;

/** The breaker around whatever reads a database; `refusal` is what callers get while it is left alone. */
export function databaseBreaker(
  refusal: () => Error,
  verdict: (thrown: unknown) => Verdict = verdictOf,
  now?: () => number,
): Breaker {
  return createBreaker({
    ...BREAKER,
    ...(now !== undefined && { now }),
    verdictOf: verdict,
    refusal,
  });
}

/**
 * Of a database that many sources share: what takes too long may be one source's, and closes none of the others. One that is gone
 * shows by the connections that cannot be made.
 */
export function sharedVerdictOf(thrown: unknown): Verdict {
  const isSlow = thrown instanceof DatabaseFault && thrown.reason === 'TIMEOUT';
  return isSlow ? 'NOTHING' : verdictOf(thrown);
}

/** What a statement that failed says of its server. */
function verdictOf(thrown: unknown): Verdict {
  if (!(thrown instanceof DatabaseFault)) return 'NOTHING';
  switch (thrown.reason) {
    case 'UNREACHABLE':
    case 'TIMEOUT':
      return 'FAILED';
    case 'REFUSED':
    case 'FAILED':
    case 'TOO_MUCH':
    case 'TOO_COMPLEX':
      return 'ANSWERED';
    case 'BUSY':
    case 'CANCELLED':
    case 'TOO_COSTLY':
      return 'NOTHING';
  }
}
