import type { Comparison, Ordering } from '../../model/condition.ts';
import { foldsCase } from '../../model/code.ts';
import { isEncodable } from '../../model/charset.ts';
import type { RawValue } from '../../model/raw.ts';
import { BLANKS } from '../../model/white-space.ts';
import type { ColumnInfo, ColumnRef, Expressions, Fragment, Held } from '../dialect.ts';
import { glue, list, name, NEVER, text, value } from './fragment.ts';
import { type Boundary, floorBoundary, type Grain, momentOnGrid, readMoment } from './moment.ts';
import { textDate, type TextPrimitives } from './text-date.ts';

/** What each dialect says in its own words; `createExpressions` makes the rest of it. */
export interface Words extends TextPrimitives {
  bind(value: RawValue | bigint, column: ColumnInfo): unknown;
  /** A value to compare the column with, where that takes more than binding it. */
  readonly operand?: (value: Held, column: ColumnInfo) => Fragment | null;
  /** What is compared of a column that cannot be compared as it is. */
  readonly comparable?: (column: ColumnRef) => Fragment | null;
  /** The column as it is read, all but moments. */
  select(column: ColumnRef): Fragment;
  like(column: ColumnRef, pattern: string): Fragment;
  /** The column as text, whatever its type, as its values are read: a bit as `1` or `0`, no fraction that is none. */
  asText(column: ColumnRef): Fragment;
  trim(text: Fragment): Fragment;
  /** The text without white space and unseen signs at both ends; those inside may be as `plainBlanks` leaves them. */
  trimWhiteSpace(text: Fragment, column: ColumnInfo): Fragment;
  /** The text without any of the signs. */
  without(text: Fragment, signs: string, column: ColumnInfo): Fragment;
  /** The column of text as MIN takes it, where that is not what is selected. */
  readonly readable?: (column: ColumnRef) => Fragment | undefined;
  /** Where `=` ignores trailing blanks: a condition, served by an index, that holds of text with leading ones. */
  readonly indented?: (column: ColumnRef) => Fragment | null;
  /** Text, of a column or bound, so that it sorts and compares by code unit. */
  binary(text: Fragment): Fragment;
  /** The text with ASCII letters in lower case, to be compared by code unit with such. */
  lower(text: Fragment): Fragment;
  /** A bound number to compare the column with. */
  number(value: string | number, column: ColumnInfo): Fragment;
  /** The column without its fraction, to be compared with it. */
  floor(column: ColumnRef): Fragment;
  /** A number of at most fifteen digits without a fraction, in digits. */
  digits(column: ColumnRef): Fragment;
  /** The column holds a number: where the database lets any value into any column. */
  readonly isNumber?: (column: ColumnRef) => Fragment;
  readonly moment: MomentWords;
}

/** How a dialect keeps its native dates and date-times. */
interface MomentWords {
  /** As it is read: text. */
  select(column: ColumnRef): Fragment;
  /** As it sorts and compares; NULL for what is in no calendar. */
  sorted(column: ColumnRef): Fragment;
  grain(column: ColumnInfo): Grain;
  /** Whether the column's type can hold the moment: a conversion of any other would fail the statement. */
  readonly holds?: (moment: string, column: ColumnInfo) => boolean;
  /** A bound moment on the column's grid, in the column's type. */
  bound(value: string, column: ColumnInfo): Fragment;
  /** The comparison, in a form that lets the database use an index; false for what is in no calendar. */
  compare(column: ColumnRef, boundary: Boundary): Fragment;
}

/** One column under one ordering: all that is said of it in SQL follows from this. */
interface Sorted {
  /** NULL for what is not read. */
  readonly sorted: Fragment;
  /** The same as a condition, where that is shorter than `sorted IS NOT NULL`. */
  readonly readable?: Fragment;
  /** False for what is not read. */
  readonly compare: (op: Comparison, value: string | number) => Fragment;
}

