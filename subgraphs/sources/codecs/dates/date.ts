import type { RawValue } from '../../model/raw.ts';
import type { Codec, Misfit, StoredColumn } from '../codec.ts';
import { textOf, trimBlanks } from '../raw-text.ts';
import { type DateForm, formsOf, TEXT_FORMATS, type TextFormat } from './date-format.ts';
import { DAY_NUMBER, integerDate, MOMENT_NUMBER } from './date-integer.ts';
import { isoForms } from './date-iso.ts';
import { isNativeNone, nativeDate } from './date-native.ts';
import {
  countedDate,
  countedText,
  type DateCount,
  EPOCH_MILLISECONDS,
  EPOCH_SECONDS,
  EXCEL,
} from './date-number.ts';
import { textDate } from './date-text.ts';
import { fromUtc, LAST_IN_UTC } from './date-zone.ts';
import { splitMoment } from '../../model/moment.ts';

const COUNTS = {
  excel: EXCEL,
  'epoch-seconds': EPOCH_SECONDS,
  'epoch-milliseconds': EPOCH_MILLISECONDS,
} as const satisfies Record<string, DateCount>;

type CountFormat = keyof typeof COUNTS;

const NUMBERS = {
  'yyyyMMdd-integer': DAY_NUMBER,
  'yyyyMMddHHmmss-integer': MOMENT_NUMBER,
} as const;

type NumberFormat = keyof typeof NUMBERS;

/** ISO 8601, with or without a zone of its own. */
const ANY_ISO = 'iso-8601';
export type DateFormat = 'native' | NumberFormat | CountFormat | TextFormat | typeof ANY_ISO;

/** What a mapping may name as a date's format. */
export const DATE_FORMATS: readonly [DateFormat, ...DateFormat[]] = [
  'native',
  'yyyyMMdd-integer',
  'yyyyMMddHHmmss-integer',
  'excel',
  'epoch-seconds',
  'epoch-milliseconds',
  ANY_ISO,
  ...TEXT_FORMATS,
];

interface DateOptions {
  /** Several of text: the first that gives a day is believed. Not stated: the column's own type, or ISO text. */
  readonly format?: DateFormat | readonly DateFormat[];
  /** Raw values that mean “none”, as an empty column always does. Default: 1 January 1900 and zeros. */
  readonly none?: readonly RawValue[];
  /**
   * Some rows came in with month and day swapped, which shows where the month would be greater than 12. The database then
   * cannot compare by day, and sorts such rows as having none.
   */
  readonly swapped?: boolean;
  /** The first year that two digits may mean. */
  readonly pivot?: number;
  /** Moments are kept in UTC. `stated` where the field says so itself, not the whole database. */
  readonly utc?: 'stated' | 'usual';
}

/** What a column of text holds where nothing is said. */
const ISO: readonly TextFormat[] = [
  'yyyy-MM-dd',
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-ddTHH:mm:ss',
  'yyyy-MM-dd HH:mm',
  'yyyy-MM-ddTHH:mm',
];

/** Days and moments, kept as the database's own type, as a number or as text. */
export function dateCodec(options: DateOptions): Codec<string> {
  const { format = 'native' } = options;
  return {
    ...readAs([format].flat(), options, { whole: true, zoned: options.utc !== undefined }),
    fit: ([column]) => fit(options, column),
  };
}

function fit(options: DateOptions, column: StoredColumn | undefined): Codec<string> | Misfit {
  if (column === undefined) return dateCodec(options);
  const formats = formatsFor(options, column);
  if ('mend' in formats) return formats;
  const misfit = foreignNone(options.none, formats, column);
  if (misfit !== null) return misfit;
  const zone = zoneOf(options, formats, column);
  if (typeof zone !== 'boolean') return zone;
  return readAs(formats, options, { whole: isWhole(column, formats), zoned: zone });
}

