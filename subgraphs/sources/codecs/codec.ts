import type { Composition, Condition, Ordering } from '../model/condition.ts';
import type { RepairKind } from '../model/entity.ts';
import type { Test } from '../model/predicate.ts';
import type { RawRow, RawValue } from '../model/raw.ts';

/** A canonical value, or null for none; with a repair where the raw value was not simply it. */
export interface Reading<T> {
  readonly value: T | null;
  readonly repair?: RepairKind;
  /** What stood in the database, where the columns hold it otherwise. */
  readonly raw?: string;
}

/**
 * A test as the database can answer it. `atLeast` never misses a row that passes the test. Where it may let others through
 * `exact` is false, and the test is repeated on the decoded value.
 */
export interface Pushed {
  readonly atLeast: Condition;
  readonly exact: boolean;
}

/** What is known of a column before any of its values is seen. */
export interface StoredColumn {
  readonly name: string;
  /** The database's own type name in lower case. */
  readonly type: string;
  readonly kind: 'text' | 'number' | 'moment' | 'date' | 'boolean' | 'binary' | 'other';
  /** False where the type is only a wish, and any value may stand in the column (SQLite). */
  readonly strict: boolean;
}

/** Why a codec does not read what a column holds, and how the mapping is mended. */
export interface Misfit {
  readonly what: string;
  readonly mend: string;
}

/**
 * The two-way bridge between one canonical field and the legacy column or columns that hold it. Codecs are pure and compose;
 * none throws on what a database holds. Filters and look-ups speak of `F` where that is less than the whole value: of a coded
 * value its canonical code.
 */
export interface Codec<T, F = T> {
  /** How many columns are read together; `decode` gets exactly that many values. */
  readonly arity: number;
  decode(raw: RawRow): Reading<T>;
  /** What of the columns is read, for people to look at; absent where that is all of them. */
  within?(raw: RawRow): string;
  /** Raw forms that decode to `value`, the usual one first. Empty if the source cannot hold it. */
  encode(value: F): readonly (readonly RawValue[])[];
  /** Null where the field cannot be filtered in this way at this source. */
  push(test: Test<F>): Pushed | null;
  /** Which values of column 0 are read, and how they sort; absent where SQL cannot say it, and the source cannot sort by it. */
  readonly ordering?: Ordering;
  /** In place of an ordering, how the values of several columns sort as the one text that they make. */
  readonly composition?: Composition;
  /** Storage form of a canonical value for comparisons under `ordering`. */
  readonly sortKey?: {
    toRaw(value: F): string | number;
    /** How finely moments are kept, where it is not the column's type that says so. */
    readonly precision?: Precision;
  };
  /** The ordering is that of the canonical calendar, without a shift of zone: two such columns can be compared by their days. */
  readonly calendar?: true;
  /** The codec for just these columns, or why it does not fit them. Absent where it reads any column alike. */
  fit?(columns: readonly StoredColumn[]): Codec<T, F> | Misfit;
}

/** How finely a moment is kept. */
export type Precision = 'day' | 'second' | 'millisecond';

/** Null is exactly what the ordering does not read. */
export function unread(ordering: Ordering): Pushed {
  return {
    atLeast: { kind: 'not', of: { kind: 'readable', column: 0, ordering } },
    exact: true,
  };
}

/** Nothing is left to the database. */
export const UNDECIDED: Pushed = { atLeast: { kind: 'constant', value: true }, exact: false };

/** No row can hold that. */
export const NOWHERE: Pushed = { atLeast: { kind: 'constant', value: false }, exact: true };
