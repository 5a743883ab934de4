import { fault } from '../../../service/errors/faults.ts';
import type { DatabaseFault } from '../dialects/dialect.ts';
import type { RequestBudget } from '../dialects/shared/request-scope.ts';

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
