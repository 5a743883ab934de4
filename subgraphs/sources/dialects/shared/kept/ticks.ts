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
  const seconds = digits.slice(0, -PLACES);
  const second = new Date((Number(seconds) - Number(EPOCH)) * 1_000).toISOString().slice(0, 19);
  const rest = digits.slice(-PLACES);
  return NO_PART.test(rest)
    ? second
    : `${second}.${rest.padStart(PLACES, '0').replace(/0+$/u, '')}`;
}

/** Digits of a moment's steps behind the whole seconds. */
const PLACES = 7;
const NO_PART = /^0+$/u;
