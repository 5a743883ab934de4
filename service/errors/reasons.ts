import type { Language } from './faults.ts';
import { type DetailsIn, filled, PLACEHOLDER } from './sentences.ts';

/**
 * Why an input is not taken, in both languages: what the faults that speak of a `{reason}` are given. A reason goes from service
 * to service as its English sentence, and is said in the client's language where that is known.
 */
const reasons = {
  // The longer before what begins like it.
  NO_DAY_OF: {
    en: '{value} of “{field}” is no day of the form yyyy-MM-dd',
    vi: '{value} của “{field}” không phải là ngày dạng yyyy-MM-dd',
  },
  NO_DAY: {
    en: '{value} is no day of the form yyyy-MM-dd',
    vi: '{value} không phải là ngày dạng yyyy-MM-dd',
  },
  DAYS_TURNED: {
    en: '`from` is a day after `to`',
    vi: '`from` là ngày sau `to`',
  },
  SEARCHED_TEXT: {
    en: '`text` is empty or longer than {most} characters',
    vi: '`text` để trống hoặc dài hơn {most} ký tự',
  },
  NO_OFFICE: {
    en: 'there is no office “{office}”',
    vi: 'không có bộ phận một cửa “{office}”',
  },
  NO_SOURCE: {
    en: 'there is no source “{source}”',
    vi: 'không có nguồn “{source}”',
  },
  NO_KEY: {
    en: 'the groups have no key `{of}`',
    vi: 'các nhóm không có khóa `{of}`',
  },
  OUT_OF_RANGE: {
    en: '`{name}` is from {least} to {most}',
    vi: '`{name}` phải từ {least} đến {most}',
  },
  NEGATIVE: {
    en: '`{name}` is no less than 0',
    vi: '`{name}` không được nhỏ hơn 0',
  },
  NEGATIVE_PAGE: {
    en: 'a page holds no less than 0 rows',
    vi: 'số dòng của một trang không được nhỏ hơn 0',
  },
  BOTH_WAYS: {
    en: 'ask for `first`/`after` or for `last`/`before`, not for both',
    vi: 'chỉ dùng `first`/`after` hoặc `last`/`before`, không dùng cả hai',
  },
  TOO_MANY_GROUPINGS: {
    en: '`groupBy` takes at most {most} groupings',
    vi: '`groupBy` nhận nhiều nhất {most} tiêu chí',
  },
  TOO_MANY_IDS: {
    en: '`ids` holds at most {most}',
    vi: '`ids` có nhiều nhất {most} mã',
  },
  TOO_MANY_APPLICANTS: {
    en: 'different applicants are counted of {most} dossiers at the most: narrow `where`',
    vi: 'chỉ đếm được số người nộp khác nhau của nhiều nhất {most} hồ sơ: hãy thu hẹp `where`',
  },
  SECRET: {
    en: '`secret` is the last four to six digits',
    vi: '`secret` là bốn đến sáu chữ số cuối',
  },

  // A filter.
  ASKS_NOTHING: {
    en: 'it asks nothing',
    vi: 'điều kiện để trống',
  },
  NULL_TEST: {
    en: '`{op}` is null; ask for `isNull` instead',
    vi: '`{op}` là null; hãy dùng `isNull`',
  },
  EMPTY_TEST: {
    en: '`{op}` is empty',
    vi: '`{op}` để trống',
  },
  LONG_TEST: {
    en: '`{op}` is longer than {most} characters',
    vi: '`{op}` dài hơn {most} ký tự',
  },
  NO_TEST: {
    en: 'there is no test `{op}`',
    vi: 'không có phép so sánh `{op}`',
  },
  LONG_VALUE: {
    en: 'it is longer than {most} characters',
    vi: 'giá trị dài hơn {most} ký tự',
  },
  TOO_DEEP: {
    en: 'it lies more than {most} levels deep',
    vi: 'lồng sâu hơn {most} cấp',
  },
  TOO_MANY_PARTS: {
    en: 'a filter holds at most {most} parts',
    vi: 'một bộ lọc có nhiều nhất {most} phần',
  },
  TOO_MANY_VALUES: {
    en: 'the lists of a filter hold at most {most} values together',
    vi: 'các danh sách của một bộ lọc có tổng cộng nhiều nhất {most} giá trị',
  },
  LONG_OPERAND: {
    en: 'a value holds at most {most} characters',
    vi: 'một giá trị có nhiều nhất {most} ký tự',
  },
  LONG_OPERANDS: {
    en: 'the values of a filter hold at most {most} characters together',
    vi: 'các giá trị của một bộ lọc có tổng cộng nhiều nhất {most} ký tự',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<Language, string>>>>;

type ReasonCode = keyof typeof reasons;

type Details<Code extends ReasonCode> = DetailsIn<(typeof reasons)[Code]['en']>;

type Given<Code extends ReasonCode> = [keyof Details<Code>] extends [never]
  ? []
  : [details: Details<Code>];

/** A longer text is none of ours, or quotes a client at length: it is not worth being looked through. */
const LONGEST = 1_000;

/** A reason as it is told between services. */
export function reasonOf<Code extends ReasonCode>(code: Code, ...[details]: Given<Code>): string {
  return filled(reasons[code].en, details ?? {});
}

/** A reason in a language: what is none of ours, as graphql-js's own sentences, stays as it is. */
export function reasonIn(language: Language, reason: string): string {
  if (language === 'en') return reason;
  // Of a variable's value graphql-js tells where it stands, and then what is wrong with it.
  const own = reason.startsWith('Variable "$') ? reason.lastIndexOf('; ') + '; '.length : 0;
  const told = reason.slice(own);
  if (told.length > LONGEST) return reason;
  for (const { pattern, sentences } of KNOWN) {
    const details = pattern.exec(told);
    if (details !== null)
      return reason.slice(0, own) + filled(sentences[language], details.groups ?? {});
  }
  return reason;
}

const KNOWN = Object.values(reasons).map((sentences) => ({
  sentences,
  pattern: patternOf(sentences.en),
}));

function patternOf(sentence: string): RegExp {
  const parts = sentence.split(PLACEHOLDER);
  const source = parts.map((part, at) =>
    at % 2 === 1 ? `(?<${part}>.*)` : part.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 'su');
}
