import { dateCodec, DATE_FORMATS } from '../../subgraphs/sources/codecs/index.ts';
import type { ColumnSample } from '../reach/sample-raw.ts';
import { share } from '../report/text-table.ts';
import { shareOf, tallyValues } from './tally-values.ts';

/** How a column keeps days, as a mapping says it. */
export interface DayEvidence {
  /** Null where nothing need be said. */
  readonly formats: readonly Format[] | null;
  readonly none: readonly (string | number)[];
  /** The part of the values that are read, from 0 to 1. */
  readonly read: number;
  /** The month may stand before the day, and no value shows it. */
  readonly doubtful: boolean;
  /** Shares of the forms, sentinels. */
  readonly said: string;
}

type Format = (typeof DATE_FORMATS)[number];

/** Days that programs write for none, as a codec reads them. */
const SENTINELS =
  /^(?:1753-01-01|1899-12-3[01]|1900-01-0[12]|1970-01-01|2079-06-06|2999-|9999-|0001-01-01)/u;
const ZEROS = /^0+$/u;
/** Years that rows of an office are from. */
const PLAUSIBLE = /^(?:19[5-9]\d|20[0-4]\d)/u;
/** A form that reads a smaller part than this is met by chance. */
const WORTH = 0.01;
const NEEDED = 0.6;

/** How days stand in the column; null where it holds none. */
export function dayEvidence(sample: ColumnSample): DayEvidence | null {
  const info = counting(sample);
  const tally = tallyValues(sample);
  const held = tally.rows - tally.empty;
  if (info.kind === 'moment' || info.kind === 'date') {
    const none = sentinelsOf('native', [...tally.counts.keys()]).map((value) => value.slice(0, 10));
    const said = `the database’s own ${info.type}`;
    return {
      formats: null,
      none: [...new Set(none)],
      read: held === 0 ? 0.5 : 1,
      doubtful: false,
      said: withNone(said, none),
    };
  }
  if (held === 0 || (info.kind !== 'text' && info.kind !== 'number' && info.kind !== 'other'))
    return null;

  // Zeros are none in every form, and tell of none how the others are kept.
  const said = new Map([...tally.counts].filter(([value]) => !ZEROS.test(value)));
  const days = [...said.values()].reduce((sum, count) => sum + count, 0);
  if (days === 0) return null;
  const readings = DATE_FORMATS.filter((format) => isFor(info.kind, format))
    .map((format) => ({ format, ...readBy(format, said) }))
    .filter(({ count }) => count / days >= WORTH)
    // Small numbers, times of day say, are all the first day that seconds are counted from: of days they tell nothing.
    .filter(({ format, values }) => !isCount(format) || values.some(isNoSentinelOf(format)))
    .sort((a, b) => b.count - a.count || specificity(b.format) - specificity(a.format));
  const others = readings.filter(({ format }) => format !== ANY_ISO);
  const sortable = chosenOf(others, said, days, info.kind);
  const iso = readings.find(({ format }) => format === ANY_ISO);
  // SQL sorts by no zones: text in a column is read so only where no other forms read it. Of documents it sorts none.
  const isLeft =
    iso !== undefined &&
    (sample.inside !== undefined || gainOf(iso, sortable.covered, said) / days >= WORTH);
  const { chosen, covered } = isLeft ? chosenOf(readings, said, days, info.kind) : sortable;
  const [first] = chosen;
  const read = [...covered].reduce((sum, value) => sum + (said.get(value) ?? 0), 0) / days;
  if (first === undefined || read < NEEDED) return null;
  const swapped = readings.find(({ format }) => format === SWAPPED[first]);
  const own = readings.find(({ format }) => format === first);
  const none = sentinelsOf(first, [...tally.counts.keys()]);
  const shares = chosen.map((format) => {
    const its = readings.find((one) => one.format === format);
    return `${format} ${share(its?.count ?? 0, days)}`;
  });
  return {
    formats: chosen,
    none: info.kind === 'number' ? none.map(Number) : none,
    read,
    doubtful: swapped !== undefined && own !== undefined && swapped.count >= own.count,
    said: withNone(shares.join(', '), none),
  };
}

