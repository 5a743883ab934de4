import type { Ordering } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import type { Codec } from '../codec.ts';
import { floored, NOWHERE, pushDate, UNDECIDED } from './date-filter.ts';
import { dayOf, momentKey, momentOf, timeOf, unswapped } from '../../model/moment.ts';
import { textOf, trimBlanks } from '../raw-text.ts';

/** Days kept as a number, `20160815`. */
export function integerDate(
  none: readonly RawValue[] = [0, 19000101],
  swapped: boolean,
): Codec<string> {
  const sentinels = none.map(Number);
  /** Filters keep the index of the number; the re-check drops numbers that are no day. */
  const compared: Ordering = { kind: 'native', none: sentinels };
  /** Sorting must know them: what decodes to null has to sort as null, or a cursor skips rows. */
  const ordering: Ordering = { kind: 'text-date', format: 'yyyyMMdd', none: sentinels.map(String) };
  const formsOf = (value: string): readonly number[] => {
    if ((timeOf(value) ?? MIDNIGHT) !== MIDNIGHT) return [];
    const [year = '', month = '', day = ''] = dayOf(value).split('-');
    const forms = [`${year}${month}${day}`];
    if (swapped && Number(day) > 12) forms.push(`${year}${day}${month}`);
    return forms.map(Number).filter((form) => !sentinels.includes(form));
  };

  return {
    arity: 1,
    decode: ([raw]) => {
      const text = trimBlanks(textOf(raw));
      if (text === '' || sentinels.includes(Number(text))) return { value: null };
      const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/u.exec(text) ?? [];
      if (year === undefined || month === undefined || day === undefined) {
        return { value: null, repair: 'DATE_UNREADABLE' };
      }
      const value = momentOf({ year, month, day });
      if (value !== null) return { value };
      const meant = swapped ? unswapped({ year, month, day }) : null;
      return { value: meant, repair: meant === null ? 'DATE_UNREADABLE' : 'DATE_SWAPPED' };
    },
    encode: (value) => (timeOf(value) === undefined ? formsOf(value).map((form) => [form]) : []),
    push: (test) =>
      pushDate(test, {
        // A number such as 20161345 is null too, and the database does not know.
        isNull: UNDECIDED,
        equal: (value) => {
          const values = formsOf(value);
          return values.length === 0
            ? NOWHERE
            : { atLeast: { kind: 'in', column: 0, values }, exact: true };
        },
        compare: (op, value) => {
          if (swapped) return UNDECIDED;
          const bound = floored(op, value, 'day');
          return {
            atLeast: {
              kind: 'compare',
              column: 0,
              ordering: compared,
              op: bound.op,
              value: numberOf(bound.value),
            },
            exact: false,
          };
        },
      }),
    // Rows whose month and day changed places sort by what they are not.
    ...(swapped ? {} : { ordering, sortKey: { toRaw: (value) => momentKey(value).slice(0, 19) } }),
  };
}

const MIDNIGHT = '00:00:00';

function numberOf(value: string): number {
  return Number(dayOf(value).replaceAll('-', ''));
}
