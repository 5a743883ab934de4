import { setImmediate } from 'node:timers/promises';
import type { RequestScope } from '../dialects/dialect.ts';
import { requestEnd } from '../database/told-faults.ts';

/** Rows that are resolved in one go, some tens of milliseconds; a page with its children is one. */
const SLICE = 2_000;

/**
 * Gives rows to the answer. Each is counted as often as it stands there, for one that was read once may stand in hundreds of
 * lists; and after every slice of them the event loop belongs to others first. Throws REQUEST_TOO_COSTLY, REQUEST_CANCELLED.
 */
export function createGiving(request: RequestScope | undefined): (rows: number) => Promise<void> {
  let given = 0;
  let slice = Promise.resolve();
  return async (rows) => {
    request?.spend({ answers: rows });
    given += rows;
    if (given > SLICE) {
      given = rows;
      slice = slice.then(() => setImmediate());
    }
    await slice;
    const end = request?.ended === undefined ? null : requestEnd(request.ended);
    if (end !== null) throw end;
  };
}