export function createExpressions(words: Words): Expressions {
  const sortedOf = (column: ColumnRef, ordering: Ordering): Sorted => {
    switch (ordering.kind) {
      case 'text-date':
        return writtenDates(words, column, ordering);
      case 'moment':
        return moments(words, column, ordering);
      case 'number':
        return numbers(words, column, ordering);
      case 'binary':
        return codes(words, column, ordering);
    }
  };
  const select = (column: ColumnRef): Fragment =>
    column.info.kind === 'moment' || column.info.kind === 'date'
      ? words.moment.select(column)
      : words.select(column);
  const textOf = (column: ColumnRef): Fragment => words.trim(words.asText(column));

  return {
    bind: (bound, column) => words.bind(bound, column),
    select,
    among(column, values, { trimmed, indexed = false } = {}) {
      if (values.length === 0) return NEVER;
      const bound = (one: Held): Fragment => value(words.bind(one, column.info));
      const isIn = (left: Fragment, right: readonly Fragment[]): Fragment =>
        glue`${left} IN (${list(right, ', ')})`;
      const operands = values.map((one) => words.operand?.(one, column.info) ?? bound(one));
      const comparable = words.comparable?.(column) ?? null;
      const bare = isIn(comparable ?? name(column.reference), operands);
      if (trimmed === undefined || !keepsBlanks(column.info)) return bare;
      const text = words.asText(column);
      if (trimmed === 'white space' || trimmed === 'separators') {
        const held = values.map(
          (one) =>
            (one instanceof Uint8Array ? operands[values.indexOf(one)] : undefined) ?? bound(one),
        );
        const left =
          trimmed === 'separators'
            ? ungrouped(words, text, column.info)
            : words.trimWhiteSpace(text, column.info);
        return isIn(words.binary(left), held);
      }
      const plain = isIn(words.trim(text), operands);
      const indented = indexed ? (words.indented?.(column) ?? null) : null;
      return indented === null ? plain : glue`(${bare} OR (${indented} AND ${plain}))`;
    },
    code: (column, wanted) => isCode(words, column, wanted, textOf(column)),
    grouped(column) {
      const read = words.readable?.(column) ?? words.select(column);
      return column.info.kind === 'text'
        ? { by: words.binary(words.asText(column)), read: glue`MIN(${read})` }
        : { by: select(column), read: select(column) };
    },
    readable(column, ordering) {
      const { sorted, readable } = sortedOf(column, ordering);
      return readable ?? glue`${sorted} IS NOT NULL`;
    },
    order: (column, ordering) => sortedOf(column, ordering).sorted,
    day(column, ordering) {
      const { sorted } = sortedOf(column, ordering);
      const asText = ordering.kind === 'moment' ? words.moment.select(column) : sorted;
      return words.binary(
        glue`CASE WHEN ${sorted} IS NOT NULL THEN SUBSTRING(${asText}, 1, 10) END`,
      );
    },
    compare: (column, ordering, op, bound) => sortedOf(column, ordering).compare(op, bound),
    like: (column, pattern) => words.like(column, pattern),
  };
}

/** The text without what stands between the groups of a number, and without the `.0` that a spreadsheet left behind it. */
function ungrouped(words: Words, column: Fragment, info: ColumnInfo): Fragment {
  const ended = words.join([words.without(column, BLANKS, info), text("'|'")]);
  const whole = glue`REPLACE(REPLACE(${ended}, '.00|', ''), '.0|', '')`;
  return words.without(whole, '.-|', info);
}

/** Blanks can stand around what a column of text holds, and in SQLite in any column. */
function keepsBlanks({ kind, labels, affinity }: ColumnInfo): boolean {
  if (labels !== undefined) return false;
  return kind === 'text' || (affinity !== undefined && kind !== 'binary');
}

/** A code that a column of numbers can hold. */
const NUMBER = /^-?(?:0|[1-9]\d{0,17})(?:\.\d{1,6})?$/u;
const TEXT: ColumnInfo = { name: '', type: 'nvarchar', kind: 'text', unicode: true };

