import fc from 'fast-check';
import type { Stored } from './literals.ts';

/** Raw values as legacy columns hold them: mostly of the form that is meant, and everything near it. */
export type Values = fc.Arbitrary<Stored>;

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

const BLANKS = [
  '',
  ' ',
  '   ',
  '\t',
  '\r\n',
  '\u00A0',
  '\u200B',
  '\uFEFF',
  '\u3000',
  '\v',
  '\f',
  '\u0085',
  '\u2028',
  ' \n ',
  '\0',
];

/** What stands in a column of text, whatever it is for. */
const rotten: fc.Arbitrary<string | null> = fc.oneof(
  fc.constant(null),
  fc.constantFrom(...BLANKS),
  fc.constantFrom(
    'NULL',
    'null',
    '-',
    '0',
    '?',
    '.',
    '  /  /    ',
    '/ /',
    '--',
    ':',
    'NaN',
    'Infinity',
    '-inf',
    '1e3',
    '1E+2',
    '1e400',
    '0x10',
    '１２',
    '١٢',
    '1_000',
    '00000000',
    '0000-00-00',
    '99999999',
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const year = fc.oneof(
  fc.constantFrom(
    0,
    1,
    99,
    1582,
    1752,
    1753,
    1899,
    1900,
    1949,
    1950,
    1969,
    1970,
    2000,
    2038,
    2049,
    2050,
    2100,
    9999,
  ),
  fc.integer({ min: 1, max: 9999 }),
  fc.integer({ min: 1990, max: 2030 }),
);
const month = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 12 }) },
  fc.constantFrom(0, 2, 13),
);
const day = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 1, max: 28 }) },
  fc.constantFrom(0, 1, 29, 30, 31, 32),
);
const hour = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 23 }) },
  fc.constantFrom(0, 12, 24),
);
const sixtieth = fc.oneof(
  { weight: 12, arbitrary: fc.integer({ min: 0, max: 59 }) },
  fc.constant(60),
);
const parts = fc.record({ year, month, day, hour, minute: sixtieth, second: sixtieth });

type Parts = typeof parts extends fc.Arbitrary<infer P> ? P : never;

/** Text written as one of the formats, with or without zeros, blanks, an error. */
export function writtenDate(...formats: readonly string[]): Values {
  const text = fc
    .tuple(parts, fc.constantFrom(...formats), fc.boolean())
    .map(([its, format, zeros]) => write(its, format, zeros));
  return fc.oneof(
    { weight: 6, arbitrary: text },
    { weight: 2, arbitrary: mangled(text) },
    { weight: 1, arbitrary: rotten },
  );
}

function write(its: Parts, format: string, zeros: boolean): string {
  const either = (value: number): string => (zeros ? pad(value, 2) : String(value));
  const groups: Readonly<Record<string, string>> = {
    yyyy: pad(its.year, 4),
    yy: pad(its.year % 100, 2),
    MM: pad(its.month, 2),
    M: either(its.month),
    dd: pad(its.day, 2),
    d: either(its.day),
    HH: pad(its.hour, 2),
    H: either(its.hour),
    hh: pad(its.hour % 13, 2),
    h: either(its.hour % 13),
    mm: pad(its.minute, 2),
    ss: pad(its.second, 2),
    a: ['SA', 'CH', 'AM', 'pm', 'sa'][its.second % 5] ?? '',
  };
  return format.replace(/yyyy|yy|MM?|dd?|HH?|hh?|mm|ss|a/gu, (group) => groups[group] ?? group);
}

/** Text with one sign too many, too few or other, or with something at its ends. */
function mangled(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const sign = fc.constantFrom(
    ' ',
    '0',
    '9',
    '/',
    '-',
    '.',
    'T',
    '\t',
    '\u00A0',
    '\n',
    '\0',
    'x',
    '²',
    '٣',
    ',',
    '+',
    'e',
  );
  return fc.tuple(text, fc.nat(30), sign, fc.nat(4)).map(([written, place, other, how]) => {
    const at = written.length === 0 ? 0 : place % written.length;
    return (
      [
        ` ${written}`,
        `${written}${other}`,
        `${written}  `,
        `${written.slice(0, at)}${other}${written.slice(at)}`,
        `${written.slice(0, at)}${other}${written.slice(at + 1)}`,
      ][how] ?? written
    );
  });
}

