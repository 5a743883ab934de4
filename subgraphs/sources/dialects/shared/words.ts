import type { RawValue } from '../../model/raw.ts';
import type { Unit } from '../../model/dimension.ts';
import type { ColumnInfo, ColumnRef, Fragment, Held, Period, Walk } from '../dialect.ts';
import type { Boundary, Grain } from './moment.ts';
import type { TextPrimitives } from './text-date.ts';

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
