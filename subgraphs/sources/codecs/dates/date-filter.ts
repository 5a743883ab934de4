import type { Comparison, Condition } from '../../model/condition.ts';
import type { Pushed } from '../codec.ts';
import type { Test } from '../../model/predicate.ts';
import { dayOf, momentKey, timeOf } from '../../model/moment.ts';

/** What each way of keeping a date says to the parts of a test. */
export interface DateTests {
  readonly isNull: Pushed;
  /** A bare day is equal to every moment of it. */
  equal(value: string): Pushed;
  compare(op: Comparison, value: string): Pushed;
}

/** Nothing is left to the database. */
export const UNDECIDED: Pushed = { atLeast: { kind: 'constant', value: true }, exact: false };

/** No row can hold that. */
export const NOWHERE: Pushed = { atLeast: { kind: 'constant', value: false }, exact: true };

const COMPARISONS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** A test of a moment; anything that is no moment is not found, rather than given to the database. */
export function pushDate(test: Test<string>, tests: DateTests): Pushed | null {
  switch (test.op) {
    case 'eq':
      return tests.equal(test.value);
    case 'in': {
      const parts = test.values.map((value) => tests.equal(value));
      return {
        atLeast: { kind: 'any', of: parts.map(({ atLeast }) => atLeast) },
        exact: parts.every(({ exact }) => exact),
      };
    }
    case 'isNull':
      return tests.isNull;
    case 'lt':
    case 'lte':
    case 'gt':
    case 'gte':
      return tests.compare(COMPARISONS[test.op], test.value);
    default:
      return null;
  }
}

/** A comparison with a moment finer than the column keeps, as one with what the column can hold. */
export function floored(
  op: Comparison,
  value: string,
  keeps: 'day' | 'second',
): { readonly op: Comparison; readonly value: string } {
  const width = keeps === 'day' ? 10 : 19;
  const floor = momentKey(momentKey(value).slice(0, width));
  const finer = momentKey(value) > floor;
  const opOf = { '<': '<=', '<=': '<=', '>': '>', '>=': '>' } as const;
  return {
    op: finer ? opOf[op] : op,
    value: keeps === 'day' ? dayOf(floor) : `${dayOf(floor)}T${timeOf(floor)?.slice(0, 8) ?? ''}`,
  };
}

export function anyOf(...of: readonly Condition[]): Condition {
  return { kind: 'any', of };
}

export function allOf(...of: readonly Condition[]): Condition {
  return { kind: 'all', of };
}
