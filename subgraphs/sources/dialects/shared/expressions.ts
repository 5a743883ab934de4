import type { Comparison, Composition, Ordering } from '../../model/condition.ts';
import { foldsCase } from '../../model/code.ts';
import { isEncodable, textOfBytes } from '../../model/text/charset.ts';
import { type Unit, UNIT_LENGTHS } from '../../model/dimension.ts';
import type { RawValue } from '../../model/raw.ts';
import { BLANKS } from '../../model/text/white-space.ts';
import type {
  ColumnInfo,
  ColumnRef,
  ColumnCondition,
  Expressions,
  Fragment,
  Held,
  Period,
  IndexOrder,
  Walk,
} from '../dialect.ts';
import { complement, glue, list, name, NEVER, text, value } from './fragment.ts';
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
  /**
   * A condition, served by an index, that holds at least of text that is one of the values but for blanks at its ends; null
   * where the column’s order does not keep such texts together. `isOne` is equality with the values as they are.
   */
  readonly padded?: (
    column: ColumnRef,
    values: readonly Held[],
    isOne: Fragment,
  ) => Fragment | null;
  /**
   * A condition that holds at least of text in which the signs of one of the values stand in their order, whatever lies between;
   * where to take signs out of every row costs many times as much. Null where there is none.
   */
  readonly inOrder?: (text: Fragment, values: readonly Held[]) => Fragment | null;
  /** To how many values a list of so many is filled up, where each length of a list is another plan to the database. */
  readonly filledUp?: (length: number) => number;
  /** Text under the collation of a column, where those of two columns could not be compared. */
  readonly collatedAs?: (text: Fragment, column: ColumnInfo) => Fragment;
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
  /** Whole days from one day, as `yyyy-MM-dd`, to the other. */
  daysBetween(from: Fragment, to: Fragment): Fragment;
  readonly moment: MomentWords;
}

/** How a dialect keeps its native dates and date-times. */
interface MomentWords {
  /** As it is read: text. */
  select(column: ColumnRef): Fragment;
  /** As it sorts and compares, text that begins with the day, NULL for what is in no calendar: where the bare column does not sort so. */
  readonly sorted?: (column: ColumnRef) => Fragment;
  /** How the bare column is walked then. */
  readonly walk?: (column: ColumnRef) => Walk;
  /** What is in the calendar, where the type holds more, and what is not, where an index serves that. */
  readonly calendar?: (column: ColumnRef) => {
    readonly inside: Fragment;
    readonly outside?: Fragment;
  };
  /** A stretch of the calendar, where that is not the beginning of the text. */
  readonly period?: (column: ColumnRef, unit: Unit) => Period;
  grain(column: ColumnInfo): Grain;
  /** Whether the column's type can hold the moment: a conversion of any other would fail the statement. */
  readonly holds?: (moment: string, column: ColumnInfo) => boolean;
  /** A bound moment on the column's grid, in the column's type. */
  bound(value: string, column: ColumnInfo): Fragment;
  /** The comparison of what is in the calendar, in a form that lets the database use an index. */
  compare(column: ColumnRef, boundary: Boundary): Fragment;
  /** What the bare column says of the comparison, where all of it costs many times as much. */
  readonly near?: (column: ColumnRef, boundary: Boundary) => Fragment;
}

