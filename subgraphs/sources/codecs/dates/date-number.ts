import type { Comparison, NumberLimits, Ordering } from '../../model/condition.ts';
import { momentKey, timeOf } from '../../model/moment.ts';
import type { RawValue } from '../../model/raw.ts';
import { type Codec, NOWHERE, type Precision, type Pushed, unread } from '../codec.ts';
import { textOf, trimBlanks } from '../raw-text.ts';
import { comparing, eitherOf, floored, pushDate, within } from './date-filter.ts';

/** A count of days, seconds or milliseconds since some day. */
export interface DateCount {
  /** The counts that are moments of the years 1 to 9999. */
  readonly limits: Omit<NumberLimits, 'whole'>;
  readonly keeps: Precision;
  /** The count of a moment that is kept so finely, or of the one before it. */
  readonly count: (moment: string) => number;
  readonly moment: (count: number) => string;
}

/** The province's clock runs seven hours before the one that epochs are counted by. */
const LOCAL = 7 * 3_600;
const YEAR_1 = -62_135_596_800;
const YEAR_10000 = 253_402_300_800;
const DAY = 86_400;

/** Seconds since 1970 in UTC. */
export const EPOCH_SECONDS: DateCount = {
  limits: { least: YEAR_1 - LOCAL, most: YEAR_10000 - LOCAL - 1 },
  keeps: 'second',
  count: (moment) => secondsOf(moment) - LOCAL,
  moment: (count) => isoOf((count + LOCAL) * 1_000).slice(0, 19),
};

/** Milliseconds since 1970 in UTC. */
export const EPOCH_MILLISECONDS: DateCount = {
  limits: { least: (YEAR_1 - LOCAL) * 1_000, most: (YEAR_10000 - LOCAL) * 1_000 - 1 },
  keeps: 'millisecond',
  count: (moment) => Math.round((secondsOf(moment) - LOCAL) * 1_000),
  moment: (count) =>
    isoOf(count + LOCAL * 1_000).replace(/\.?0*$/u, (zeros) => (zeros.includes('.') ? '' : zeros)),
};

/**
 * Excel's serials: 1 is 1 January 1900, and 60 is 29 February 1900, which was no day: those after it are one too high. The
 * fraction is the time of day.
 */
export const EXCEL: DateCount = {
  limits: { least: 1, most: 2_958_465.999_99, gap: [60, 61] },
  keeps: 'day',
  count: (moment) => {
    const days = Math.floor(secondsOf(moment) / DAY) + 25_569;
    return days < 61 ? days - 1 : days;
  },
  moment: (count) => {
    const days = count < 60 ? count + 1 : count;
    const text = isoOf(Math.round((days - 25_569) * DAY) * 1_000).slice(0, 19);
    return Number.isInteger(count) ? text.slice(0, 10) : text;
  },
};

/** Moments counted in a number. `whole` where the column has no fractions, so that SQL can say it exactly. */
export function countedDate(
  { limits, keeps, count, moment }: DateCount,
  none: readonly RawValue[] = [0],
  whole: boolean,
): Codec<string> {
  const sentinels = none.map(Number);
  const read: NumberLimits = { ...limits, whole };
  const ordering: Ordering = { kind: 'number', none: sentinels, limits: read };
  const compare = (op: Comparison, value: string): Pushed => {
    const floor = floored(op, value, keeps);
    const number = count(floor.value);
    if (whole) return { atLeast: comparing(ordering, floor.op, number), exact: true };
    // A day's fraction is a time of day, rounded to the second: SQL finds the day, and the time is looked at again.
    const near = op.startsWith('<') ? number + 2 : number - 1;
    return { atLeast: comparing(ordering, floor.op, near), exact: false };
  };
  const equal = (value: string): Pushed =>
    keeps === 'day' && whole && timeOf(value) !== undefined && !/T00:00:00(?:\.0*)?$/u.test(value)
      ? NOWHERE
      : within(value, compare);
  return {
    arity: 1,
    decode: ([raw]) => {
      const text = trimBlanks(textOf(raw));
      if (text === '') return { value: null };
      // SQLite keeps bytes in a column of numbers, too.
      const number = NUMBER.test(text) && !(raw instanceof Uint8Array) ? Number(text) : null;
      if (number !== null && sentinels.includes(number)) return { value: null };
      return number === null || !isWithin(number, read)
        ? { value: null, repair: 'DATE_UNREADABLE' }
        : { value: moment(number) };
    },
    encode: (value) => {
      const number = count(value);
      return momentKey(moment(number)) === momentKey(value) && !sentinels.includes(number)
        ? [[number]]
        : [];
    },
    push: (test) =>
      pushDate(test, {
        isNull: unread(ordering),
        among: (values) => eitherOf(values.map(equal)),
        compare,
      }),
    ...(whole
      ? { ordering, sortKey: { toRaw: (value: string) => count(value), precision: keeps } }
      : {}),
  };
}

/** A reader of such a count among other ways of writing, in a column of text. */
export function countedText(counted: DateCount): (text: string) => string | null {
  const codec = countedDate(counted, [0], false);
  return (text) => codec.decode([text]).value;
}

const NUMBER = /^-?\d+(?:\.\d+)?$/u;

function isWithin(number: number, { least, most, whole, gap }: NumberLimits): boolean {
  return (
    number >= least &&
    number <= most &&
    (!whole || Number.isInteger(number)) &&
    !(gap !== undefined && number >= gap[0] && number < gap[1])
  );
}

function secondsOf(moment: string): number {
  return Date.parse(`${momentKey(moment).slice(0, 23)}Z`) / 1_000;
}

function isoOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 23);
}
