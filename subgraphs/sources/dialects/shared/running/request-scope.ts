import type { RequestSignal } from '../../../../../service/request-controller.ts';
import { slices } from '../../../../../service/slices.ts';
import { DatabaseFault, type RequestScope } from '../../dialect.ts';

/**
 * What one request may read from all databases together, and how many rows its answer may hold; bytes are those of the values,
 * and a row that was read once counts among the answers as often as it stands there.
 */
export interface RequestBudget {
  readonly statements: number;
  readonly rows: number;
  readonly bytes: number;
  readonly answers: number;
}

/** More than any page needs, with every office of a province asked for several tables. */
const USUAL_BUDGET: RequestBudget = {
  statements: 5_000,
  rows: 2_000_000,
  bytes: 512 * 1024 * 1024,
  answers: 100_000,
};

/** A request that ends when its signal says so, or when it has read more than its budget. */
export function createRequestScope(
  signal?: RequestSignal,
  budget: RequestBudget = USUAL_BUDGET,
  who?: string,
): RequestScope {
  // One listener for all statements: a signal looks through its whole list for each that leaves.
  const listening = new Set<{ readonly stop: (why: DatabaseFault) => void }>();
  const owner = who ?? Symbol('one request');
  const spent = { statements: 0, rows: 0, bytes: 0, answers: 0 };
  let ended: DatabaseFault | undefined;

  const end = (why: DatabaseFault): void => {
    if (ended !== undefined) return;
    ended = why;
    for (const { stop } of [...listening]) stop(why);
    listening.clear();
  };
  const giveUp = (): void => {
    end(new DatabaseFault('CANCELLED'));
  };
  if (signal?.aborted === true) giveUp();
  signal?.addEventListener('abort', giveUp, { once: true });

  const scope: RequestScope = {
    who,
    get ended() {
      return ended;
    },
    onEnd(stop) {
      const one = { stop };
      listening.add(one);
      return () => {
        listening.delete(one);
      };
    },
    spend({ statements = 0, rows = 0, bytes = 0, answers = 0 }) {
      spent.statements += statements;
      spent.rows += rows;
      spent.bytes += bytes;
      spent.answers += answers;
      const over =
        spent.statements > budget.statements ||
        spent.rows > budget.rows ||
        spent.bytes > budget.bytes ||
        spent.answers > budget.answers;
      if (over) end(new DatabaseFault('TOO_COSTLY', budget));
    },
    slice: () => slices.next(owner),
  };
  return scope;
}