function isCode(
  words: Words,
  column: ColumnRef,
  codes: readonly string[],
  trimmed: Fragment,
): Fragment {
  const { reference, info } = column;
  const bare = name(reference);
  const numeric = info.kind === 'number' || info.kind === 'boolean';
  const numbers = codes.filter((code) => numeric && NUMBER.test(code));
  // In a column of numbers there is no text, but where the database lets any value into any column.
  const texts =
    numeric && words.isNumber === undefined
      ? []
      : codes.filter(
          (code) =>
            code !== '' &&
            !numbers.includes(code) &&
            (info.charset === undefined || isEncodable(code, info.charset)),
        );
  const bound = (of: readonly string[]): Fragment => {
    const column = info.kind === 'text' ? info : TEXT;
    return list(
      of.map((code) => value(words.bind(code, column))),
      ', ',
    );
  };
  const plain = texts.filter((code) => foldsCase(code));
  const other = texts.filter((code) => !foldsCase(code));
  const held = numbers.flatMap((code) =>
    // A database that lets any value into any column has numbers among its truth values.
    info.kind === 'boolean' && words.isNumber === undefined
      ? bits(words, code, info)
      : [words.number(code, info)],
  );
  const parts = [
    ...(held.length > 0 ? [glue`${bare} IN (${list(held, ', ')})`] : []),
    ...(plain.length > 0
      ? [glue`${words.lower(trimmed)} IN (${bound(plain.map((code) => code.toLowerCase()))})`]
      : []),
    ...(other.length > 0 ? [glue`${words.binary(trimmed)} IN (${bound(other)})`] : []),
    ...(codes.includes('')
      ? [
          glue`${bare} IS NULL`,
          ...(numeric && words.isNumber === undefined
            ? []
            : [glue`${words.binary(trimmed)} IN (${bound([''])})`]),
        ]
      : []),
  ];
  return parts.length === 0 ? NEVER : glue`(${list(parts, ' OR ')})`;
}

function bits(words: Words, code: string, info: ColumnInfo): readonly Fragment[] {
  return code === '0' || code === '1' ? [value(words.bind(code === '1', info))] : [];
}

function numbers(
  words: Words,
  column: ColumnRef,
  { none, limits }: Extract<Ordering, { kind: 'number' }>,
): Sorted {
  const bare = name(column.reference);
  const bound = (number: RawValue): readonly Fragment[] =>
    isNumeric(number) ? [words.number(number, column.info)] : [];
  const sentinels = none.flatMap(bound);
  const conditions = [
    ...(limits === undefined
      ? []
      : [
          ...(words.isNumber === undefined ? [] : [words.isNumber(column)]),
          ...(withinType(limits, column.info, words.isNumber === undefined)
            ? []
            : [glue`${bare} BETWEEN ${list([limits.least, limits.most].flatMap(bound), ' AND ')}`]),
          ...(limits.whole && !(words.isNumber === undefined && isWhole(column.info))
            ? [glue`${bare} = ${words.floor(column)}`]
            : []),
          ...(limits.gap === undefined
            ? []
            : [
                glue`NOT (${bare} >= ${list([limits.gap[0]].flatMap(bound), '')} AND ${bare} < ${list([limits.gap[1]].flatMap(bound), '')})`,
              ]),
        ]),
    ...(sentinels.length > 0 ? [glue`${bare} NOT IN (${list(sentinels, ', ')})`] : []),
  ];
  const readable =
    conditions.length === 0
      ? glue`${bare} IS NOT NULL`
      : glue`(${list([...(withinType(limits, column.info, words.isNumber === undefined) ? [glue`${bare} IS NOT NULL`] : []), ...conditions], ' AND ')})`;
  return {
    sorted:
      conditions.length === 0
        ? bare
        : glue`CASE WHEN ${list(conditions, ' AND ')} THEN ${bare} END`,
    readable,
    compare(op, number) {
      const [operand] = bound(number);
      if (operand === undefined) return NEVER;
      return glue`(${list([glue`${bare} ${text(op)} ${operand}`, ...conditions], ' AND ')})`;
    },
  };
}

const INTEGERS = /^(?:tiny|small|medium|big)?int(?:eger)?$/u;

/** A type without fractions, in databases whose types hold. */
function isWhole({ type }: ColumnInfo): boolean {
  return INTEGERS.test(type);
}

/** All that the type can hold lies within the limits. */
function withinType(
  limits: { least: number; most: number } | undefined,
  { type }: ColumnInfo,
  strict: boolean,
): boolean {
  return (
    limits === undefined ||
    (strict &&
      INTEGERS.test(type) &&
      type !== 'bigint' &&
      limits.least <= -LARGEST_INT &&
      limits.most >= LARGEST_INT)
  );
}

