/** What of the graph is shown, as the page's address keeps it. */
export interface Filters {
  /** Codes of offices; none: all. */
  readonly offices: readonly string[];
  /** Of the offices; empty: any. */
  readonly level: string;
  /** A field of administration by its code in the catalogue; empty: all. */
  readonly field: string;
  /** Days, `2016-01-31`; empty: the last year of which there is something. */
  readonly from: string;
  readonly to: string;
  /** What colours the districts. */
  readonly measure: MeasureName;
  /** What has a row of the report. */
  readonly by: ReportRows;
  /** Empty: the browser's. */
  readonly lang: Language | '';
}

export const LANGUAGES = ['vi', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export const MEASURES = ['onTimeShare', 'count', 'late', 'median', 'mean', 'p90'] as const;
export type MeasureName = (typeof MEASURES)[number];

export const REPORT_ROWS = ['OFFICE', 'FIELD', 'PROCEDURE'] as const;
export type ReportRows = (typeof REPORT_ROWS)[number];

/** Of `GovernmentLevel`. */
export const LEVELS = ['PROVINCE', 'DISTRICT', 'COMMUNE'] as const;

const CODE = /^[\p{L}\p{N}._-]{1,40}$/u;

/** Reads what a link or a person has written; what cannot be understood is as if it were not there, and told by `misreadIn`. */
export function readAddress(search: string): Filters {
  const given = new URLSearchParams(search);
  const one = (name: string): string => given.get(name) ?? '';
  const from = dayOf(one('from'));
  const to = dayOf(one('to'));
  const isPeriod = from !== '' && to !== '' && from <= to;
  return {
    offices: [...new Set(given.getAll('office'))].filter((code) => CODE.test(code)),
    level: oneOf(LEVELS, one('level')) ?? '',
    field: CODE.test(one('field')) ? one('field') : '',
    from: isPeriod ? from : '',
    to: isPeriod ? to : '',
    measure: oneOf(MEASURES, one('measure')) ?? 'onTimeShare',
    by: oneOf(REPORT_ROWS, one('by')) ?? 'OFFICE',
    lang: oneOf(LANGUAGES, one('lang')) ?? '',
  };
}

/** What an address has that `readAddress` does not understand, by name. */
export function misreadIn(search: string): readonly string[] {
  const given = new URLSearchParams(search);
  const read = readAddress(search);
  const names = ['level', 'field', 'from', 'to', 'measure', 'by', 'lang'] as const;
  return [
    ...(given.getAll('office').every((code) => read.offices.includes(code)) ? [] : ['office']),
    ...names.filter((name) => (given.get(name) ?? read[name]) !== read[name]),
  ];
}

/** The address that `readAddress` reads the same of: `?office=H12.NC`, or nothing. */
export function writeAddress(filters: Filters): string {
  const { offices, measure, by, ...others } = filters;
  const written = new URLSearchParams(offices.map((code): [string, string] => ['office', code]));
  for (const [name, value] of Object.entries(others)) if (value !== '') written.set(name, value);
  if (measure !== 'onTimeShare') written.set('measure', measure);
  if (by !== 'OFFICE') written.set('by', by);
  const text = written.toString();
  return text === '' ? '' : `?${text}`;
}

function oneOf<T extends string>(all: readonly T[], value: string): T | undefined {
  return all.find((one) => one === value);
}

/** The day, if it is one of the calendar. */
function dayOf(text: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return '';
  const time = Date.parse(`${text}T00:00:00Z`);
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? '' : text;
}
