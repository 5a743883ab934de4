import type { Comparison, Condition, Ordering } from '../../model/condition.ts';
import { dayAfter, dayOf, momentKey, timeOf } from '../../model/moment.ts';
import type { Test } from '../../model/predicate.ts';
import type { Precision, Pushed } from '../codec.ts';

/** What each way of keeping a date says to the parts of a test. */
export interface DateTests {
  readonly isNull: Pushed;
  /** One of these; a bare day is equal to every moment of it. */
  among(values: readonly string[]): Pushed;
  compare(op: Comparison, value: string): Pushed;
}

const COMPARISONS = { lt: '<', lte: '<=', gt: '>', gte: '>=' } as const;

/** A test of a moment; anything that is no moment is not found, rather than given to the database. */
export function pushDate(test: Test<string>, tests: DateTests): Pushed | null {
  switch (test.op) {
    case 'eq':
      return tests.among([test.value]);
    case 'in':
      return tests.among(test.values);
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

/** Every moment of a day, or just the moment, by what `compare` says. */
export function within(value: string, compare: DateTests['compare']): Pushed {
  const after = timeOf(value) === undefined ? dayAfter(value) : value;
  const parts = [
    compare('>=', value),
    ...(after === null ? [] : [compare(after === value ? '<=' : '<', after)]),
  ];
  return {
    atLeast: allOf(...parts.map(({ atLeast }) => atLeast)),
    exact: parts.every(({ exact }) => exact),
  };
}

/** One of these, in a column that keeps times of day: a bare day is every moment of it. */
export function amongMoments(
  wanted: readonly string[],
  isOne: (moments: readonly string[]) => Pushed,
  compare: DateTests['compare'],
): Pushed {
  const moments = wanted.filter((value) => timeOf(value) !== undefined);
  const days = wanted.filter((value) => timeOf(value) === undefined);
  return eitherOf([
    ...(moments.length === 0 ? [] : [isOne(moments)]),
    ...days.map((day) => within(day, compare)),
  ]);
}

/** One condition of many; exact if all are. */
export function eitherOf(parts: readonly Pushed[]): Pushed {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return {
    atLeast: { kind: 'any', of: parts.map(({ atLeast }) => atLeast) },
    exact: parts.every(({ exact }) => exact),
  };
}

/** A comparison under an ordering. */
export function comparing(
  ordering: Ordering,
  op: Comparison,
  value: string | number,
): Extract<Condition, { kind: 'compare' }> {
  return { kind: 'compare', column: 0, ordering, op, value };
}

const WIDTHS = {
  day: 'yyyy-MM-dd'.length,
  second: 'yyyy-MM-ddTHH:mm:ss'.length,
  millisecond: 'yyyy-MM-ddTHH:mm:ss.SSS'.length,
} as const satisfies Record<Precision, number>;

/** A comparison with a moment finer than the column keeps, as one with what the column can hold. */
export function floored(
  op: Comparison,
  value: string,
  keeps: Precision,
): { readonly op: Comparison; readonly value: string } {
  const key = momentKey(value);
  const kept = key.slice(0, WIDTHS[keeps]);
  const opOf = { '<': '<=', '<=': '<=', '>': '>', '>=': '>' } as const;
  return {
    op: key > momentKey(kept) ? opOf[op] : op,
    value: keeps === 'day' ? dayOf(kept) : kept,
  };
}

export function allOf(...of: readonly Condition[]): Condition {
  return { kind: 'all', of };
}
