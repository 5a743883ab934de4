import type { ColumnInfo, ColumnRef, Fragment } from '../dialect.ts';
import { createExpressions } from '../shared/expressions.ts';
import type { Words } from '../shared/words.ts';
import {
  glue,
  list,
  name,
  signsIn,
  text,
  value,
  without,
  withPlainBlanks,
} from '../shared/fragment.ts';
import { type Grain, momentOnGrid } from '../shared/moment.ts';

export const words: Words = {
  bind(bound, column) {
    if (column.kind === 'moment' || column.kind === 'date')
      return momentOnGrid(bound, grain(column));
    const plain = typeof bound === 'boolean' ? Number(bound) : bound;
    return column.kind === 'text' && typeof plain === 'number' ? String(plain) : plain;
  },
  operand(held, info) {
    if (info.kind === 'number' && typeof held !== 'boolean') return number(String(held), info);
    const { kind, valueType, collation } = info;
    // Otherwise signs that the character set lacks would fail the statement.
    return kind === 'text' &&
      typeof held === 'string' &&
      info.charset !== undefined &&
      valueType !== undefined &&
      collation !== undefined
      ? inCharset(held, { valueType, collation })
      : null;
  },
  select({ reference, info }) {
    // The driver would hand over a Buffer for a bit, and an object for JSON.
    if (info.type === 'bit') return glue`${name(reference)} + 0`;
    return info.kind === 'other' ? glue`CAST(${name(reference)} AS CHAR)` : name(reference);
  },
  // `\` is LIKE's escape here unless another is named. A collation that ignores accents would find too much.
  // Bytes are looked through as the signs they may be: not all are text in Unicode.
  like: ({ reference, info }, pattern) =>
    glue`LOWER(CONVERT(${info.kind === 'binary' ? glue`CONVERT(${name(reference)} USING latin1)` : name(reference)} USING utf8mb4)) COLLATE utf8mb4_bin LIKE LOWER(${value(pattern)})`,
  asText,
  trim: (column) => glue`TRIM(${column})`,
  trimWhiteSpace: (column, { charset }) =>
    glue`TRIM(${withPlainBlanks(column, (sign) => `'${sign}'`, charset)})`,
  without: (column, signs, { charset }) =>
    without(column, signsIn(signs, charset), (sign) => `'${sign}'`),
  collatedAs: (column, { valueType, collation }) =>
    valueType === undefined || collation === undefined
      ? column
      : glue`CONVERT(${column} USING ${text(valueType)}) COLLATE ${text(collation)}`,
  binary: (column) => glue`CAST(CONVERT(${column} USING utf8mb4) AS BINARY)`,
  // What is not ASCII becomes a question mark, and so cannot become ASCII.
  // Under most collations `=` ignores the blanks behind.
  padded({ reference, info }, _values, isOne) {
    const { collation = 'binary' } = info;
    if (!/char|text/u.test(info.type) || /nopad|_0900_|^binary$/u.test(collation)) return null;
    const column = name(reference);
    const isPadded = glue`${isOne} OR ${column} LIKE ${text(`' %'`)}`;
    // By code unit a blank and a line break come before a blank alone, where MariaDB's index does not look for what begins with one.
    return collation.endsWith('_bin')
      ? glue`(${isPadded} OR ${column} < ${text(`' '`)})`
      : glue`(${isPadded})`;
  },
  lower: (column) => glue`LOWER(CONVERT(${column} USING ascii))`,
  floor: ({ reference }) => glue`FLOOR(${name(reference)})`,
  digits: ({ reference }) => glue`CAST(CAST(${name(reference)} AS SIGNED) AS CHAR)`,
  number: (bound, info) => number(String(bound), info),
  // `$` would let a line break at the end pass.
  matches: (column, shape) =>
    glue`(${column} REGEXP ${text(`'^${shape.replaceAll('.', '[.]').replaceAll('9', '[0-9]')}$'`)} AND CHAR_LENGTH(${column}) = ${text(String(shape.length))})`,
  join: (parts) => glue`CONCAT(${list(parts, ', ')})`,
  daysBetween: (from, to) => glue`DATEDIFF(${to}, ${from})`,
  moment: {
    select: isoText,
    calendar: (column) => ({ inside: whole(column) }),
    grain,
    bound,
    compare: (column, boundary) =>
      glue`${name(column.reference)} ${text(boundary.op)} ${bound(boundary.value, column.info)}`,
  },
};

export const expressions = createExpressions(words);

/** Decimals that MySQL takes; each leaves one digit less before the point. */
const MOST_DECIMALS = 30;

/** As text a number would be compared as DOUBLE. */
export function number(bound: string, { type }: ColumnInfo): Fragment {
  if (/^-?\d{1,20}$/u.test(bound)) return value(BigInt(bound));
  const exact = type === 'float' || type === 'double' || String(Number(bound)) === bound;
  if (exact) return value(Number(bound));
  const scale = Math.min(bound.split('.')[1]?.length ?? 0, MOST_DECIMALS);
  return glue`CAST(${value(bound)} AS DECIMAL(65, ${text(String(scale))}))`;
}

/** A value in the character set and the collation of its column. */
export function inCharset(
  bound: string,
  { valueType, collation }: { readonly valueType: string; readonly collation: string },
): Fragment {
  return glue`CONVERT(${value(bound)} USING ${text(valueType)}) COLLATE ${text(collation)}`;
}

export function grain({ kind, fraction = 0 }: ColumnInfo): Grain {
  return kind === 'date' ? 'day' : fraction;
}

export function bound(moment: string, { kind }: ColumnInfo): Fragment {
  return glue`CAST(${value(moment)} AS ${text(kind === 'date' ? 'DATE' : 'DATETIME(6)')})`;
}

/** The year 0, `0000-00-00`, `2016-08-00` and `2016-02-31` can be stored, but are in no calendar. */
function whole({ reference }: ColumnRef): Fragment {
  const column = name(reference);
  return glue`${column} >= '0001-01-01' AND FROM_DAYS(TO_DAYS(${column})) = DATE(${column})`;
}

/** A bit as a number, and no zeros in front of a number that is declared to have them. */
function asText({ reference, info }: ColumnRef): Fragment {
  const column = name(reference);
  if (info.kind === 'text') return column;
  if (info.type === 'float' || info.type === 'double')
    return glue`CASE WHEN ${column} = FLOOR(${column}) AND ABS(${column}) <= 9007199254740991 THEN CAST(CAST(${column} AS SIGNED) AS CHAR) END`;
  return info.kind === 'number' || info.kind === 'boolean'
    ? glue`CAST(${column} + 0 AS CHAR)`
    : glue`CAST(${column} AS CHAR)`;
}

function isoText({ reference, info }: ColumnRef): Fragment {
  const form = info.kind === 'date' ? '%Y-%m-%d' : '%Y-%m-%dT%H:%i:%s.%f';
  return glue`DATE_FORMAT(${name(reference)}, ${text(`'${form}'`)})`;
}