/** One column under one ordering: all that is said of it in SQL follows from this. */
interface Sorted {
  /** NULL for what is not read. */
  readonly sorted: Fragment;
  /** The same as a condition, where that is shorter than `sorted IS NOT NULL`. */
  readonly readable?: Fragment;
  /** The complement, where an index serves it. */
  readonly unreadable?: Fragment;
  /** False for what is not read. */
  readonly compare: (op: Comparison, value: string | number) => ColumnCondition;
  readonly order?: IndexOrder;
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
    among(column, values, { trimmed } = {}) {
      if (values.length === 0) return NEVER;
      const bound = (one: Held): Fragment => value(words.bind(one, column.info));
      const isIn = (left: Fragment, right: readonly Fragment[]): Fragment =>
        glue`${left} IN (${list(filledUp(words, right), ', ')})`;
      const operands = values.map((one) => words.operand?.(one, column.info) ?? bound(one));
      const comparable = words.comparable?.(column) ?? null;
      const bare = isIn(comparable ?? name(column.reference), operands);
      if (trimmed === undefined || !keepsBlanks(column.info))
        return comparable === null ? { ...bare, seek: 'point' } : bare;
      const text = words.asText(column);
      if (trimmed === 'white space' || trimmed === 'separators') {
        const held = values.map(
          (one) =>
            (one instanceof Uint8Array ? operands[values.indexOf(one)] : undefined) ?? bound(one),
        );
        if (trimmed === 'white space')
          return isIn(words.binary(words.trimWhiteSpace(text, column.info)), held);
        const exact = isIn(words.binary(ungrouped(words, text, column.info)), held);
        const wider = words.inOrder?.(text, values) ?? null;
        return wider === null ? exact : glue`(${wider} AND ${exact})`;
      }
      const plain = isIn(words.trim(text), operands);
      const padded =
        values.length > MOST_SOUGHT ? null : (words.padded?.(column, values, bare) ?? null);
      return padded === null ? plain : { ...glue`(${padded} AND ${plain})`, seek: 'point' };
    },
    code: (column, wanted) => isCode(words, column, wanted, textOf(column)),
    grouped(column) {
      if (column.info.kind !== 'text') return { by: select(column) };
      const read = words.readable?.(column) ?? words.select(column);
      return { by: words.binary(words.asText(column)), read };
    },
    readable(column, ordering) {
      const { sorted, readable } = sortedOf(column, ordering);
      return readable ?? glue`${sorted} IS NOT NULL`;
    },
    unreadable(column, ordering) {
      const { sorted, readable, unreadable } = sortedOf(column, ordering);
      return unreadable === undefined
        ? complement(readable ?? glue`${sorted} IS NOT NULL`)
        : { ...unreadable, seek: 'range' };
    },
    order: (column, ordering) => sortedOf(column, ordering).sorted,
    composed: (columns, composition) => composedText(words, columns, composition),
    indexOrder: (column, ordering) => sortedOf(column, ordering).order ?? null,
    period(column, ordering, unit) {
      const { sorted } = sortedOf(column, ordering);
      if (ordering.kind === 'moment' && words.moment.period !== undefined)
        return words.moment.period(column, unit);
      const length = text(String(UNIT_LENGTHS[unit]));
      const isText = ordering.kind !== 'moment' || words.moment.sorted !== undefined;
      const by = isText
        ? glue`SUBSTRING(${sorted}, 1, ${length})`
        : glue`CASE WHEN ${sorted} IS NOT NULL THEN SUBSTRING(${words.moment.select(column)}, 1, ${length}) END`;
      return {
        by: words.binary(by),
        read: (raw) => (raw instanceof Uint8Array ? textOfBytes(raw) : (raw as string | null)),
      };
    },
    daysBetween: (from, to) => words.daysBetween(from, to),
    compare: (column, ordering, op, bound) => sortedOf(column, ordering).compare(op, bound),
    same: (column, other) => sameIn(words, column, other),
    like: (column, pattern) => words.like(column, pattern),
  };
}

/** What is of one kind is compared as it stands, all else as text. */
function sameIn(words: Words, one: ColumnRef, other: ColumnRef): Fragment {
  const { info } = one;
  if (info.kind === other.info.kind || words.isNumber !== undefined) {
    const collated =
      info.kind === 'text' && info.collation !== other.info.collation
        ? words.collatedAs?.(name(other.reference), info)
        : undefined;
    return glue`${name(one.reference)} = ${collated ?? name(other.reference)}`;
  }
  const [left, right] = [one, other].map((column) =>
    words.binary(words.trim(words.asText(column))),
  ) as [Fragment, Fragment];
  return glue`${left} = ${right}`;
}

/** Values that are looked for by an index, which some dialects bind three times; of more, every row is looked at. */
const MOST_SOUGHT = 256;

/**
 * In a column that sorts by code unit: what begins with a value and goes on with a blank lies before what goes on with `!`, and
 * what begins with a blank before all that begins with `!`.
 */
export function padsByCodeUnit(
  { reference }: ColumnRef,
  values: readonly Held[],
  bound: (text: string) => Fragment,
  stretch: (from: Fragment, to?: Fragment) => Fragment,
): Fragment | null {
  const column = name(reference);
  const texts = values.filter((one) => typeof one === 'string');
  if (texts.length < values.length) return null;
  const near = texts.map((one) =>
    stretch(glue`${column} >= ${bound(one)}`, glue`${column} < ${bound(`${one}!`)}`),
  );
  return glue`(${stretch(glue`${column} < '!'`)} OR ${list(near, ' OR ')})`;
}

