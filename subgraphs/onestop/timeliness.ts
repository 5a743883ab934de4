import { dayOf } from '../sources/graph/values.ts';

export type Timeliness = 'EARLY' | 'ON_TIME' | 'LATE' | 'NO_DUE_DATE' | 'NOT_FINISHED' | 'OVERDUE';

/** States in which an office has no more work with a dossier. */
const CLOSED: ReadonlySet<string> = new Set([
  'REJECTED_AT_INTAKE',
  'WITHDRAWN',
  'STOPPED',
  'RESULT_READY',
  'RETURNED',
]);

/**
 * The day of finishing against the day promised, time of day dropped. A citizen who comes late does not make the office
 * late: returning is not finishing. Null where a closed dossier has no day of finishing.
 */
export function timelinessOf(
  dossier: {
    readonly finishedAt: string | null;
    readonly dueAt: string | null;
    readonly status: { readonly value: string | null } | null;
  },
  today: string,
): Timeliness | null {
  const finished = dayOf(dossier.finishedAt);
  const due = dayOf(dossier.dueAt);
  if (finished !== null) {
    if (due === null) return 'NO_DUE_DATE';
    return finished < due ? 'EARLY' : finished === due ? 'ON_TIME' : 'LATE';
  }
  if (CLOSED.has(dossier.status?.value ?? '')) return null;
  return due !== null && due < today ? 'OVERDUE' : 'NOT_FINISHED';
}
