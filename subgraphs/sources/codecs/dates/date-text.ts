import type { Comparison, Condition, Ordering, TextDateFormat } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import type { Codec } from '../codec.ts';
import { allOf, floored, NOWHERE, pushDate, UNDECIDED } from './date-filter.ts';
import {
  dayAfter,
  type MomentParts,
  momentKey,
  momentOf,
  timeOf,
  unswapped,
} from '../../model/moment.ts';
import { textOf, trimBlanks } from '../raw-text.ts';

/** Days and moments kept as text in one format; text of any other form is no date. */
export function textDate(
  format: TextDateFormat,
  none: readonly RawValue[] | undefined,
  swapped: boolean,
): Codec<string> {
  const timed = format.includes('HH');
  const { read, write } = layout(format);
  const sentinels = none?.map(textOf) ?? [
    '',
    format.replace(/[a-z]/giu, '0'),
    write('1900-01-01T00:00:00'),
  ];
  const ordering: Ordering = { kind: 'text-date', format, none: sentinels };

  /** The texts that mean just this moment. */
  const formsOf = (value: string): readonly string[] => {
    const forms = [
      write(value),
      ...(swapped && value.slice(8, 10) > '12' ? [write(swap(value))] : []),
    ];
    return forms.filter((form) => !sentinels.includes(form));
  };
  const fits = (value: string): boolean => {
    const parts = read(write(value));
    const kept = parts && momentOf(parts);
    return kept !== null && momentKey(kept) === momentKey(value);
  };
  const compare = (op: Comparison, value: string): Condition => ({
    kind: 'compare',
    column: 0,
    ordering,
    ...floored(op, value, 'second'),
  });

  return {
    arity: 1,
    decode: ([raw]) => {
      const text = trimBlanks(textOf(raw));
      if (text === '' || sentinels.includes(text)) return { value: null };
      const parts = read(text);
      const value = parts && momentOf(parts);
      if (value !== null) return { value };
      const meant = swapped && parts ? unswapped(parts) : null;
      return { value: meant, repair: meant === null ? 'DATE_UNREADABLE' : 'DATE_SWAPPED' };
    },
    encode: (value) =>
      fits(value) && timed === (timeOf(value) !== undefined)
        ? formsOf(value).map((form) => [form])
        : [],
    push: (test) =>
      pushDate(test, {
        isNull: {
          atLeast: { kind: 'not', of: compare('>=', '0001-01-01') },
          exact: !swapped,
        },
        equal: (value) => {
          if (timed && timeOf(value) === undefined) {
            const after = dayAfter(value);
            if (swapped || after === null) return UNDECIDED;
            return { atLeast: allOf(compare('>=', value), compare('<', after)), exact: true };
          }
          const values = fits(value) ? formsOf(value) : [];
          return values.length === 0
            ? NOWHERE
            : { atLeast: { kind: 'in', column: 0, values, trimmed: 'blanks' }, exact: true };
        },
        compare: (op, value) =>
          swapped ? UNDECIDED : { atLeast: compare(op, value), exact: true },
      }),
    // Rows whose month and day changed places sort by what they are not.
    ...(swapped ? {} : { ordering, sortKey: { toRaw: (value) => momentKey(value).slice(0, 19) } }),
  };
}

/** Reads and writes the digit groups of a format. */
function layout(format: TextDateFormat): {
  readonly read: (text: string) => MomentParts | null;
  readonly write: (moment: string) => string;
} {
  const pattern = new RegExp(
    `^${format.replace(GROUP, (group) => `(?<${group}>\\d{${group.length}})`)}$`,
    'u',
  );
  return {
    read: (text) => {
      const groups = pattern.exec(text)?.groups;
      if (groups === undefined) return null;
      const { yyyy: year = '', MM: month = '', dd: day = '', HH, mm = '00', ss = '00' } = groups;
      return { year, month, day, ...(HH === undefined ? {} : { time: `${HH}:${mm}:${ss}` }) };
    },
    write: (moment) => {
      const key = momentKey(moment);
      return format.replace(GROUP, (group) => {
        const start = 'yyyy-MM-ddTHH:mm:ss'.indexOf(group);
        return key.slice(start, start + group.length);
      });
    },
  };
}

const GROUP = /yyyy|MM|dd|HH|mm|ss/gu;

function swap(value: string): string {
  return `${value.slice(0, 5)}${value.slice(8, 10)}-${value.slice(5, 7)}${value.slice(10)}`;
}
