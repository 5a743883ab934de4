import { fault } from '../../../service/errors/faults.ts';
import type { DatabaseFault, SourceLimits } from '../dialects/dialect.ts';
import type { RequestBudget } from '../dialects/shared/running/request-scope.ts';

/** What the client is told where its request has come to an end; null for a fault that is the database's. */
export function requestEnd(cause: DatabaseFault): Error | null {
  switch (cause.reason) {
    case 'CANCELLED':
      return fault('REQUEST_CANCELLED', {}, cause);
    case 'TOO_COSTLY': {
      const { statements, rows, bytes, answers } = cause.cause as RequestBudget;
      return fault('REQUEST_TOO_COSTLY', { statements, rows, bytes, answers }, cause);
    }
    default:
      return null;
  }
}

/** What the client is told of a source, or the copy of one, that did not answer within its limits. */
export function unanswered(
  cause: DatabaseFault,
  source: string,
  { rows, bytes }: Pick<SourceLimits, 'rows' | 'bytes'>,
): Error {
  switch (cause.reason) {
    case 'TIMEOUT':
      return fault('DATABASE_TIMEOUT', { source }, cause);
    case 'BUSY':
      return fault('DATABASE_BUSY', { source }, cause);
    case 'TOO_MUCH':
      return fault('DATABASE_ANSWER_TOO_LARGE', { source, rows, bytes }, cause);
    case 'TOO_COMPLEX':
      return fault('FILTER_TOO_BROAD', { source }, cause);
    default:
      return fault('DATABASE_UNAVAILABLE', { source }, cause);
  }
}