/** Days as the database's own type takes them. */
export function nativeDate(how: {
  readonly timed: boolean;
  readonly digits: number;
  readonly special: readonly Stored[];
  readonly from?: number;
  readonly to?: number;
}): Values {
  const inCalendar = fc.date({
    min: new Date(`${pad(how.from ?? 1, 4)}-01-02T00:00:00Z`),
    max: new Date(`${pad(how.to ?? 9999, 4)}-12-31T23:59:59Z`),
    noInvalidDate: true,
  });
  const written = fc
    .tuple(
      fc.oneof(
        inCalendar,
        fc.date({ min: new Date('2015-12-30'), max: new Date('2016-03-02'), noInvalidDate: true }),
      ),
      fc.nat(10 ** how.digits),
      fc.nat(3),
    )
    .map(([date, fraction, whole]) => {
      const iso = date.toISOString();
      if (!how.timed) return iso.slice(0, 10);
      if (whole === 0) return `${iso.slice(0, 10)} 00:00:00`;
      if (how.digits === 0 || whole === 1) return `${iso.slice(0, 10)} ${iso.slice(11, 19)}`;
      return `${iso.slice(0, 10)} ${iso.slice(11, 19)}.${pad(fraction % 10 ** how.digits, how.digits)}`;
    });
  return fc.oneof(
    { weight: 12, arbitrary: written },
    { weight: 1, arbitrary: fc.constant(null) },
    { weight: 3, arbitrary: fc.constantFrom(...how.special) },
  );
}

/** `yyyyMMdd` as a number, with days that are none. */
export const dateNumber: Values = fc.oneof(
  { weight: 8, arbitrary: parts.map((its) => its.year * 10_000 + its.month * 100 + its.day) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(null, 0, -20160815, 99999999, 100000101, 19000101, 2016815, 160815),
  },
);

/** `yyyyMMddHHmmss` as a number, with clocks and days that are none. */
export const momentNumber: Values = fc.oneof(
  {
    weight: 8,
    arbitrary: fc
      .tuple(parts, fc.nat(25), fc.nat(61), fc.nat(61))
      .map(
        ([{ year, month, day }, hour, minute, second]) =>
          (year * 10_000 + month * 100 + day) * 1_000_000 + hour * 10_000 + minute * 100 + second,
      ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ...[null, 0, -20160815103000, 99999999999999, 100000101000000, 19000101000000],
      ...[20160815, 201608151030, 9990101000000, 99991231235959, 10101000000],
    ),
  },
);

/** Numbers around what counts of days, seconds or milliseconds mean. */
export function counted(unit: number, { fractions = true } = {}): Values {
  const edges = [-1, 0, 1, 58, 59, 60, 61, 62, 2_958_465, 2_958_466].map((value) => value * unit);
  return fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -30_000 * unit, max: 60_000 * unit }) },
    { weight: 2, arbitrary: fc.constantFrom<Stored[]>(null, ...edges) },
    { weight: 2, arbitrary: fc.integer({ min: -3_000_000 * unit, max: 3_000_000 * unit }) },
    ...(fractions
      ? [
          {
            weight: 4,
            arbitrary: fc
              .tuple(
                fc.integer({ min: -30_000 * unit, max: 60_000 * unit }),
                fc.constantFrom(0.5, 0.25, 0.999999, 0.0001),
              )
              .map(([whole, fraction]) => whole + fraction),
          },
        ]
      : []),
  );
}

/** Whole numbers to the ends of the range. */
export function wholes(least: bigint, most: bigint): Values {
  const edges = [
    least,
    most,
    0n,
    1n,
    -1n,
    2n ** 53n - 1n,
    2n ** 53n,
    2n ** 53n + 1n,
    1n - 2n ** 53n,
    -(2n ** 53n) - 1n,
  ].filter((one) => one >= least && one <= most);
  const near = { min: least > -100n ? least : -100n, max: most < 100n ? most : 100n };
  return fc.oneof(
    fc.constant(null),
    fc.constantFrom(...edges),
    fc.bigInt(near),
    fc.bigInt({ min: least, max: most }),
  );
}

/** Decimals of so many digits, as text that a column of decimals takes. */
export function decimals(digits: number, scale: number): Values {
  const cents = fc.bigInt({ min: -(10n ** BigInt(digits)) + 1n, max: 10n ** BigInt(digits) - 1n });
  return fc.oneof(
    fc.constant(null),
    fc
      .oneof(cents, fc.bigInt({ min: -500n, max: 500n }), fc.bigInt({ min: 0n, max: 20_000_000n }))
      .map((all) => {
        const bare = pad2(all < 0n ? -all : all, scale + 1);
        return { sql: `${all < 0n ? '-' : ''}${bare.slice(0, -scale)}.${bare.slice(-scale)}` };
      }),
  );
}

function pad2(value: bigint, length: number): string {
  return String(value).padStart(length, '0');
}

/** Numbers of more digits than any program counts with. */
export function longNumbers(digits: number, scale: number): Values {
  const sign = fc.constantFrom('', '-');
  const whole = fc.stringMatching(new RegExp(`^[1-9][0-9]{0,${digits - scale - 1}}$`, 'u'));
  const fraction = fc.stringMatching(new RegExp(`^[0-9]{1,${scale}}$`, 'u'));
  return fc.oneof(
    fc.constant(null),
    fc.tuple(sign, whole).map(([minus, number]) => ({ sql: `${minus}${number}` })),
    fc
      .tuple(sign, whole, fraction)
      .map(([minus, number, rest]) => ({ sql: `${minus}${number}.${rest}` })),
  );
}

