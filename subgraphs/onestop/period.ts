import { fault } from '../../service/errors/faults.ts';
import { reasonOf } from '../../service/errors/reasons.ts';

/** Throws BAD_USER_INPUT where the first day is after the last; either may be open. */
export function assertPeriod(from: string | null | undefined, to: string | null | undefined): void {
  if (from != null && to != null && from > to)
    throw fault('BAD_USER_INPUT', { reason: reasonOf('DAYS_TURNED') });
}
