/**
 * Moments are ISO local text: `yyyy-MM-dd` where only the day is known, otherwise `yyyy-MM-ddTHH:mm:ss[.f…]`.
 * Source clocks have no zone, and a JavaScript Date would lose digits.
 */

/** What a column says of a moment, before anyone asked the calendar. */
export interface MomentParts {
  readonly year: string;
  readonly month: string;
  readonly day: string;
  /** `HH:mm:ss[.f…]` */
  readonly time?: string;
}

/** Full width, so that moments of every precision compare as text; a day stands for its start. */
export function momentKey(value: string): string {
  const [clock = '', fraction = ''] = (timeOf(value) ?? '00:00:00').split('.');
  return `${dayOf(value)}T${clock}.${fraction.padEnd(7, '0')}`;
}

/** The moment, or null where the calendar or the clock has no such one. */
export function momentOf({ year, month, day, time }: MomentParts): string | null {
  if (Number(year) < 1 || Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) {
    return null;
  }
  if (time === undefined) return `${year}-${month}-${day}`;
  return CLOCK.test(time) ? `${year}-${month}-${day}T${time}` : null;
}

/** The moment that was meant where month and day changed places, as far as that shows. */
export function unswapped({ month, day, ...rest }: MomentParts): string | null {
  return Number(month) > 12 ? momentOf({ ...rest, month: day, day: month }) : null;
}

/** A moment as it is written where month and day change places. */
export function swap(value: string): string {
  return `${value.slice(0, 5)}${value.slice(8, 10)}-${value.slice(5, 7)}${value.slice(10)}`;
}

export function dayOf(value: string): string {
  return value.slice(0, 10);
}

/** The time of day, or undefined for a bare day. */
export function timeOf(value: string): string | undefined {
  return value.length > 10 ? value.slice(11) : undefined;
}

/** The start of the day after; none at the end of the calendar, or after what is no day. */
export function dayAfter(value: string): string | null {
  const date = new Date(`${dayOf(value)}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 1);
  return Number.isNaN(date.getTime()) || date.getUTCFullYear() > 9999
    ? null
    : date.toISOString().slice(0, 10);
}

const CLOCK = /^(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?$/u;

function daysIn(year: number, month: number): number {
  if (month < 1 || month > 12) return 0;
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** The moment in parts, as a column would say it. */
export function splitMoment(value: string): MomentParts {
  const [year = '', month = '', day = ''] = dayOf(value).split('-');
  const time = timeOf(value);
  return { year, month, day, ...(time === undefined ? {} : { time }) };
}

/** Vietnamese clocks are ahead of UTC by so much, in milliseconds. */
const AHEAD_MS = 7 * 3_600_000;

/** An instant in milliseconds from 1970 by Vietnamese clocks: `yyyy-MM-ddTHH:mm:ss`. */
export function localOf(instant: number): string {
  return new Date(instant + AHEAD_MS).toISOString().slice(0, 'yyyy-MM-ddTHH:mm:ss'.length);
}

/** Now by Vietnamese clocks: `yyyy-MM-ddTHH:mm:ss`. */
export function localNow(): string {
  return localOf(Date.now());
}
