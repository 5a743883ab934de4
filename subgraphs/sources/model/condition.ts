import type { RawValue } from './raw.ts';

/**
 * How the raw values of one column sort and compare as what they mean.
 * Values that mean “none” (`none`) and values that cannot be read are NULL in this order.
 */
export type Ordering =
  /** Numbers, native dates and native date-times: the database's own order. */
  | { readonly kind: 'native'; readonly none: readonly RawValue[] }
  /** Codes and identifiers: by code unit, whatever the collation, so that JavaScript can merge. */
  | { readonly kind: 'binary'; readonly none: readonly RawValue[] }
  /** Dates kept as text, such as `dd/MM/yyyy`: by the calendar; text that is no date is NULL. */
  | {
      readonly kind: 'text-date';
      readonly format: TextDateFormat;
      readonly none: readonly RawValue[];
    };

/** Digit groups and separators of dates kept as text, at fixed places. */
export type TextDateFormat =
  | 'dd/MM/yyyy'
  | 'dd-MM-yyyy'
  | 'yyyy-MM-dd'
  | 'yyyy/MM/dd'
  | 'yyyyMMdd'
  | 'dd/MM/yyyy HH:mm'
  | 'dd/MM/yyyy HH:mm:ss'
  | 'yyyy-MM-dd HH:mm:ss'
  | 'yyyyMMddHHmmss';

export type Trimmed = 'blanks' | 'white space';

export type Comparison = '<' | '<=' | '>' | '>=';

/**
 * What the raw columns of one row must satisfy; `column` counts within the columns of one field.
 * Two-valued: a condition over NULL is false, never unknown, so that `not` is the plain complement.
 */
export type Condition =
  | { readonly kind: 'constant'; readonly value: boolean }
  | { readonly kind: 'all' | 'any'; readonly of: readonly Condition[] }
  | { readonly kind: 'not'; readonly of: Condition }
  | { readonly kind: 'isNull'; readonly column: number }
  /**
   * Raw equality with one of the values. `trimmed` leaves out of account what stands at both ends of text: just blanks, or
   * white space of any kind and signs that nobody sees, which may then count as blanks inside too. `indexed`, for a few
   * values that few rows hold, lets the database use an index, although some dialects then bind each value twice.
   */
  | {
      readonly kind: 'in';
      readonly column: number;
      readonly values: readonly (string | number | boolean)[];
      readonly trimmed?: Trimmed;
      readonly indexed?: boolean;
    }
  /** `value` is in the raw storage form for `native` and `binary`, canonical (`yyyy-MM-ddTHH:mm:ss`) for `text-date`. */
  | {
      readonly kind: 'compare';
      readonly column: number;
      readonly ordering: Ordering;
      readonly op: Comparison;
      readonly value: string | number;
    }
  /** Literal pieces in this order with anything between; ASCII letters match in either case. */
  | {
      readonly kind: 'like';
      readonly column: number;
      readonly pieces: readonly string[];
      readonly anchored: 'start' | 'both' | 'none';
    };