/**
 * Whether a count is of whole numbers, which alone a database sorts by. Where a type is only a wish, a column wished to be of
 * integers may hold fractions: those of Excel's days are times of day, and are read.
 */
function isWhole({ strict, type }: StoredColumn, [format]: readonly DateFormat[]): boolean {
  return strict ? INTEGER.test(type) : type.includes('int') && format !== 'excel';
}

const INTEGER = /^(?:tiny|small|medium|big)?int(?:eger)?$/u;
/** Floating types that keep no more than seven digits. */
const SHORT = /^(?:real|float)$/u;

const ANY_NUMBER =
  'date: yyyyMMdd-integer, yyyyMMddHHmmss-integer, excel, epoch-seconds or epoch-milliseconds';

/** The formats that the column's values have, or why those stated do not fit. */
function formatsFor(
  { format }: DateOptions,
  { name, type, kind, strict }: StoredColumn,
): readonly DateFormat[] | Misfit {
  const isMoment = kind === 'moment' || kind === 'date';
  const misfit = (said: string, mend: string): Misfit => ({
    what: `“${name}” is a column of ${type || 'no type'}, which ${said} does not read`,
    mend,
  });
  if (format === undefined || format === 'native') {
    if (isMoment || (!strict && (kind === 'text' || kind === 'other'))) return ['native'];
    if (kind === 'text' && format === undefined) return ISO;
    return kind === 'text'
      ? misfit('date: native', 'write how the text is kept, such as date: dd/MM/yyyy')
      : misfit('date: native', `write how the number is kept: ${ANY_NUMBER}`);
  }
  const formats = [format].flat() as readonly DateFormat[];
  const said = `date: ${formats.join(', ')}`;
  if (strict && isMoment)
    return misfit(said, 'leave date: out, for the column is of the database’s own type');
  if (formats.length > 1 && formats.some((one) => one === 'native' || isWrittenNumber(one)))
    return {
      what: `${said} cannot stand in one column`,
      mend: 'name several formats of text, or just one other',
    };
  const [first] = formats;
  if (formats.length === 1 && first !== undefined && isNumeric(first)) {
    if (!strict && (kind === 'other' || kind === 'boolean' || kind === 'binary'))
      return misfit(said, 'list the formats of text too, as in date: [dd/MM/yyyy, excel]');
    if (kind === 'text')
      return misfit(
        said,
        isWrittenNumber(first)
          ? `write date: ${NUMBERS[first].format}`
          : 'write the format of the text',
      );
    if (strict && kind !== 'number') return misfit(said, 'write how the column’s values are kept');
    if (strict && SHORT.test(type) && isWrittenNumber(first))
      return misfit(said, 'such a column keeps too few digits for a day; map another');
    return formats;
  }
  if (strict && kind === 'number') {
    const integer = DATE_FORMATS.find((one) => one === `${first}-integer`);
    return misfit(said, `write ${integer === undefined ? ANY_NUMBER : `date: ${integer}`}`);
  }
  if (strict && kind !== 'text' && kind !== 'other')
    return misfit(said, 'write how the column’s values are kept');
  return formats;
}

/** A `none:` that is a day in another form than the column's would never be met. */
function foreignNone(
  none: readonly RawValue[] | undefined,
  formats: readonly DateFormat[],
  { name, strict }: StoredColumn,
): Misfit | null {
  const [first] = formats;
  for (const raw of none ?? []) {
    const text = trimBlanks(textOf(raw));
    const fits =
      first === 'native'
        ? isNativeNone(text)
        : formats.length === 1 && first !== undefined && isNumeric(first)
          ? text === '' || /^-?\d+(?:\.\d+)?$/u.test(text)
          : isOf(text, formats) || !isOf(text, [...TEXT_FORMATS]);
    if (!fits) {
      return {
        what: `none: “${textOf(raw)}” is not of the form in which “${name}” keeps a day (${strict && first === 'native' ? 'yyyy-MM-dd' : formats.map((one) => (one === 'native' ? 'yyyy-MM-dd' : one)).join(', ')})`,
        mend: 'write it as it stands in the column',
      };
    }
  }
  return null;
}

