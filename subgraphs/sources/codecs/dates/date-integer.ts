import type { Comparison, Ordering } from '../../model/condition.ts';
import { momentKey, momentOf, swap, timeOf, unswapped } from '../../model/moment.ts';
import type { RawValue } from '../../model/raw.ts';
import { type Codec, NOWHERE, type Precision, type Pushed, UNDECIDED, unread } from '../codec.ts';
import { textOf, trimBlanks } from '../raw-text.ts';
import { allOf, amongMoments, comparing, floored, pushDate } from './date-filter.ts';

/** Digits of a number that write a day, or a moment. */
export interface WrittenNumber {
  readonly format: 'yyyyMMdd' | 'yyyyMMddHHmmss';
  readonly digits: 8 | 14;
  readonly precision: Precision;
  /** What programs write for none. */
  readonly none: readonly number[];
}

/** `20160815` */
export const DAY_NUMBER: WrittenNumber = {
  format: 'yyyyMMdd',
  digits: 8,
  precision: 'day',
  none: [0, 19_000_101],
};

/** `20160815143000` */
export const MOMENT_NUMBER: WrittenNumber = {
  format: 'yyyyMMddHHmmss',
  digits: 14,
  precision: 'second',
  none: [0, 19_000_101_000_000],
};

interface IntegerOptions {
  readonly none: readonly RawValue[] | undefined;
  readonly swapped: boolean;
  /** The last moment that is read. */
  readonly most: string | undefined;
}

/** Days and moments kept as a number whose digits write them. */
export function integerDate(
  written: WrittenNumber,
  { none = written.none, swapped, most }: IntegerOptions,
): Codec<string> {
  const { format, digits, precision } = written;
  const isTimed = precision !== 'day';
  const sentinels = none.map(Number);
  const ordering: Ordering = {
    kind: 'text-date',
    shapes: [{ format }],
    numbers: digits,
    none: sentinels.map((number) => String(number).padStart(digits, '0')),
    ...(most === undefined ? {} : { most: most.slice(0, 19) }),
  };
  /** The number itself, which an index serves. */
  const bare: Ordering = { kind: 'number', none: [] };
  const isRead = { kind: 'readable', column: 0, ordering } as const;
  const isBeyond = (value: string): boolean =>
    most !== undefined && momentKey(value) > momentKey(most);

  /** The numbers that mean just this moment. */
  const numbersOf = (value: string): readonly number[] => {
    const key = momentKey(value);
    const kept = floored('>=', value, precision).value;
    if (key !== momentKey(kept) || isBeyond(value)) return [];
    const forms = swapped && kept.slice(8, 10) > '12' ? [kept, swap(kept)] : [kept];
    return forms.map(numberOf).filter((number) => !sentinels.includes(number));
  };
  const compare = (op: Comparison, value: string): Pushed => {
    if (swapped) return UNDECIDED;
    const bound = floored(op, value, precision);
    return {
      atLeast: allOf(comparing(bare, bound.op, numberOf(bound.value)), isRead),
      exact: true,
    };
  };
  const oneOf = (wanted: readonly string[]): Pushed => {
    const values = wanted.flatMap(numbersOf);
    return values.length === 0
      ? NOWHERE
      : { atLeast: { kind: 'in', column: 0, values }, exact: true };
  };

  return {
    arity: 1,
    decode: ([raw]) => {
      // Columns of decimals write `20160815.00`.
      const text = trimBlanks(textOf(raw)).replace(/\.0+$/u, '');
      if (text === '' || sentinels.includes(Number(text))) return { value: null };
      // SQLite keeps bytes in a column of numbers, too, and sorts them behind all of these.
      const parts = raw instanceof Uint8Array ? null : partsOf(text, digits);
      if (parts === null) return { value: null, repair: 'DATE_UNREADABLE' };
      const value = momentOf(parts);
      if (value !== null && !isBeyond(value)) return { value };
      const meant = swapped && value === null ? unswapped(parts) : null;
      return meant === null || isBeyond(meant)
        ? { value: null, repair: 'DATE_UNREADABLE' }
        : { value: meant, repair: 'DATE_SWAPPED' };
    },
    encode: (value) =>
      (timeOf(value) !== undefined) === isTimed ? numbersOf(value).map((number) => [number]) : [],
    push: (test) =>
      pushDate(test, {
        isNull: swapped ? UNDECIDED : unread(ordering),
        among: (wanted) => (isTimed ? amongMoments(wanted, oneOf, compare) : oneOf(wanted)),
        compare,
      }),
    // Rows whose month and day changed places sort by what they are not.
    ...(swapped
      ? {}
      : {
          ordering,
          sortKey: { toRaw: (value) => momentKey(value).slice(0, 19), precision },
          calendar: true as const,
        }),
  };
}

function numberOf(moment: string): number {
  return Number(moment.replace(/\D/gu, ''));
}

function partsOf(text: string, digits: number) {
  const [, year, month, day, hour, minute, second] = WRITTEN.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) return null;
  if (text.length !== digits) return null;
  const time = hour === undefined ? {} : { time: [hour, minute, second].join(':') };
  return { year, month, day, ...time };
}

const WRITTEN = /^(\d{4})(\d{2})(\d{2})(?:(\d{2})(\d{2})(\d{2}))?$/u;
