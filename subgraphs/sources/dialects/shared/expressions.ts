import type { Comparison, Ordering } from '../../model/condition.ts';
import type { RawValue } from '../../model/raw.ts';
import type { ColumnInfo, ColumnRef, Expressions, Fragment } from '../dialect.ts';
import { glue, list, name, NEVER, text, value } from './fragment.ts';
import { type Boundary, floorBoundary, type Grain, momentOnGrid, readMoment } from './moment.ts';
import { textDate, type TextPrimitives } from './text-date.ts';

/** What each dialect says in its own words; `createExpressions` makes the rest of it. */
export interface Words extends TextPrimitives {
  bind(value: RawValue, column: ColumnInfo): unknown;
  /** The column as it is read, all but moments. */
  select(column: ColumnRef): Fragment;
  like(column: ColumnRef, pattern: string): Fragment;
  /** The column as text, whatever its type. */
  asText(column: ColumnRef): Fragment;
  trim(text: Fragment): Fragment;
  /** The text without white space and unseen signs at both ends; those inside may be as `plainBlanks` leaves them. */
  trimWhiteSpace(text: Fragment): Fragment;
  /** Where `=` ignores trailing blanks: a condition, served by an index, that holds of text with leading ones. */
  readonly indented?: (column: ColumnRef) => Fragment | null;
  /** Text, of a column or bound, so that it sorts and compares by code unit. */
  binary(text: Fragment): Fragment;
  /** A bound number to compare the column with. */
  number(value: string | number, column: ColumnInfo): Fragment;
  readonly moment: MomentWords;
}

/** How a dialect keeps its native dates and date-times. */
interface MomentWords {
  /** As it is read: text. */
  select(column: ColumnRef): Fragment;
  /** As it sorts and compares; NULL for what no calendar has. */
  sorted(column: ColumnRef): Fragment;
  grain(column: ColumnInfo): Grain;
  /** A bound moment on the column's grid, in the column's type. */
  bound(value: string, column: ColumnInfo): Fragment;
  /** The comparison, in a form that lets the database use an index. */
  compare(column: ColumnRef, boundary: Boundary): Fragment;
}

/** One column under one ordering. `none` are the values that stand for none, bound as `sorted` compares. */
interface Sorted {
  readonly sorted: Fragment;
  readonly none: readonly Fragment[];
  readonly compare: (op: Comparison, value: string | number) => Fragment;
}

export function createExpressions(words: Words): Expressions {
  const sortedOf = ({ kind }: ColumnInfo, ordering: Ordering): ((column: ColumnRef) => Sorted) => {
    if (ordering.kind === 'text-date') return (column) => textDates(words, column, ordering);
    if (ordering.kind === 'native') {
      if (kind === 'moment' || kind === 'date') return (column) => moments(words, column, ordering);
      if (kind === 'number' || kind === 'boolean')
        return (column) => numbers(words, column, ordering);
    }
    return (column) => codes(words, column, ordering);
  };

  return {
    bind: (bound, column) => words.bind(bound, column),
    select: (column) =>
      column.info.kind === 'moment' || column.info.kind === 'date'
        ? words.moment.select(column)
        : words.select(column),
    among(column, values, { trimmed, indexed = false } = {}) {
      if (values.length === 0) return NEVER;
      const bound = list(
        values.map((one) => value(words.bind(one, column.info))),
        ', ',
      );
      const isIn = (left: Fragment): Fragment => glue`${left} IN (${bound})`;
      const bare = isIn(name(column.reference));
      if (trimmed === undefined || column.info.kind !== 'text') return bare;
      const text = words.asText(column);
      if (trimmed === 'white space') return isIn(words.binary(words.trimWhiteSpace(text)));
      const plain = isIn(words.trim(text));
      const indented = indexed ? (words.indented?.(column) ?? null) : null;
      return indented === null ? plain : glue`(${bare} OR (${indented} AND ${plain}))`;
    },
    order(column, ordering) {
      const { sorted, none } = sortedOf(column.info, ordering)(column);
      return none.length === 0
        ? sorted
        : glue`CASE WHEN ${sorted} NOT IN (${list(none, ', ')}) THEN ${sorted} END`;
    },
    compare(column, ordering, op, bound) {
      const { sorted, none, compare } = sortedOf(column.info, ordering)(column);
      const comparison = compare(op, bound);
      return none.length === 0
        ? comparison
        : glue`(${comparison} AND ${sorted} NOT IN (${list(none, ', ')}))`;
    },
    like: (column, pattern) => words.like(column, pattern),
  };
}

function numbers(words: Words, column: ColumnRef, { none }: Ordering): Sorted {
  const sorted = name(column.reference);
  const bound = (number: RawValue): readonly Fragment[] =>
    isNumeric(number) ? [words.number(number, column.info)] : [];
  return {
    sorted,
    none: none.flatMap(bound),
    compare(op, number) {
      const [operand] = bound(number);
      return operand === undefined ? NEVER : glue`${sorted} ${text(op)} ${operand}`;
    },
  };
}

function isNumeric(candidate: RawValue): candidate is string | number {
  return (
    (typeof candidate === 'number' && Number.isFinite(candidate)) ||
    (typeof candidate === 'string' && /^-?\d+(?:\.\d+)?$/u.test(candidate))
  );
}

function moments({ moment }: Words, column: ColumnRef, { none }: Ordering): Sorted {
  const grain = moment.grain(column.info);
  return {
    sorted: moment.sorted(column),
    none: none.flatMap((raw) => {
      const onGrid = momentOnGrid(raw, grain);
      return onGrid === null ? [] : [moment.bound(onGrid, column.info)];
    }),
    compare(op, raw) {
      const read = readMoment(String(raw));
      return read === null
        ? NEVER
        : moment.compare(column, floorBoundary({ value: read, op }, grain));
    },
  };
}

function codes(words: Words, column: ColumnRef, { none }: Ordering): Sorted {
  // Without the blanks of char(n), as the codecs read it: a cursor holds the trimmed value.
  const sorted = words.binary(words.trim(words.asText(column)));
  return {
    sorted,
    none: none.flatMap((raw) =>
      typeof raw === 'string' || typeof raw === 'number' ? [words.binary(value(String(raw)))] : [],
    ),
    compare: (op, raw) => glue`${sorted} ${text(op)} ${words.binary(value(String(raw)))}`,
  };
}

type TextDateOrdering = Extract<Ordering, { kind: 'text-date' }>;

function textDates(words: Words, column: ColumnRef, { format, none }: TextDateOrdering): Sorted {
  const sorted = textDate(words.trim(words.asText(column)), { format, none }, words);
  return {
    sorted,
    none: [],
    compare(op, raw) {
      const read = readMoment(String(raw));
      if (read === null) return NEVER;
      const boundary = floorBoundary({ value: read, op }, 0);
      return glue`${sorted} ${text(boundary.op)} ${value(boundary.value)}`;
    },
  };
}
