import type { RawValue } from '../../model/raw.ts';
import type { ColumnInfo, ColumnRef, Fragment } from '../dialect.ts';
import { createExpressions } from '../shared/expressions.ts';
import type { Words } from '../shared/words.ts';
import { glue, list, name, text, value, without, withPlainBlanks } from '../shared/fragment.ts';
import {
  type Boundary,
  type Grain,
  LOCAL_OFFSET,
  momentOnGrid,
  readMoment,
} from '../shared/moment.ts';
import { numberInput, SqlInput, textInput } from './input.ts';

const BINARY = 'COLLATE Latin1_General_BIN2';

export const words: Words = {
  bind,
  select,
  // Where a collation takes `tr` for one letter, `t%` does not find it; and `[` opens a set of characters.
  like(column, pattern) {
    const escaped = pattern.replace(/\\[^]|\[/gu, (part) => (part === '[' ? '\\[' : part));
    const whole =
      column.info.type === 'nvarchar'
        ? name(column.reference)
        : castTo(column.info.kind === 'binary' ? 'varchar(max)' : 'nvarchar(max)', column);
    return glue`LOWER(${whole} ${text(BINARY)}) LIKE LOWER(${value(new SqlInput('nvarchar', escaped))}) ESCAPE '\\'`;
  },
  // The old types cannot be compared at all.
  comparable: (column) => (isOldText(column.info) ? asText(column) : null),
  asText,
  trim,
  // In a collation of words, signs that nobody sees would be found everywhere.
  trimWhiteSpace: (column) =>
    trim(withPlainBlanks(glue`${column} ${text(BINARY)}`, (sign) => `N'${sign}'`)),
  without: (column, signs) =>
    without(glue`${column} ${text(BINARY)}`, signs, (sign) => `N'${sign}'`),
  // `=` ignores the blanks behind.
  padded: ({ reference, info }, _values, isOne) =>
    isOldText(info) ? null : glue`(${isOne} OR ${name(reference)} LIKE ${text(`' %'`)})`,
  filledUp: lengthOfList,
  collatedAs: (column, { collation }) =>
    collation === undefined ? column : glue`${column} COLLATE ${text(collation)}`,
  binary: (column) => glue`${column} ${text(BINARY)}`,
  // Two letters that are not ASCII have small ones that are.
  lower: (column) =>
    glue`LOWER(REPLACE(REPLACE(${column} ${text(BINARY)}, NCHAR(8490), NCHAR(65533)), NCHAR(304), NCHAR(65533)))`,
  readable: (column) => (column.info.type.endsWith('text') ? asText(column) : undefined),
  floor: ({ reference }) => glue`FLOOR(${name(reference)})`,
  digits: ({ reference }) => glue`CONVERT(nvarchar(41), CONVERT(bigint, ${name(reference)}))`,
  number(bound, info) {
    const input = numberInput(bound, info);
    const scale = String(bound).split('.')[1]?.length ?? 0;
    return input.type === 'nvarchar'
      ? glue`CAST(${value(input)} AS ${text(`decimal(38, ${scale})`)})`
      : value(input);
  },
  // Under most collations `[0-9]` would also match `²` and `½`.
  matches: (column, shape) =>
    glue`${column} ${text(BINARY)} LIKE ${text(`'${shape.replaceAll('9', '[0-9]')}'`)}`,
  join: (parts) => list(parts, ' + '),
  daysBetween: (from, to) =>
    glue`DATEDIFF(day, CONVERT(date, ${from}, 23), CONVERT(date, ${to}, 23))`,
  moment: {
    select: isoText,
    grain,
    holds: (moment, column) => withinRange({ op: '>=', value: moment }, column).value === moment,
    bound,
    compare(column, boundary) {
      const { op, value: moment } = withinRange(boundary, column.info);
      return glue`${name(column.reference)} ${text(op)} ${bound(moment, column.info)}`;
    },
  },
};

export const expressions = createExpressions(words);

/** A statement with another number of parameters is another one in the server's plan cache: lists come in few lengths. */
export function lengthOfList(length: number): number {
  return 2 ** Math.ceil(Math.log2(length));
}

function trim(column: Fragment): Fragment {
  return glue`LTRIM(RTRIM(${column}))`;
}

function bind(raw: RawValue, column: ColumnInfo): SqlInput {
  switch (column.kind) {
    case 'moment':
    case 'date': {
      const moment = momentOnGrid(raw, grain(column));
      const inRange =
        moment !== null && withinRange({ op: '>=', value: moment }, column).value === moment;
      return new SqlInput('varchar', inRange ? neutral(moment, column) : null);
    }
    case 'number':
      return typeof raw === 'string' || typeof raw === 'number'
        ? numberInput(raw, column)
        : new SqlInput('bigint', raw === null ? null : String(Number(raw)));
    case 'boolean':
      return new SqlInput('bit', raw);
    case 'binary':
      return new SqlInput('varbinary', raw);
    case 'text':
      return raw === null ? new SqlInput('nvarchar', null) : textInput(String(raw), column);
    case 'other':
      return new SqlInput(
        column.type === 'uniqueidentifier' ? 'uniqueidentifier' : 'nvarchar',
        raw,
      );
  }
}

/** Numbers that JavaScript would round come as text. */
function select({ reference, info }: ColumnRef): Fragment {
  const column = name(reference);
  switch (info.type) {
    case 'bigint':
    case 'decimal':
    case 'numeric':
      return glue`CONVERT(varchar(41), ${column})`;
    case 'money':
    case 'smallmoney':
      return glue`CONVERT(varchar(41), ${column}, 2)`;
    case 'uniqueidentifier':
      return glue`CONVERT(varchar(36), ${column})`;
    default:
      return info.kind === 'other' ? glue`CONVERT(nvarchar(max), ${column})` : column;
  }
}

/** As Unicode, and without the padding of fixed-length columns. The old `text` types must be cast for any use. */
function asText(column: ColumnRef): Fragment {
  switch (column.info.type) {
    case 'nvarchar':
      return name(column.reference);
    case 'nchar':
    case 'char':
      return glue`RTRIM(${castTo(wideType(column.info), column)})`;
    case 'varchar':
      return castTo(wideType(column.info), column);
    case 'text':
    case 'ntext':
    case 'xml':
      return castTo('nvarchar(max)', column);
    case 'float':
    case 'real': {
      const number = name(column.reference);
      return glue`CASE WHEN ${number} = FLOOR(${number}) AND ABS(${number}) <= 9007199254740991 THEN CONVERT(nvarchar(41), CONVERT(bigint, ${number})) END`;
    }
    case 'money':
    case 'smallmoney':
      return glue`CONVERT(nvarchar(41), ${name(column.reference)}, 2)`;
    default:
      return castTo('nvarchar(4000)', column);
  }
}

/** Cut to 4,000 characters, longer text would be found by nobody. */
function wideType({ length = 0 }: ColumnInfo): string {
  return length > 4_000 ? 'nvarchar(max)' : 'nvarchar(4000)';
}

function isOldText({ type }: ColumnInfo): boolean {
  return type === 'text' || type === 'ntext' || type === 'xml';
}

function castTo(type: string, { reference }: ColumnRef): Fragment {
  return glue`CAST(${name(reference)} AS ${text(type)})`;
}

export function grain({ type, fraction = 7 }: ColumnInfo): Grain {
  switch (type) {
    case 'date':
      return 'day';
    case 'smalldatetime':
      return 'minute';
    case 'datetime':
      return 'tick';
    default:
      return fraction;
  }
}

/** The style 126 (ISO 8601 with `T`) does not depend on the language of the login. */
export function bound(moment: string, info: ColumnInfo): Fragment {
  const input = value(new SqlInput('varchar', moment));
  return info.type === 'datetimeoffset'
    ? glue`TODATETIMEOFFSET(CONVERT(datetime2(7), ${input}, 126), ${text(`'${LOCAL_OFFSET}'`)})`
    : glue`CONVERT(${text(info.type)}, ${input}, 126)`;
}

/** The same where no CONVERT stands around it: `yyyy-MM-dd` alone would be read by the login's language. */
function neutral(moment: string, { type }: ColumnInfo): string {
  if (type === 'datetimeoffset') return `${moment}${LOCAL_OFFSET}`;
  return type === 'date' ? moment.replaceAll('-', '') : moment;
}

function isoText({ reference, info }: ColumnRef): Fragment {
  const column = name(reference);
  const local =
    info.type === 'datetimeoffset'
      ? glue`CONVERT(datetime2(7), SWITCHOFFSET(${column}, ${text(`'${LOCAL_OFFSET}'`)}))`
      : column;
  return glue`CONVERT(varchar(33), ${local}, 126)`;
}

const RANGES: Readonly<Record<string, readonly [string, string]>> = {
  datetime: ['1753-01-01T00:00:00.000', '9999-12-31T23:59:59.997'],
  smalldatetime: ['1900-01-01T00:00:00', '2079-06-06T23:59:00'],
};

/** A boundary beyond what the type can hold would fail the statement: the type's own limit says the same. */
function withinRange({ op, value: moment }: Boundary, { type }: ColumnInfo): Boundary {
  const range = RANGES[type];
  if (range === undefined) return { op, value: moment };
  const [first, last] = range;
  if (key(moment) < key(first)) return { op: op.startsWith('>') ? '>=' : '<', value: first };
  if (key(moment) > key(last)) return { op: op.startsWith('>') ? '>' : '<=', value: last };
  return { op, value: moment };
}

function key(moment: string): string {
  return readMoment(moment) ?? moment;
}

/** Whether the type can hold the moment: converting any other would fail the statement. */
export function holdsMoment(moment: string, column: ColumnInfo): boolean {
  return withinRange({ op: '>=', value: moment }, column).value === moment;
}
