import { momentKey } from '../../../model/moment.ts';

/** Steps of 100 ns a second. No database keeps moments finer, and a 64-bit integer holds all of the years 1 to 9999. */
const A_SECOND = 10_000_000n;
export const A_DAY = 86_400n * A_SECOND;

/** Seconds from the first day of year 1 to the Unix epoch. */
const EPOCH = 62_135_596_800n;

/** The moment as steps of 100 ns since 0001-01-01T00:00:00; a bare day stands for its start. */
export function ticksOf(moment: string): bigint {
  const key = momentKey(moment);
  const seconds = BigInt(Date.parse(`${key.slice(0, 19)}Z`) / 1_000) + EPOCH;
  return seconds * A_SECOND + BigInt(key.slice(20));
}

/** The moment of so many steps, given in digits: `yyyy-MM-ddTHH:mm:ss[.f…]` without zeros at the end. */
export function momentOfTicks(digits: string): string {
  const seconds = Number(digits.slice(0, -PLACES));
  const day = Math.floor(seconds / SECONDS_A_DAY);
  const left = seconds - day * SECONDS_A_DAY;
  const [hour, minute] = [Math.floor(left / 3_600), Math.floor(left / 60) % 60];
  const second = `${dayText(day)}T${PAIRS[hour] ?? ''}:${PAIRS[minute] ?? ''}:${PAIRS[left % 60] ?? ''}`;
  const rest = digits.slice(-PLACES);
  return NO_PART.test(rest)
    ? second
    : `${second}.${rest.padStart(PLACES, '0').replace(/0+$/u, '')}`;
}

/** Days that were told, of which rows have few: a `Date` for each moment takes five times as long. */
const days = new Map<number, string>();
const MOST_DAYS = 10_000;

/** `yyyy-MM-dd`, of a day counted from 0001-01-01. */
function dayText(day: number): string {
  const known = days.get(day);
  if (known !== undefined) return known;
  if (days.size === MOST_DAYS) days.clear();
  const told = new Date((day * SECONDS_A_DAY - Number(EPOCH)) * 1_000).toISOString().slice(0, 10);
  days.set(day, told);
  return told;
}

/** Digits of a moment's steps behind the whole seconds. */
const PLACES = 7;
const NO_PART = /^0+$/u;
const SECONDS_A_DAY = 86_400;
const PAIRS = Array.from({ length: 60 }, (_one, at) => String(at).padStart(2, '0'));
