import type { Comparison, Condition, Ordering } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import type { Codec } from '../codec.ts';
import { allOf, anyOf, pushDate } from './date-filter.ts';
import { dayAfter, momentOf, timeOf } from '../../model/moment.ts';
import { textOf, trimBlanks } from '../raw-text.ts';

const PARTS =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<minute>\d{2}:\d{2})(?<second>:\d{2})?(?:\.(?<fraction>\d{1,9}))?)?$/u;

/** Dates and date-times of the database's own types; they arrive as text. */
export function nativeDate(none: readonly RawValue[] = ['1900-01-01']): Codec<string> {
  const sentinels = none.flatMap((raw) => {
    const moment = read(textOf(raw));
    return moment === null ? [] : [startOf(moment)];
  });
  const ordering: Ordering = { kind: 'native', none: sentinels };
  const compare = (op: Comparison, value: string): Condition => ({
    kind: 'compare',
    column: 0,
    ordering,
    op,
    value: startOf(value),
  });
  const equal = (value: string): Condition => {
    if (timeOf(value) !== undefined) return allOf(compare('>=', value), compare('<=', value));
    const after = dayAfter(value);
    return after === null ? compare('>=', value) : allOf(compare('>=', value), compare('<', after));
  };
  const isNone: Condition =
    sentinels.length > 0
      ? anyOf({ kind: 'isNull', column: 0 }, { kind: 'in', column: 0, values: sentinels })
      : { kind: 'isNull', column: 0 };

  return {
    arity: 1,
    decode: ([raw]) => {
      const text = trimBlanks(textOf(raw));
      // MySQL writes “no date” as zeros.
      if (text === '' || text.startsWith('0000-00-00')) return { value: null };
      const moment = read(text);
      if (moment === null) return { value: null, repair: 'DATE_UNREADABLE' };
      return { value: sentinels.includes(startOf(moment)) ? null : moment };
    },
    encode: (value) => [[value]],
    push: (test) =>
      pushDate(test, {
        isNull: { atLeast: isNone, exact: true },
        equal: (value) => ({ atLeast: equal(value), exact: true }),
        compare: (op, value) => ({ atLeast: compare(op, value), exact: true }),
      }),
    ordering,
    sortKey: { toRaw: startOf },
  };
}

function read(text: string): string | null {
  const parts = PARTS.exec(text)?.groups;
  if (parts === undefined) return null;
  const { year = '', month = '', day = '', minute, second = ':00', fraction = '' } = parts;
  if (minute === undefined) return momentOf({ year, month, day });
  const kept = fraction.replace(/0+$/u, '');
  return momentOf({ year, month, day, time: `${minute}${second}${kept && `.${kept}`}` });
}

function startOf(value: string): string {
  return timeOf(value) === undefined ? `${value}T00:00:00` : value;
}
