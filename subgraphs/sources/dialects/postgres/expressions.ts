import type { ColumnInfo, ColumnRef, Fragment } from '../dialect.ts';
import { padsByCodeUnit } from '../shared/among.ts';
import { createExpressions } from '../shared/expressions.ts';
import type { Words } from '../shared/words.ts';
import { isEncodable } from '../../model/text/charset.ts';
import { glue, list, name, NEVER, signsIn, text, value } from '../shared/fragment.ts';
import { type Grain, momentOnGrid } from '../shared/moment.ts';
import { UNSEEN, WHITE_SPACE } from '../../model/text/white-space.ts';

/** Collations that sort by code unit: no other keeps together what begins alike. */
const CODE_UNITS = /^(?:C|POSIX|ucs_basic|C\.utf-?8)$/iu;

export const words: Words = {
  bind(bound, column) {
    switch (column.kind) {
      case 'moment':
      case 'date':
        return momentOnGrid(bound, grain(column));
      case 'number':
        return typeof bound === 'boolean' ? Number(bound) : bound;
      case 'text':
        return typeof bound === 'string' || typeof bound === 'number'
          ? storable(String(bound))
          : bound;
      default:
        return bound;
    }
  },
  operand: (held, { kind, charset }) =>
    kind === 'text' && held instanceof Uint8Array && charset === 'bytes'
      ? glue`CONVERT_FROM(CAST(${value(held)} AS bytea), 'SQL_ASCII')`
      : null,
  // A parameter beside an array, an address or a document would have to be one.
  comparable: (column) =>
    column.info.kind === 'other' && column.info.type !== 'uuid' && column.info.labels === undefined
      ? asText(column)
      : null,
  select(column) {
    const { reference, info } = column;
    // What the server hands on may be no text, and the driver would make other signs of it.
    if (info.kind === 'text' && info.charset === 'bytes')
      return glue`CONVERT_TO(${asText(column)}, 'SQL_ASCII')`;
    if (info.type === 'money') return glue`CAST(${name(reference)} AS numeric)`;
    return info.kind === 'other' ? glue`CAST(${name(reference)} AS text)` : name(reference);
  },
  like(column, pattern) {
    const { kind, charset = 'utf8' } = column.info;
    if (!isEncodable(pattern, charset)) return NEVER;
    const whole =
      kind === 'binary' ? glue`ENCODE(${name(column.reference)}, 'escape')` : asText(column);
    return glue`${whole} ILIKE ${value(storable(pattern))} ESCAPE '\\'`;
  },
  asText,
  trim: (column) => glue`BTRIM(${column})`,
  trimWhiteSpace: (column, { charset }) =>
    glue`BTRIM(${column}, ${text(`' ${signsIn(WHITE_SPACE + UNSEEN, charset)}'`)})`,
  without: (column, signs, { charset }) =>
    glue`TRANSLATE(${column}, ${text(`'${signsIn(signs, charset)}'`)}, '')`,
  binary: (column) => glue`${column} COLLATE "C"`,
  padded: (column, values) =>
    /^(?:text|character|character varying)$/u.test(column.info.type) &&
    CODE_UNITS.test(column.info.collation ?? '')
      ? padsByCodeUnit(
          column,
          values,
          (one) => value(storable(one)),
          (from, to) => (to === undefined ? from : glue`${from} AND ${to}`),
        )
      : null,
  lower: (column) => glue`LOWER(${column} COLLATE "C")`,
  number(bound, { type }) {
    if (type === 'money') return glue`CAST(CAST(${value(bound)} AS numeric) AS money)`;
    if (type === 'real' || type === 'double precision')
      return glue`CAST(${value(bound)} AS ${text(type)})`;
    // An integer of another width than the column's still finds its index; a numeric would not.
    const whole = /^-?\d{1,18}$/u.test(String(bound)) && !/^numeric$/u.test(type);
    return glue`CAST(${value(bound)} AS ${text(whole ? 'bigint' : 'numeric')})`;
  },
  floor: ({ reference, info }) =>
    info.type === 'money'
      ? glue`CAST(FLOOR(CAST(${name(reference)} AS numeric)) AS money)`
      : glue`FLOOR(${name(reference)})`,
  digits: ({ reference }) => glue`CAST(CAST(${name(reference)} AS bigint) AS text)`,
  // Under a collation that takes signs for the same, no pattern is matched at all.
  matches: (column, shape) =>
    glue`${column} COLLATE "C" ~ ${text(`'^${shape.replaceAll('.', '[.]').replaceAll('9', '[0-9]')}$'`)}`,
  join: (parts) => list(parts, ' || '),
  daysBetween: (from, to) => glue`(CAST(${to} AS date) - CAST(${from} AS date))`,
  moment: {
    select: isoText,
    calendar: (column) => ({ inside: inCalendar(column), outside: outOfCalendar(column) }),
    grain,
    bound,
    compare: (column, boundary) =>
      glue`${name(column.reference)} ${text(boundary.op)} ${bound(boundary.value, column.info)}`,
  },
};

export const expressions = createExpressions(words);

/** PostgreSQL cannot keep U+0000 and refuses a statement that has one. */
function storable(bound: string): string {
  return bound.replaceAll('\0', '\u{FFFD}');
}

/** Also without the padding of `character(n)`. */
function asText({ reference, info }: ColumnRef): Fragment {
  const column = name(reference);
  switch (info.type) {
    case 'text':
    case 'character varying':
      return column;
    case 'boolean':
      return glue`CAST(CAST(${column} AS int) AS text)`;
    case 'money':
      return glue`CAST(CAST(${column} AS numeric) AS text)`;
    case 'real':
    case 'double precision':
      return glue`CASE WHEN ${column} = FLOOR(${column}) AND ABS(${column}) <= 9007199254740991 THEN CAST(CAST(${column} AS bigint) AS text) END`;
    default:
      return glue`CAST(${column} AS text)`;
  }
}

export function grain({ kind, fraction = 6 }: ColumnInfo): Grain {
  return kind === 'date' ? 'day' : fraction;
}

function bound(moment: string, { type }: ColumnInfo): Fragment {
  return glue`CAST(${value(moment)} AS ${text(type)})`;
}

/** `infinity`, years before our era and those of more than four digits can be stored, but are not read. */
function inCalendar({ reference, info }: ColumnRef): Fragment {
  const column = name(reference);
  const type = text(info.type);
  return glue`${column} >= CAST('0001-01-01' AS ${type}) AND ${column} < CAST('10000-01-01' AS ${type})`;
}

function outOfCalendar({ reference, info }: ColumnRef): Fragment {
  const column = name(reference);
  const type = text(info.type);
  return glue`${column} < CAST('0001-01-01' AS ${type}) OR ${column} >= CAST('10000-01-01' AS ${type})`;
}

/** What is in no calendar comes as the server writes it. */
function isoText(column: ColumnRef): Fragment {
  const { reference, info } = column;
  const form = info.kind === 'date' ? 'YYYY-MM-DD' : 'YYYY-MM-DD"T"HH24:MI:SS.US';
  return glue`CASE WHEN ${inCalendar(column)} THEN TO_CHAR(${name(reference)}, ${text(`'${form}'`)}) ELSE CAST(${name(reference)} AS text) END`;
}
