import type { ColumnRef, Fragment } from '../dialect.ts';
import { padsByCodeUnit } from '../shared/among.ts';
import { createExpressions } from '../shared/expressions.ts';
import type { Words } from '../shared/words.ts';
import { ASCII, windowsBytes } from '../../model/text/charset.ts';
import { glue, list, name, text, value, without } from '../shared/fragment.ts';
import type { Boundary } from '../shared/moment.ts';
import { UNSEEN, WHITE_SPACE } from '../../model/text/white-space.ts';

export const words: Words = {
  // libsql aborts the process on a boolean.
  bind(bound, { kind }) {
    const plain = typeof bound === 'boolean' ? Number(bound) : bound;
    return kind === 'text' && typeof plain === 'number' ? String(plain) : plain;
  },
  operand: (held, { kind }) =>
    held instanceof Uint8Array && kind !== 'binary' ? glue`CAST(${value(held)} AS TEXT)` : null,
  select: bytesAsText,
  like({ reference }, pattern) {
    const like = (bound: Fragment): Fragment => glue`${name(reference)} LIKE ${bound} ESCAPE '\\'`;
    const windows = ASCII.test(pattern) ? null : windowsBytes(pattern);
    return windows === null
      ? like(value(pattern))
      : glue`(${like(value(pattern))} OR ${like(glue`CAST(${value(windows)} AS TEXT)`)})`;
  },
  asText,
  trim: (column) => glue`TRIM(${column})`,
  trimWhiteSpace: (column) => glue`TRIM(${column}, ${text(`' ${WHITE_SPACE}${UNSEEN}'`)})`,
  without: (column, signs) => without(column, signs, (sign) => `'${sign}'`),
  // Each sign that is taken out costs a copy of the text. `GLOB` stops where a sign is met no more, and reads no other sign as one
  // of these.
  inOrder(column, values) {
    if (values.length > MOST_IN_ORDER) return null;
    if (!values.every((one) => typeof one === 'string' && PLAIN.test(one))) return null;
    const inOne = values.map(
      (one) => glue`${column} GLOB ${value(`*${Array.from(String(one)).join('*')}*`)}`,
    );
    return glue`(${list(inOne, ' OR ')})`;
  },
  binary: (column) => glue`${column} COLLATE BINARY`,
  // In a column of another affinity text that looks like a number is compared as one.
  padded(column, values) {
    const pads =
      column.info.affinity === 'text' ? padsByCodeUnit(column, values, value, stretch) : null;
    // Bytes, which are read as the text they may be, stand after all text.
    return pads && glue`(${pads} OR ${stretch(glue`${name(column.reference)} >= X''`)})`;
  },
  lower: (column) => glue`LOWER(${column})`,
  number: (bound) => value(asNumber(bound)),
  floor: ({ reference }) => glue`CAST(${name(reference)} AS INTEGER)`,
  digits: ({ reference }) => glue`CAST(CAST(${name(reference)} AS INTEGER) AS TEXT)`,
  isNumber: ({ reference }) => glue`TYPEOF(${name(reference)}) IN ('integer', 'real')`,
  // U+0000 ends text for GLOB.
  matches: (column, shape) =>
    glue`(${column} GLOB ${text(`'${shape.replaceAll('9', '[0-9]')}'`)} AND LENGTH(CAST(${column} AS BLOB)) = ${text(String(shape.length))})`,
  join: (parts) => list(parts, ' || '),
  daysBetween: (from, to) => glue`CAST(JULIANDAY(${to}) - JULIANDAY(${from}) AS INTEGER)`,
  moment: {
    select: bytesAsText,
    sorted: sortedMoment,
    // Whatever stands behind it, all begin with the day, but for blanks.
    walk({ reference }) {
      const column = name(reference);
      return {
        met: text('MIN(SUBSTR(w.v, 1, 10)) AS low, MAX(SUBSTR(w.v, 1, 10)) AS high'),
        within: glue`(${stretch(glue`${column} >= a.low`, glue`${column} < a.high || 'U'`)} OR ${stretch(glue`${column} < '!'`)})`,
        inPlace: glue`LIKELIHOOD(${column} >= '!', 0.99)`,
      };
    },
    grain: () => 7,
    bound: (moment) => value(momentKey(moment)),
    // The bare column is compared by the day first: an index serves that, not the expression.
    compare(column, boundary) {
      const { value: moment, op } = boundary;
      return glue`(${near(column, boundary)} AND ${sortedMoment(column)} ${text(op)} ${value(momentKey(moment))})`;
    },
    near,
  },
};

/** Signs that `GLOB` reads as themselves, and finds in text of any encoding. */
const PLAIN = /^[0-9A-Za-z]{1,100}$/u;

