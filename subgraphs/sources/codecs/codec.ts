import type { Condition, Ordering } from '../model/condition.ts';
import type { RawRow, RawValue } from '../model/raw.ts';

/** What was done to a raw value on the way to its canonical one; part of the graph (`enum RepairKind`). */
export type RepairKind =
  | 'TEXT_DECODED_TCVN3'
  | 'TEXT_DECODED_VNI'
  | 'TEXT_DECODED_CP1258'
  | 'TEXT_COMPOSED'
  | 'TEXT_LETTER_D'
  | 'TEXT_LOSSY'
  | 'DATE_SWAPPED'
  | 'DATE_UNREADABLE'
  | 'CODE_UNKNOWN'
  | 'FLAG_UNREADABLE'
  | 'NUMBER_UNREADABLE'
  | 'MONEY_UNREADABLE'
  | 'LEADING_ZERO_RESTORED'
  | 'IDENTIFIER_CLEANED'
  | 'IDENTIFIER_UNREADABLE'
  | 'JSON_UNREADABLE';

/** A canonical value, or null for none; with a repair where the raw value was not simply it. */
export interface Reading<T> {
  readonly value: T | null;
  readonly repair?: RepairKind;
}

/** What a filter asks of one field, in canonical values. Comparisons never match null. */
export type Test<T> =
  | { readonly op: 'eq'; readonly value: T }
  | { readonly op: 'in'; readonly values: readonly T[] }
  | { readonly op: 'lt' | 'lte' | 'gt' | 'gte'; readonly value: T }
  /** `contains` folds case, tone placement and encoding; `containsLoose` diacritics too; `startsWith` like `contains`. */
  | { readonly op: 'contains' | 'containsLoose' | 'startsWith'; readonly value: string }
  | { readonly op: 'isNull' };

/**
 * A test as the database can answer it. `atLeast` never misses a row that passes the test. Where it may let others through
 * `exact` is false, and the test is repeated on the decoded value.
 */
export interface Pushed {
  readonly atLeast: Condition;
  readonly exact: boolean;
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
  /** Raw forms that decode to `value`, the usual one first. Empty if the source cannot hold it. */
  encode(value: F): readonly (readonly RawValue[])[];
  /** Null where the field cannot be filtered in this way at this source. */
  push(test: Test<F>): Pushed | null;
  /** How column 0 sorts as the canonical value; absent where the source cannot sort by it. */
  readonly ordering?: Ordering;
  /** Storage form of a canonical value for comparisons under `ordering`. */
  readonly sortKey?: { toRaw(value: F): string | number };
}
