import type { RawValue } from './raw.ts';

/**
 * Which raw values of a column mean something, and how these sort and compare. All others – none, blank, unreadable – are NULL
 * in this order: what a codec decodes to null is exactly what SQL, which is derived from this, calls null.
 */
export type Ordering =
  /** Numbers, in the database's own order. */
  | { readonly kind: 'number'; readonly none: readonly RawValue[]; readonly limits?: NumberLimits }
  /** Native dates and date-times of the years 1 to 9999; `most` is the last that is read. */
  | { readonly kind: 'moment'; readonly none: readonly RawValue[]; readonly most?: string }
  /** Codes and identifiers, without blanks at the ends: by code unit, whatever the collation, so that JavaScript can merge. */
  | { readonly kind: 'binary'; readonly none: readonly string[] }
  /** Dates written in digits, such as `dd/MM/yyyy`: by the calendar; what is no date is NULL. */
  | {
      readonly kind: 'text-date';
      /** How they may be written; the first that gives a day of the calendar is believed. */
      readonly shapes: readonly DateShape[];
      /** Only numbers are read, of so many digits each; text of digits is not. */
      readonly numbers?: 8 | 14;
      /** Texts that mean none. */
      readonly none: readonly string[];
      /** The last moment that is read, `yyyy-MM-ddTHH:mm:ss`. */
      readonly most?: string;
    };

/** How the texts of several columns make one. */
export type Layout =
  /** One after the other with the separator between, those that have none left out. */
  | { readonly separator: string }
  /** Signs, and columns by their place, in this order; what has no value in any of the columns has none. */
  | { readonly pattern: readonly (string | number)[] };

/** The order of a text that is put together of columns, each as it is read under an ordering of its own: by code unit. */
export interface Composition {
  readonly layout: Layout;
  /** Of each column, in their order. */
  readonly orderings: readonly Extract<Ordering, { kind: 'binary' }>[];
}

/** Of the numbers of a column, those that are read: both ends are. */
export interface NumberLimits {
  readonly least: number;
  readonly most: number;
  /** Those without a fraction only. */
  readonly whole: boolean;
  /** A stretch between the ends that means nothing: from the first number up to the second, which is read again. */
  readonly gap?: readonly [number, number];
}

/**
 * Digit groups and separators at fixed places: `dd/MM/yyyy HH:mm:ss`, `d/M/yy`. A group stands for just so many digits;
 * a letter that stands for no group stands for itself.
 */
export interface DateShape {
  readonly format: string;
  /** The first year that two digits may mean: 1950 for 1950 to 2049. */
  readonly pivot?: number;
}

/** The groups of a format. */
export const DATE_GROUP = /yyyy|yy|MM?|dd?|HH?|mm|ss/gu;

export type Trimmed = 'blanks' | 'white space' | 'separators';

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
  /** The column holds what the ordering says is read. */
  | { readonly kind: 'readable'; readonly column: number; readonly ordering: Ordering }
  /**
   * The column holds one of the codes, as `codeOf` reads it: without blanks at the ends, ASCII letters in either case, all
   * else exactly, whatever the collation. `''` stands for an empty column.
   */
  | { readonly kind: 'code'; readonly column: number; readonly codes: readonly string[] }
  /**
   * Raw equality with one of the values. `trimmed` leaves out of account what stands at both ends of text: just blanks, or
   * white space of any kind and signs that nobody sees, which may then count as blanks inside too; `separators` leaves out
   * what stands between the groups of a number, dashes among it, and `.0` or `.00` at the end.
   */
  | {
      readonly kind: 'in';
      readonly column: number;
      readonly values: readonly (string | number | boolean)[];
      readonly trimmed?: Trimmed;
    }
  /** `value` is in the raw storage form for numbers and codes, canonical (`yyyy-MM-ddTHH:mm:ss[.f…]`) for moments and dates. */
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