const LARGEST_INT = 4_294_967_296;

function isNumeric(candidate: RawValue): candidate is string | number {
  return (
    (typeof candidate === 'number' && Number.isFinite(candidate)) ||
    (typeof candidate === 'string' && /^-?\d+(?:\.\d+)?$/u.test(candidate))
  );
}

function moments(
  { moment }: Words,
  column: ColumnRef,
  { none, most }: Extract<Ordering, { kind: 'moment' }>,
): Sorted {
  const { info } = column;
  const grain = moment.grain(info);
  const inCalendar = moment.sorted(column);
  const sentinels = none.flatMap((raw) => {
    const onGrid = momentOnGrid(raw, grain);
    return onGrid === null || moment.holds?.(onGrid, info) === false ? [] : [onGrid];
  });
  const compared = (op: Comparison, raw: string): Fragment =>
    moment.compare(column, floorBoundary({ value: readMoment(raw) ?? '', op }, grain));
  const noneOf = (moments: readonly string[]): readonly Fragment[] =>
    moments.length === 0
      ? []
      : [
          glue`${inCalendar} NOT IN (${list(
            moments.map((one) => moment.bound(one, info)),
            ', ',
          )})`,
        ];
  const early = most === undefined ? [] : [compared('<=', most)];
  const conditions = [...noneOf(sentinels), ...early];
  return {
    sorted:
      conditions.length === 0
        ? inCalendar
        : glue`CASE WHEN ${list(conditions, ' AND ')} THEN ${inCalendar} END`,
    compare(op, raw) {
      const bound = readMoment(String(raw));
      if (bound === null) return NEVER;
      // What the comparison leaves out anyway need not be left out again.
      const within = sentinels.filter((one) => isWithin(readMoment(one) ?? '', op, bound));
      const parts = [compared(op, String(raw)), ...noneOf(within), ...early];
      return parts.length === 1 ? list(parts, '') : glue`(${list(parts, ' AND ')})`;
    },
  };
}

function isWithin(moment: string, op: Comparison, bound: string): boolean {
  return moment === bound ? op.endsWith('=') : op.startsWith('<') === moment < bound;
}

function codes(
  words: Words,
  column: ColumnRef,
  { none }: Extract<Ordering, { kind: 'binary' }>,
): Sorted {
  // Without the blanks of char(n), as the codecs read it: a cursor holds the trimmed value.
  const code = words.binary(words.trim(words.asText(column)));
  const nothing = none.map((raw) => words.binary(value(raw)));
  const something = nothing.length === 0 ? null : glue`${code} NOT IN (${list(nothing, ', ')})`;
  return {
    sorted: something === null ? code : glue`CASE WHEN ${something} THEN ${code} END`,
    compare(op, raw) {
      const comparison = glue`${code} ${text(op)} ${words.binary(value(String(raw)))}`;
      return something === null ? comparison : glue`(${comparison} AND ${something})`;
    },
  };
}

function writtenDates(
  words: Words,
  column: ColumnRef,
  { shapes, none, most }: Extract<Ordering, { kind: 'text-date' }>,
): Sorted {
  const digits =
    column.info.kind === 'number' && words.isNumber === undefined
      ? glue`CASE WHEN ${numbers(words, column, { kind: 'number', none: [], limits: EIGHT_DIGITS }).readable ?? NEVER} THEN ${words.digits(column)} END`
      : words.trim(words.asText(column));
  const read = shapes.map((shape) => textDate(digits, { shape, none }, words));
  const [only] = read;
  const date = read.length === 1 && only !== undefined ? only : glue`COALESCE(${list(read, ', ')})`;
  const sorted =
    most === undefined ? date : glue`CASE WHEN ${date} <= ${value(most)} THEN ${date} END`;
  return {
    sorted,
    compare(op, raw) {
      const moment = readMoment(String(raw));
      if (moment === null) return NEVER;
      const boundary = floorBoundary({ value: moment, op }, 0);
      return glue`${sorted} ${text(boundary.op)} ${value(boundary.value)}`;
    },
  };
}

const EIGHT_DIGITS = { least: 0, most: 99_999_999, whole: true } as const;