function isOf(text: string, formats: readonly DateFormat[]): boolean {
  return formats.some((format) =>
    writtenForms(format, 2000).some(({ read }) => read(text) !== null),
  );
}

/** Whether the column is read as UTC. */
function zoneOf(
  { utc }: DateOptions,
  formats: readonly DateFormat[],
  { name, type, kind, strict }: StoredColumn,
): boolean | Misfit {
  if (utc === undefined) return false;
  // Each form of text beside it is read as UTC where it has a time of day.
  if (formats.includes(ANY_ISO)) return true;
  const knows = /with time zone|datetimeoffset/u.test(type) || (strict && type === 'timestamp');
  const timed = formats.every((format) =>
    format === 'native'
      ? kind !== 'date'
      : format === 'yyyyMMddHHmmss-integer' ||
        (isText(format) && formsOf(format, 2000).every((form) => form.timed)),
  );
  if (timed && !knows) return true;
  return utc === 'usual'
    ? false
    : {
        what: `“${name}” keeps ${knows ? 'its zone itself' : 'no time of day'}, and timezone: would move it`,
        mend: 'leave timezone: out',
      };
}

function readAs(
  formats: readonly DateFormat[],
  { none, swapped = false, pivot = 1950 }: DateOptions,
  { whole, zoned }: { readonly whole: boolean; readonly zoned: boolean },
): Codec<string> {
  const [first] = formats;
  // A zone in the value is the value's own, so that the column as a whole has none.
  if (formats.includes(ANY_ISO)) {
    const forms = formats.flatMap((format) =>
      format === ANY_ISO
        ? isoForms(zoned)
        : formsFor(format, pivot).map((form) =>
            zoned && isText(format) && form.timed ? { ...form, utc: true as const } : form,
          ),
    );
    return textDate(forms, none?.map(textOf), swapped);
  }
  const most = zoned ? LAST_IN_UTC : undefined;
  const inZone = (codec: Codec<string>): Codec<string> => (zoned ? fromUtc(codec) : codec);
  if (formats.length === 1) {
    if (first === 'native') return inZone(nativeDate(none, most));
    if (first !== undefined && isWrittenNumber(first))
      return inZone(integerDate(NUMBERS[first], { none, swapped, most }));
    if (first !== undefined && isCount(first)) return countedDate(COUNTS[first], none, whole);
  }
  const forms = formats.flatMap((format) => formsFor(format, pivot));
  return inZone(textDate(forms, none?.map(textOf), swapped, most?.slice(0, 19)));
}

function formsFor(format: DateFormat, pivot: number): readonly DateForm[] {
  return isCount(format) ? [countForm(COUNTS[format])] : writtenForms(format, pivot);
}

/** A number among other ways of writing, which SQL cannot read. */
function countForm(count: DateCount): DateForm {
  const read = countedText(count);
  return {
    timed: true,
    read: (text) => {
      const moment = read(text);
      return moment === null ? null : splitMoment(moment);
    },
    write: (moment) => [String(count.count(moment))],
    // A fraction may have any number of digits.
    unlisted: true,
  };
}

/** The forms of text that a format allows. */
function writtenForms(format: DateFormat, pivot: number): readonly DateForm[] {
  if (format === ANY_ISO) return isoForms(false);
  return isText(format) ? formsOf(format, pivot) : [];
}

function isText(format: DateFormat): format is TextFormat {
  return (TEXT_FORMATS as readonly string[]).includes(format);
}

function isWrittenNumber(format: DateFormat): format is NumberFormat {
  return format in NUMBERS;
}

/** Whether a column of numbers is read so. */
function isNumeric(format: DateFormat): boolean {
  return isWrittenNumber(format) || isCount(format);
}

function isCount(format: DateFormat): format is CountFormat {
  return format in COUNTS;
}
