import type { Comparison, Ordering } from '../../model/condition.ts';
import { dayOf, momentKey, momentOf, timeOf, unswapped } from '../../model/moment.ts';
import type { RawValue } from '../../model/raw.ts';
import { type Codec, NOWHERE, type Pushed, UNDECIDED, unread } from '../codec.ts';
import { textOf, trimBlanks } from '../raw-text.ts';
import { allOf, comparing, floored, pushDate } from './date-filter.ts';

/** Days kept as a number, `20160815`. */
export function integerDate(
  none: readonly RawValue[] = [0, 19_000_101],
  swapped: boolean,
): Codec<string> {
  const sentinels = none.map(Number);
  const ordering: Ordering = {
    kind: 'text-date',
    shapes: [{ format: 'yyyyMMdd' }],
    numbers: true,
    none: sentinels.map((day) => String(day).padStart(8, '0')),
  };
  /** The number itself, which an index serves. */
  const bare: Ordering = { kind: 'number', none: [] };
  const isDay = { kind: 'readable', column: 0, ordering } as const;

  const formsOf = (value: string): readonly number[] => {
    if ((timeOf(value) ?? MIDNIGHT) !== MIDNIGHT) return [];
    const [year = '', month = '', day = ''] = dayOf(value).split('-');
    const forms = [`${year}${month}${day}`];
    if (swapped && Number(day) > 12) forms.push(`${year}${day}${month}`);
    return forms.map(Number).filter((form) => !sentinels.includes(form));
  };
  const compare = (op: Comparison, value: string): Pushed => {
    if (swapped) return UNDECIDED;
    const bound = floored(op, value, 'day');
    return {
      atLeast: allOf(comparing(bare, bound.op, numberOf(bound.value)), isDay),
      exact: true,
    };
  };

  return {
    arity: 1,
    decode: ([raw]) => {
      // Columns of decimals write `20160815.00`.
      const text = trimBlanks(textOf(raw)).replace(/\.0+$/u, '');
      if (text === '' || sentinels.includes(Number(text))) return { value: null };
      // SQLite keeps bytes in a column of numbers, too, and sorts them behind all of these.
      if (raw instanceof Uint8Array) return { value: null, repair: 'DATE_UNREADABLE' };
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
        isNull: swapped ? UNDECIDED : unread(ordering),
        among: (wanted) => {
          const values = wanted.flatMap(formsOf);
          return values.length === 0
            ? NOWHERE
            : { atLeast: { kind: 'in', column: 0, values }, exact: true };
        },
        compare,
      }),
    // Rows whose month and day changed places sort by what they are not.
    ...(swapped
      ? {}
      : {
          ordering,
          sortKey: { toRaw: (value) => momentKey(value).slice(0, 19), precision: 'day' },
          calendar: true as const,
        }),
  };
}

const MIDNIGHT = '00:00:00';

function numberOf(value: string): number {
  return Number(dayOf(value).replaceAll('-', ''));
}