/** Values of which each costs a row a look: of more, the signs are taken out once. */
const MOST_IN_ORDER = 8;

export const expressions = createExpressions(words);

/**
 * The column as it is read. libsql ends the process on text that is not UTF-8, so all text that may be other than plain ASCII
 * comes in hexadecimal digits behind U+0001, which the worker takes off again.
 */
function bytesAsText({ reference }: ColumnRef): Fragment {
  const column = name(reference);
  return glue`CASE WHEN TYPEOF(${column}) = 'text' AND (${column} GLOB '*[^ -~]*' OR LENGTH(${column}) <> LENGTH(CAST(${column} AS BLOB))) THEN CHAR(1) || HEX(${column}) ELSE ${column} END`;
}

/** SQLite lets any value into any column: only what stands there tells its type. */
function asText({ reference, info }: ColumnRef): Fragment {
  const column = name(reference);
  if (info.kind === 'text') return column;
  const whole = glue`CAST(${column} AS INTEGER)`;
  return glue`CASE WHEN TYPEOF(${column}) <> 'real' THEN CAST(${column} AS TEXT) WHEN ${column} = ${whole} AND ABS(${column}) <= 9007199254740991 THEN CAST(${whole} AS TEXT) END`;
}

function asNumber(bound: string | number): string | number {
  const number = Number(bound);
  return Number.isSafeInteger(number) || String(number) === bound ? number : bound;
}

/**
 * SQLite has no moments, only text: a day alone or with a time, with `T` or a blank between, with or without a fraction.
 * All become `yyyy-MM-dd HH:mm:ss[.f…]` without zeros at the end of the fraction, which sorts as text, and NULL where
 * `DATETIME` does not give the same back. It gives text of the usual form back as it is: so much is tried first, for the
 * rest takes four times as long.
 */
function sortedMoment({ reference }: ColumnRef): Fragment {
  const column = name(reference);
  const trimmed = glue`TRIM(${column})`;
  const second = glue`SUBSTR(${trimmed}, 1, 19)`;
  const whole = glue`DATETIME(${second})`;
  const isMoment = glue`SUBSTR(${whole}, 1, LENGTH(${trimmed})) = REPLACE(${second}, 'T', ' ')`;
  const isFraction = glue`SUBSTR(${trimmed}, 20, 1) IN ('', '.') AND SUBSTR(${trimmed}, 21) NOT GLOB '*[^0-9]*'`;
  const isForm = glue`(LENGTH(${trimmed}) IN (10, 16, 19) OR LENGTH(${trimmed}) BETWEEN 21 AND 29)`;
  const isUsual = glue`DATETIME(${column}) = ${column} AND SUBSTR(${column}, 1, 4) <> '0000' AND SUBSTR(${column}, 12, 2) <> '24'`;
  // SQLite knows a year and an hour that no calendar and no clock has, and reads no further than U+0000.
  const isForeign = glue`TYPEOF(${column}) <> 'text' OR INSTR(${column}, CHAR(0)) > 0 OR SUBSTR(${trimmed}, 1, 4) = '0000' OR SUBSTR(${trimmed}, 12, 2) = '24'`;
  return glue`CASE WHEN ${isUsual} THEN ${column} WHEN ${isForeign} THEN NULL WHEN ${isForm} AND ${isMoment} AND ${isFraction} THEN ${whole} || RTRIM(SUBSTR(${trimmed}, 20, 8), '.0') END`;
}

/** What lies on or beyond a day, or before its end: blanks, `T` and digits of the time come before `U`. */
function near({ reference, info }: ColumnRef, { value: moment, op }: Boundary): Fragment {
  const column = name(reference);
  const day = value(moment.slice(0, 'yyyy-MM-dd'.length));
  if (op.startsWith('<')) return glue`${column} < ${day} || 'U'`;
  const beyond = glue`${column} >= ${day}`;
  // What begins with a blank stands before the sign after it; a digit would be compared as a number.
  return info.inPlace === true ? beyond : glue`(${beyond} OR ${column} < '!')`;
}

/**
 * What lies between two ends, or beyond one. SQLite would rather look at every row than look stretches up, unless it is told how
 * small they are; of an alternative that is nothing but what it is told so it forgets it, and one end is said again.
 */
function stretch(from: Fragment, to = from): Fragment {
  return glue`LIKELIHOOD(${from}, 0.0001) AND ${to}`;
}

/** A moment to 100 ns, as `sortedMoment` has it. */
function momentKey(moment: string): string {
  return `${moment.slice(0, 19).replace('T', ' ')}${moment.slice(19).replace(/\.?0*$/u, '')}`;
}