/** Floating numbers. */
export function reals(...special: readonly Stored[]): Values {
  return fc.oneof(
    fc.constant(null),
    fc.constantFrom<Stored[]>(
      0.1,
      0.5,
      -0.5,
      1e15,
      9007199254740991,
      9007199254740992,
      1e16,
      -1e300,
      1e-300,
      101,
      20000.5,
      ...special,
    ),
    fc.integer({ min: -1000, max: 1000 }).map((halves) => halves / 2),
    fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e12, max: 1e12 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
  );
}

/** Numbers as people wrote them into columns of text. */
export const writtenNumber: Values = fc.oneof(
  { weight: 4, arbitrary: writtenNumbers() },
  { weight: 2, arbitrary: mangled(writtenNumbers()) },
  { weight: 1, arbitrary: rotten },
);

function writtenNumbers(): fc.Arbitrary<string> {
  return fc
    .tuple(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.nat(30_000_000)), fc.nat(9))
    .map(
      ([value, how]) =>
        [
          String(value),
          `${value}.0`,
          `${value},00`,
          `00${value}`,
          `${value},5`,
          ` ${value} `,
          `${String(value).replace(/\B(?=(?:\d{3})+$)/gu, '.')} đ`,
          `${String(value).replace(/\B(?=(?:\d{3})+$)/gu, ',')}VNĐ`,
          ['Không', 'miễn phí', 'Kh«ng', 'theo quy định'][Math.abs(value) % 4] ?? '',
          `${value}e1`,
        ][how] ?? '',
    );
}

/** Codes and what people made of them. */
export const codes: Values = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      'TN',
      'tn',
      'TN ',
      ' TN',
      'DG',
      'Dg',
      'ĐG',
      'đg',
      'Dạ',
      'Da',
      'DẠ',
      'Da\u0323',
      '1',
      '01',
      '001',
      '1.0',
      '7',
      '007',
      '-1',
      '0',
      '*',
      'X|Y',
    ),
  },
  { weight: 2, arbitrary: mangled(fc.constantFrom('TN', 'ĐG', 'Dạ', '007', '1')) },
  { weight: 1, arbitrary: fc.stringMatching(/^[A-Fa-f0-2._-]{1,5}$/u) },
  { weight: 2, arbitrary: rotten },
);

/** Numbers of papers in every grouping. */
export const identifiers: Values = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(fc.constantFrom(8, 9, 10, 11, 12), fc.bigInt({ min: 0n, max: 10n ** 12n }), fc.nat(5))
      .map(([length, value, how]) => {
        const number = pad2(value, 12).slice(-length);
        return (
          [
            number,
            `${number}.0`,
            `${number} `,
            number.replace(/\B(?=(?:\d{3})+$)/gu, '.'),
            number.replace(/\B(?=(?:\d{3})+$)/gu, ' '),
            `\t${number}\r\n`,
          ][how] ?? number
        );
      }),
  },
  { weight: 1, arbitrary: rotten },
);

/** Signs that old programs left in text, or that stand for a letter in an old encoding. */
const CONTROLS = ['\u0001', '\u0007', '\u001F', '\u007F', '\u0080', '\u0093', '\u009F', '\u00AD'];

/** Vietnamese words composed, decomposed, in another case, within white space. */
export const words: Values = fc.oneof(
  {
    weight: 4,
    arbitrary: fc
      .tuple(
        fc.constantFrom(
          'Nguyễn Văn Đức',
          'Hộ tịch',
          'hoà',
          'hòa',
          'Lý',
          'Ly',
          'Ðức',
          'Ðỗ Văn đức',
          'Ðỗ Đức',
          'Ðịnh đoạt ðất Đai đường đi',
          'a%b_c[d]',
          "O'Brien\\",
        ),
        fc.nat(5),
      )
      .map(
        ([word, how]) =>
          [
            word,
            word.normalize('NFD'),
            word.toUpperCase(),
            ` ${word} `,
            `${word}\r\n`,
            word.replace(' ', '  '),
          ][how] ?? word,
      ),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('NguyÔn', 'Hoà', 'Lý', 'µ', '§øc'), fc.constantFrom(...CONTROLS))
      .map(([word, sign]) => `${word}${sign}${word}`),
  },
  { weight: 2, arbitrary: rotten },
);

/** Bytes that are no text to SQLite. */
export const BLOBS: readonly Stored[] = [{ sql: "X'31'" }, { sql: "X''" }];

/** Text that is not UTF-8. */
export const OLD_TEXT: readonly Stored[] = [{ bytes: '54CE' }, { bytes: 'FF' }];

/** In SQLite anything stands anywhere; `besides` too. */
export function anything(usual: Values, besides: readonly Stored[]): Values {
  return fc.oneof(
    { weight: 8, arbitrary: usual },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Stored[]>(
        ...besides,
        { bytes: '31' },
        { bytes: '310032' },
        { bytes: 'C4906700' },
        0,
        1,
        -1,
        7,
        1.5,
        101.0,
        { sql: '101.0' },
        20160815,
        { sql: '20160815.0' },
        42597.5,
        1e300,
        Infinity,
        -Infinity,
        9007199254740993n,
        2n ** 63n - 1n,
      ),
    },
    { weight: 1, arbitrary: rotten },
  );
}
