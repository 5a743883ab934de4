import type { Language } from '../address.ts';

/** How numbers, days and names are written in a language. */
export interface Format {
  readonly count: (value: number) => string;
  /** Of a share from 0 to 1. */
  readonly share: (value: number) => string;
  /** With one decimal at most. */
  readonly days: (value: number) => string;
  readonly day: (day: string) => string;
  /** Of a month, `2016-01`. */
  readonly month: (month: string) => string;
  /** Of a moment in ISO 8601, as its own clock showed it. */
  readonly moment: (moment: string | null) => string;
  /** The day of such a moment. */
  readonly dayOf: (moment: string | null) => string;
  /** An office's name without what all of them begin with. */
  readonly office: (name: string) => string;
}

const LOCALES: Readonly<Record<Language, string>> = { vi: 'vi-VN', en: 'en-GB' };
const OFFICE = /^Bộ phận (?:Một cửa|tiếp nhận và trả kết quả) +/iu;

export function formatOf(language: Language): Format {
  const locale = LOCALES[language];
  const whole = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
  const tenths = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  const percent = new Intl.NumberFormat(locale, {
    style: 'percent',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  });
  const day = (text: string): string => text.split('-').reverse().join('/');
  return {
    count: (value) => whole.format(value),
    share: (value) => percent.format(value),
    days: (value) => tenths.format(value),
    day,
    month: (month) => day(month),
    moment: (moment) =>
      moment === null ? '' : `${day(moment.slice(0, 10))} ${moment.slice(11, 16)}`.trim(),
    dayOf: (moment) => (moment === null ? '' : day(moment.slice(0, 10))),
    office: (name) =>
      name.replace(OFFICE, '').replace(/^\p{Ll}/u, (letter) => letter.toUpperCase()),
  };
}
