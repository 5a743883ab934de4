import type { DateShape } from '../../model/condition.ts';
import { momentKey, type MomentParts } from '../../model/moment.ts';

/**
 * Ways of writing a day or a moment as text. `dd`, `MM` and `HH` are two digits, `d`, `M` and `H` one or two; `hh` counts to
 * twelve, and `a` is SA or CH (sáng, chiều), or AM or PM.
 */
export const TEXT_FORMATS = [
  'dd/MM/yyyy',
  'dd-MM-yyyy',
  'dd.MM.yyyy',
  'd/M/yyyy',
  'd-M-yyyy',
  'dd/MM/yy',
  'd/M/yy',
  'MM/dd/yyyy',
  'M/d/yyyy',
  'yyyy-MM-dd',
  'yyyy/MM/dd',
  'yyyyMMdd',
  'dd/MM/yyyy HH:mm',
  'dd/MM/yyyy HH:mm:ss',
  'd/M/yyyy H:mm',
  'd/M/yyyy H:mm:ss',
  'dd/MM/yy HH:mm',
  'yyyy-MM-dd HH:mm',
  'yyyy-MM-dd HH:mm:ss',
  'yyyy-MM-ddTHH:mm',
  'yyyy-MM-ddTHH:mm:ss',
  'yyyyMMddHHmmss',
  'dd/MM/yyyy hh:mm a',
  'dd/MM/yyyy hh:mm:ss a',
  'd/M/yyyy h:mm a',
  'd/M/yyyy h:mm:ss a',
  'HH:mm dd/MM/yyyy',
] as const;

export type TextFormat = (typeof TEXT_FORMATS)[number];

/** One form of a format, its groups at fixed places. */
export interface DateForm {
  /** How SQL is to read it; absent where it cannot. */
  readonly shape?: DateShape;
  readonly timed: boolean;
  /** It shows the clock of UTC, beside forms that do not; SQL then makes no order of the column. */
  readonly utc?: true;
  /** Null for text of any other form; the parts may be no day of the calendar. */
  readonly read: (text: string) => MomentParts | null;
  /** The ways of writing it, the usual one first. What the form has no room for is left out, and shows where the text is read. */
  readonly write: (moment: string) => readonly string[];
  /** Its writings of a moment cannot all be listed. */
  readonly unlisted?: true;
  /** What programs write in this form for none, where that does not follow from the shape. */
  readonly none?: readonly string[];
}

/** The forms that a format allows: of `d/M/yyyy` four, with one digit or two. */
export function formsOf(format: TextFormat, pivot: number): readonly DateForm[] {
  return variants(format).map((form) => formOf(form, pivot));
}

const LOOSE = /(?<![dMHh])([dMHh])(?!\1)/u;

function variants(format: string): readonly string[] {
  const found = LOOSE.exec(format);
  if (found === null) return [format];
  // A marker, so that a single letter is not found again.
  const [one, two] = [`<${found[0]}>`, found[0].repeat(2)].map((group) =>
    format.replace(LOOSE, group),
  );
  return [...variants(two ?? ''), ...variants((one ?? '').replace(/<(.)>/u, MARKS))];
}

/** Stand for one letter that is one digit. */
const MARK: Readonly<Record<string, string>> = {
  d: '\u0001',
  M: '\u0002',
  H: '\u0003',
  h: '\u0004',
};
const MARKS = (_: string, letter: string): string => MARK[letter] ?? letter;
const UNMARK: Readonly<Record<string, string>> = {
  '\u0001': 'd',
  '\u0002': 'M',
  '\u0003': 'H',
  '\u0004': 'h',
};

const GROUP = /yyyy|yy|MM?|dd?|HH?|hh?|mm|ss|a/gu;

function formOf(marked: string, pivot: number): DateForm {
  const format = Array.from(marked, (sign) => UNMARK[sign] ?? sign).join('');
  const groups: readonly string[] = format.match(GROUP) ?? [];
  const pattern = new RegExp(
    `^${format
      .split(GROUP)
      .map((between, index) => {
        const group = groups[index];
        const literal = between.replace(/[./]/gu, '\\$&');
        if (group === undefined) return literal;
        return group === 'a'
          ? `${literal}(${[...MORNING, ...AFTERNOON].join('|')})`
          : `${literal}(\\d{${group.length}})`;
      })
      .join('')}$`,
    'u',
  );
  const timed = /[Hh]/u.test(format);
  const shape: DateShape | undefined = format.includes('a')
    ? undefined
    : { format, ...(groups.includes('yy') ? { pivot } : {}) };

  /** Where a group stands in what the pattern finds; -1: nowhere. */
  const at = (letter: string): number =>
    groups.findIndex((group) => group.startsWith(letter)) + 1 || -1;
  const [year, month, date] = [at('y'), at('M'), at('d')];
  const [hour, hourOf12, half, minute, second] = [at('H'), at('h'), at('a'), at('m'), at('s')];

  const read = (text: string): MomentParts | null => {
    const found = pattern.exec(text);
    if (found === null) return null;
    const written = found[year] ?? '';
    const parts: MomentParts = {
      year: written.length === 2 ? withCentury(written, pivot) : written,
      month: twoDigits(found[month]),
      day: twoDigits(found[date]),
    };
    if (!timed) return parts;
    const hours =
      hourOf12 === -1
        ? twoDigits(found[hour])
        : of24(twoDigits(found[hourOf12]), found[half] ?? '');
    const time = `${hours}:${twoDigits(found[minute])}:${twoDigits(found[second])}`;
    return { time, ...parts };
  };

  return {
    ...(shape === undefined ? {} : { shape }),
    timed,
    read,
    write: (moment) => {
      const key = momentKey(moment);
      return (key.slice(11, 13) < '12' ? MORNING : AFTERNOON)
        .slice(0, groups.includes('a') ? undefined : 1)
        .map((half) =>
          format.replace(GROUP, (group) => (group === 'a' ? half : writeGroup(group, key))),
        );
    },
  };
}

/** Sáng and chiều, as they are read. */
const MORNING = ['SA', 'AM', 'sa', 'am'] as const;
const AFTERNOON = ['CH', 'PM', 'ch', 'pm'] as const;

const PLACES: Readonly<Record<string, number>> = { y: 0, M: 5, d: 8, H: 11, h: 11, m: 14, s: 17 };

function writeGroup(group: string, key: string): string {
  const hours = Number(key.slice(11, 13));
  if (group === 'yy') return key.slice(2, 4);
  const place = PLACES[group.charAt(0)] ?? 0;
  const digits = group.startsWith('h')
    ? String(hours % 12 === 0 ? 12 : hours % 12).padStart(2, '0')
    : key.slice(place, place + Math.max(group.length, 2));
  return group.length === 1 ? digits.replace(/^0/u, '') : digits;
}

function twoDigits(found = ''): string {
  return found.padStart(2, '0');
}

/** Two digits mean one of the hundred years from the pivot on. */
function withCentury(digits: string, pivot: number): string {
  const year = Math.floor(pivot / 100) * 100 + Number(digits);
  return String(year < pivot ? year + 100 : year);
}

/** 12 SA is midnight, and 12 CH noon; no clock has a thirteenth hour. */
function of24(hours: string, half: string): string {
  const counted = Number(hours);
  if (counted < 1 || counted > 12) return '99';
  return String((counted % 12) + (/[cp]/iu.test(half) ? 12 : 0)).padStart(2, '0');
}
