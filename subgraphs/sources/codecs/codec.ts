import type { Condition, Ordering } from '../model/condition.ts';
import type { RepairKind } from '../model/entity.ts';
import type { Test } from '../model/predicate.ts';
import type { RawRow, RawValue } from '../model/raw.ts';

/** A canonical value, or null for none; with a repair where the raw value was not simply it. */
export interface Reading<T> {
  readonly value: T | null;
  readonly repair?: RepairKind;
}

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