/** The last value once more, and again: a list finds the same. */
function filledUp({ filledUp: to }: Words, values: readonly Fragment[]): readonly Fragment[] {
  const last = values.at(-1);
  if (to === undefined || last === undefined) return values;
  return [...values, ...Array<Fragment>(to(values.length) - values.length).fill(last)];
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
): ColumnCondition {
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
  if (parts.length === 0) return NEVER;
  const found = glue`(${list(parts, ' OR ')})`;
  // Numbers and NULL are looked for in the bare column, text is not. Few codes stand for many rows.
  return texts.length === 0 && (!codes.includes('') || (numeric && words.isNumber === undefined))
    ? { ...found, seek: 'range' }
    : found;
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
  const holdsAll = withinType(limits, column.info, words.isNumber === undefined);
  const compared = (op: Comparison, number: string | number): readonly Fragment[] =>
    bound(number).map((operand) => glue`${bare} ${text(op)} ${operand}`);
  const readable =
    conditions.length === 0
      ? glue`${bare} IS NOT NULL`
      : glue`(${list([...(holdsAll ? [glue`${bare} IS NOT NULL`] : []), ...conditions], ' AND ')})`;
  return {
    sorted:
      conditions.length === 0
        ? bare
        : glue`CASE WHEN ${list(conditions, ' AND ')} THEN ${bare} END`,
    readable,
    ...(conditions.length === 0 ? { unreadable: glue`${bare} IS NULL` } : {}),
    ...(holdsAll && conditions.length === 1 && sentinels.length > 0
      ? { unreadable: glue`(${bare} IS NULL OR ${bare} IN (${list(sentinels, ', ')}))` }
      : {}),
    compare(op, number) {
      const [comparison] = compared(op, number);
      if (comparison === undefined) return NEVER;
      return { ...glue`(${list([comparison, ...conditions], ' AND ')})`, seek: 'range' };
    },
    order: { sorted: bare, compare: (op, number) => compared(op, number)[0] ?? NEVER },
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
  { none: raws, most }: Extract<Ordering, { kind: 'moment' }>,
): Sorted {
  const { info } = column;
  const grain = moment.grain(info);
  const bare = name(column.reference);
  const { inside = null, outside = null } = moment.calendar?.(column) ?? {};
  const inCalendar =
    moment.sorted?.(column) ??
    (inside === null ? bare : glue`CASE WHEN ${inside} THEN ${bare} END`);
  const sentinels = raws.flatMap((raw) => {
    const onGrid = momentOnGrid(raw, grain);
    return onGrid === null || moment.holds?.(onGrid, info) === false ? [] : [onGrid];
  });
  const boundaryOf = (op: Comparison, raw: string): Boundary =>
    floorBoundary({ value: readMoment(raw) ?? '', op }, grain);
  const compared = (op: Comparison, raw: string): Fragment =>
    moment.compare(column, boundaryOf(op, raw));
  const noneOf = (moments: readonly string[]): readonly Fragment[] =>
    moments.length === 0
      ? []
      : [
          glue`${moment.sorted === undefined ? bare : inCalendar} NOT IN (${list(
            moments.map((one) => moment.bound(one, info)),
            ', ',
          )})`,
        ];
  const early = most === undefined ? [] : [compared('<=', most)];
  const conditions = [...noneOf(sentinels), ...early];
  /** Without the sentinels; a long expression is not said twice. */
  const told =
    moment.sorted === undefined
      ? { sorted: inCalendar, conditions }
      : {
          sorted: sentinels.reduce(
            (sorted, one) => glue`NULLIF(${sorted}, ${moment.bound(one, info)})`,
            inCalendar,
          ),
          conditions: early,
        };
  const sortedOnly = {
    sorted:
      told.conditions.length === 0
        ? told.sorted
        : glue`CASE WHEN ${list(told.conditions, ' AND ')} THEN ${told.sorted} END`,
    compare(op: Comparison, raw: string | number): ColumnCondition {
      const bound = readMoment(String(raw));
      if (bound === null) return NEVER;
      // What the comparison leaves out anyway need not be left out again.
      const within = sentinels.filter((one) => isWithin(readMoment(one) ?? '', op, bound));
      const parts = [
        compared(op, String(raw)),
        ...(inside === null ? [] : [inside]),
        ...noneOf(within),
        ...early,
      ];
      const all = parts.length === 1 ? list(parts, '') : glue`(${list(parts, ' AND ')})`;
      const near = moment.near?.(column, boundaryOf(op, String(raw)));
      return { ...all, seek: 'range', ...(near && { near }) };
    },
  };
  if (moment.sorted !== undefined) {
    const walk = moment.walk?.(column);
    return walk === undefined ? sortedOnly : { ...sortedOnly, order: { ...sortedOnly, walk } };
  }
  const none = [
    glue`${bare} IS NULL`,
    ...(sentinels.length === 0
      ? []
      : [
          glue`${bare} IN (${list(
            sentinels.map((one) => moment.bound(one, info)),
            ', ',
          )})`,
        ]),
    ...(outside === null ? [] : [outside]),
    ...(most === undefined ? [] : [compared('>', most)]),
  ];
  const read = [glue`${bare} IS NOT NULL`, ...(inside === null ? [] : [inside]), ...conditions];
  return {
    ...sortedOnly,
    readable: glue`(${list(read, ' AND ')})`,
    ...(inside !== null && outside === null ? {} : { unreadable: glue`(${list(none, ' OR ')})` }),
    order: {
      sorted: bare,
      compare: (op, raw) => (readMoment(String(raw)) === null ? NEVER : compared(op, String(raw))),
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

/** The text of several columns, each of which stands there so that it sorts by code unit, and so does what they make. */
function composedText(
  words: Words,
  columns: readonly ColumnRef[],
  { layout, orderings }: Composition,
): ReturnType<Expressions['composed']> {
  const parts = columns.flatMap((column, place) => {
    const ordering = orderings[place];
    return ordering === undefined ? [] : [codes(words, column, ordering).sorted];
  });
  const anyOf = (some: readonly Fragment[]): Fragment =>
    list(
      some.map((part) => glue`${part} IS NOT NULL`),
      ' OR ',
    );
  const sign = (written: string): Fragment => words.binary(value(written));
  const pieces =
    'separator' in layout
      ? parts.map((part, place) =>
          place === 0
            ? glue`COALESCE(${part}, '')`
            : glue`CASE WHEN ${part} IS NULL THEN '' WHEN ${anyOf(parts.slice(0, place))} THEN ${words.join([sign(layout.separator), part])} ELSE ${part} END`,
        )
      : layout.pattern.map((piece) =>
          typeof piece === 'string'
            ? sign(piece)
            : glue`COALESCE(${parts[piece] ?? text("''")}, '')`,
        );
  const sorted = glue`CASE WHEN ${anyOf(parts)} THEN ${words.join(pieces)} END`;
  return {
    sorted,
    compare: (op, raw) => glue`${sorted} ${text(op)} ${sign(String(raw))}`,
  };
}

function writtenDates(
  words: Words,
  column: ColumnRef,
  { shapes, numbers: numbered, none, most }: Extract<Ordering, { kind: 'text-date' }>,
): Sorted {
  const isNumber =
    numbered !== undefined || (column.info.kind === 'number' && words.isNumber === undefined);
  const limits = { least: 0, most: 10 ** (numbered ?? 8) - 1, whole: true };
  const digits = isNumber
    ? glue`CASE WHEN ${numbers(words, column, { kind: 'number', none: [], limits }).readable ?? NEVER} THEN ${words.digits(column)} END`
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
    // As many digits each, they sort as the moments that they write.
    ...(numbered !== undefined ? { order: numberedDates(words, column, numbered) } : {}),
  };
}

function numberedDates(words: Words, column: ColumnRef, digits: 8 | 14): IndexOrder {
  const bare = name(column.reference);
  const precision = digits === 8 ? 'day' : 0;
  return {
    sorted: bare,
    compare(op, raw) {
      const moment = readMoment(String(raw));
      if (moment === null) return NEVER;
      const boundary = floorBoundary({ value: moment, op }, precision);
      const number = words.number(Number(boundary.value.replace(/\D/gu, '')), column.info);
      return glue`${bare} ${text(boundary.op)} ${number}`;
    },
  };
}