const ANY_ISO = 'iso-8601';

/** What a form reads of the values. */
interface FormReading {
  readonly format: Format;
  readonly count: number;
  readonly values: readonly string[];
}

/** The forms, each of which reads some that those before it do not, and all values that they read. */
function chosenOf(
  readings: readonly FormReading[],
  counts: ReadonlyMap<string, number>,
  days: number,
  kind: string,
): { readonly chosen: readonly Format[]; readonly covered: ReadonlySet<string> } {
  const chosen: Format[] = [];
  const covered = new Set<string>();
  for (const reading of readings) {
    if (gainOf(reading, covered, counts) / days < WORTH) continue;
    // A number is counted in one way.
    if (kind === 'number' && chosen.length > 0) break;
    chosen.push(reading.format);
    for (const value of reading.values) covered.add(value);
  }
  return { chosen, covered };
}

/** How many of the values a form reads that are not covered yet. */
function gainOf(
  { values }: FormReading,
  covered: ReadonlySet<string>,
  counts: ReadonlyMap<string, number>,
): number {
  const fresh = values.filter((value) => !covered.has(value));
  return fresh.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0);
}

const SWAPPED: Readonly<Record<string, Format>> = {
  'dd/MM/yyyy': 'MM/dd/yyyy',
  'd/M/yyyy': 'M/d/yyyy',
  'MM/dd/yyyy': 'dd/MM/yyyy',
  'M/d/yyyy': 'd/M/yyyy',
};

/** The column; of a place in documents, where numbers are digits like any other text, whether all are numbers. */
function counting(sample: ColumnSample): ColumnSample['info'] {
  const { info, inside } = sample;
  const isCount = inside !== undefined && shareOf(tallyValues(sample), isNumber) === 1;
  return isCount ? { ...info, kind: 'number' } : info;
}

function isNumber(value: string): boolean {
  return /^-?\d+(?:\.\d+)?$/u.test(value);
}

function isFor(kind: string, format: Format): boolean {
  const counted = /^(?:yyyyMMdd(?:HHmmss)?-integer|epoch-|excel)/u.test(format);
  if (format === 'native' || format === 'excel') return false;
  return kind === 'number' ? counted : !counted;
}

/** Of two forms that read as much, the one that is written out; days before months, as people write here. */
function specificity(format: Format): number {
  const strict = /dd|MM/u.test(format) ? 1 : 0;
  return strict + (/^(?:dd?|d)[/.-]/u.test(format) ? 0.5 : 0);
}

function readBy(
  format: Format,
  counts: ReadonlyMap<string, number>,
): { readonly count: number; readonly values: readonly string[] } {
  const codec = dateCodec({ format, none: [] });
  const values = [...counts.keys()].filter((value) => {
    const { value: moment } = codec.decode([
      /^-?\d+$/u.test(value) && isFor('number', format) ? Number(value) : value,
    ]);
    return moment !== null && (PLAUSIBLE.test(moment) || SENTINELS.test(moment));
  });
  return { count: values.reduce((sum, value) => sum + (counts.get(value) ?? 0), 0), values };
}

/** Values that stand for none: days that no office lived through, and zeros. */
function sentinelsOf(format: Format, values: readonly string[]): readonly string[] {
  const codec = dateCodec({ format, none: [] });
  const isCounted = isFor('number', format);
  return values
    .filter((value) => {
      if (ZEROS.test(value)) return true;
      const { value: moment } = codec.decode([isCounted ? Number(value) : value]);
      return moment !== null && SENTINELS.test(moment);
    })
    .slice(0, 5);
}

/** Forms that count from a day, in which any number is one. */
function isCount(format: Format): boolean {
  return format.startsWith('epoch-');
}

function isNoSentinelOf(format: Format): (value: string) => boolean {
  return (value) => sentinelsOf(format, [value]).length === 0;
}

function withNone(said: string, none: readonly string[]): string {
  return none.length === 0 ? said : `${said}; ${none.join(', ')} for none`;
}
