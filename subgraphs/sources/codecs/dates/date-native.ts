import type { Comparison, Ordering } from '../../model/condition.ts';
import { momentKey, momentOf, timeOf } from '../../model/moment.ts';
import type { RawValue } from '../../model/raw.ts';
import { type Codec, type Pushed, unread } from '../codec.ts';
import { textOf, trimBlanks } from '../raw-text.ts';
import { comparing, eitherOf, pushDate, within } from './date-filter.ts';

const PARTS =
  /^(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})(?:[T ](?<minute>\d{2}:\d{2})(?:(?<second>:\d{2})(?:\.(?<fraction>\d{1,9}))?)?)?$/u;

/** MySQL writes “no date” as zeros. */
const ZEROS = /^0000-00-00(?:[T ]00:00:00(?:\.0+)?)?$/u;

/** Dates and date-times of the database's own types; they arrive as text. */
export function nativeDate(
  none: readonly RawValue[] = ['1900-01-01'],
  most?: string,
): Codec<string> {
  const sentinels = none.flatMap((raw) => {
    const moment = readNative(textOf(raw));
    return moment === null ? [] : [startOf(moment)];
  });
  const ordering: Ordering = {
    kind: 'moment',
    none: sentinels,
    ...(most === undefined ? {} : { most }),
  };
  const compare = (op: Comparison, value: string): Pushed => ({
    atLeast: comparing(ordering, op, startOf(value)),
    exact: true,
  });

  return {
    arity: 1,
    decode: ([raw]) => {
      if (raw === null || raw === undefined) return { value: null };
      const text = typeof raw === 'string' ? trimBlanks(raw) : null;
      if (text === '' || (text !== null && ZEROS.test(text))) return { value: null };
      const moment = text === null ? null : readNative(text);
      if (moment === null || (most !== undefined && momentKey(moment) > momentKey(most)))
        return { value: null, repair: 'DATE_UNREADABLE' };
      return { value: sentinels.includes(startOf(moment)) ? null : moment };
    },
    encode: (value) => [[value]],
    push: (test) =>
      pushDate(test, {
        isNull: unread(ordering),
        among: (values) => eitherOf(values.map((value) => within(value, compare))),
        compare,
      }),
    ordering,
    sortKey: { toRaw: startOf },
    calendar: true,
  };
}

/** The moment that a database's own type writes as ISO text, or null. */
export function readNative(text: string): string | null {
  const parts = PARTS.exec(text)?.groups;
  if (parts === undefined) return null;
  const { year = '', month = '', day = '', minute, second = ':00', fraction = '' } = parts;
  if (minute === undefined) return momentOf({ year, month, day });
  // No database compares more than 100 ns.
  const kept = fraction.slice(0, 7).replace(/0+$/u, '');
  return momentOf({ year, month, day, time: `${minute}${second}${kept && `.${kept}`}` });
}

/** Whether the text says “none” in a native column's own way. */
export function isNativeNone(text: string): boolean {
  return text.trim() === '' || ZEROS.test(text) || readNative(text) !== null;
}

function startOf(value: string): string {
  return timeOf(value) === undefined ? `${value}T00:00:00` : value;
}
