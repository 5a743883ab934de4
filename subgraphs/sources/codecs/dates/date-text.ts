import type { Comparison, Ordering } from '../../model/condition.ts';
import { momentKey, momentOf, splitMoment, swap, timeOf, unswapped } from '../../model/moment.ts';
import { type Codec, NOWHERE, type Pushed, type Reading, UNDECIDED, unread } from '../codec.ts';
import { textOf, trimBlanks } from '../raw-text.ts';
import { allOf, amongMoments, comparing, floored, pushDate } from './date-filter.ts';
import type { DateForm } from './date-format.ts';
import { LOCAL, shifted } from './date-zone.ts';

/** FoxPro keeps an empty date as its separators alone: `  /  /    `. */
const BLANK = /^[\s/:.-]*$/u;

const UNREADABLE = { value: null, repair: 'DATE_UNREADABLE' } as const;

/** Days and moments kept as text, in one form or several; text of any other form is no date. */
export function textDate(
  forms: readonly DateForm[],
  none: readonly string[] | undefined,
  swapped: boolean,
  most?: string,
): Codec<string> {
  const sentinels = none ?? forms.flatMap(usualNone);
  const shapes = forms.flatMap(({ shape }) => shape ?? []);
  const timed = forms.some((form) => form.timed);
  const ordering: Ordering = {
    kind: 'text-date',
    shapes,
    none: sentinels,
    ...(most === undefined ? {} : { most }),
  };
  // Rows whose month and day changed places sort by what they are not.
  const ordered =
    !swapped && shapes.length === forms.length && forms.every(({ utc }) => utc !== true);

  const isBeyond = (value: string): boolean =>
    most !== undefined && momentKey(value) > momentKey(most);

  const decode = (raw: string): Reading<string> => {
    const text = trimBlanks(raw);
    if (BLANK.test(text) || sentinels.includes(text)) return { value: null };
    const readings = forms.flatMap((form) => {
      const parts = form.read(text);
      return parts === null ? [] : [{ form, parts }];
    });
    const [value, ...others] = readings.flatMap(({ form, parts }) => hereOf(form, momentOf(parts)));
    if (value !== undefined) {
      if (isBeyond(value)) return UNREADABLE;
      return others.some((other) => other !== value)
        ? { value, repair: 'DATE_AMBIGUOUS' }
        : { value };
    }
    const [meant] = swapped
      ? readings.flatMap(({ form, parts }) => hereOf(form, unswapped(parts)))
      : [];
    return meant === undefined || isBeyond(meant)
      ? UNREADABLE
      : { value: meant, repair: 'DATE_SWAPPED' };
  };

  /** The texts that mean just this moment. */
  const writingsOf = (value: string): readonly string[] => {
    const texts = forms.flatMap(({ utc, write }) => {
      const its = utc === true ? shifted(value, -LOCAL * 60) : value;
      return swapped && its.slice(8, 10) > '12' ? [...write(its), ...write(swap(its))] : write(its);
    });
    const key = momentKey(value);
    return [...new Set(texts)].filter((text) => {
      const read = decode(text).value;
      return read !== null && momentKey(read) === key;
    });
  };

  /** Kept as one of the texts that mean these moments. */
  const written = (wanted: readonly string[]): Pushed => {
    if (forms.some(({ unlisted }) => unlisted === true)) return UNDECIDED;
    const values = wanted.flatMap(writingsOf);
    if (values.length === 0) return NOWHERE;
    const isOne = { kind: 'in', column: 0, values, trimmed: 'blanks' } as const;
    return ordered
      ? // A collation may take other digits for the same.
        { atLeast: allOf(isOne, { kind: 'readable', column: 0, ordering }), exact: true }
      : { atLeast: isOne, exact: false };
  };

  const compare = (op: Comparison, value: string): Pushed => {
    if (!ordered) return UNDECIDED;
    const floor = floored(op, value, 'second');
    return { atLeast: comparing(ordering, floor.op, floor.value), exact: true };
  };

  return {
    arity: 1,
    decode: ([raw]) => decode(textOf(raw)),
    encode: (value) =>
      forms.some((form) => form.timed === (timeOf(value) !== undefined))
        ? writingsOf(value).map((text) => [text])
        : [],
    push: (test) =>
      pushDate(test, {
        isNull: ordered ? unread(ordering) : UNDECIDED,
        among: (wanted) => (timed ? amongMoments(wanted, written, compare) : written(wanted)),
        compare,
      }),
    ...(ordered
      ? {
          ordering,
          sortKey: { toRaw: (value) => momentKey(value).slice(0, 19), precision: 'second' },
          calendar: true as const,
        }
      : {}),
  };
}

/** Zeros, and 1 January 1900, which programs write for none; of two digits of a year it may be another. */
function usualNone({ write, shape, none = [] }: DateForm): readonly string[] {
  if (shape === undefined) return none;
  const zeros = shape.format.replace(/[yMdHms]/gu, '0');
  return shape.pivot === undefined ? [zeros, ...write('1900-01-01')] : [zeros];
}

/** By the province's clock; nothing where that is in no calendar. */
function hereOf({ utc }: DateForm, moment: string | null): readonly string[] {
  if (moment === null) return [];
  const here = utc === true ? momentOf(splitMoment(shifted(moment, LOCAL * 60))) : moment;
  return here === null ? [] : [here];
}
