import {
  type AskedField,
  askedOf,
  filterValue,
  type FilterValue,
  matches,
  type Predicate,
} from './predicate.ts';

/** What rows are grouped by, over canonical fields; null for what a row does not have. */
export type Dimension =
  | { readonly kind: 'field'; readonly field: string }
  /** Of a moment: `yyyy-MM-dd`, `yyyy-MM` or `yyyy`. */
  | { readonly kind: 'period'; readonly field: string; readonly unit: Unit }
  /** The name of the first class that the row is in. */
  | { readonly kind: 'class'; readonly classes: readonly Class[] }
  /** Whole days from one moment to the other: of the calendar, or what is counted between them. */
  | {
      readonly kind: 'days';
      readonly from: string;
      readonly to: string;
      readonly between?: (from: string, to: string) => FilterValue;
    }
  /** The keyed hash of a value: how many there are can be told by who may not see any, and none of them by nobody. */
  | { readonly kind: 'hash'; readonly field: string; readonly hash: (value: string) => string }
  /** What the classes come to that any of the rows under a row are in, by their names; of none where there are no rows. */
  | {
      readonly kind: 'children';
      readonly child: string;
      readonly classes: readonly Class[];
      readonly of: (names: readonly string[]) => FilterValue | null;
    };

/** What is told of a row itself. */
export type OwnDimension = Exclude<Dimension, { readonly kind: 'children' }>;

export type Unit = 'day' | 'month' | 'year';

export interface Class {
  readonly name: string;
  readonly where: Predicate;
}

/** Characters of an ISO moment that name the period. */
export const UNIT_LENGTHS = {
  day: 'yyyy-MM-dd'.length,
  month: 'yyyy-MM'.length,
  year: 'yyyy'.length,
} as const satisfies Record<Unit, number>;

/** The fields of the row itself that rows are told apart by, and how: of a hash only whether values are equal. */
export function askedOfDimension(dimension: Dimension): readonly AskedField[] {
  switch (dimension.kind) {
    case 'field':
    case 'period':
      return [{ field: dimension.field }];
    case 'class':
      return dimension.classes.flatMap(({ where }) => askedOf(where));
    case 'days':
      return [{ field: dimension.from }, { field: dimension.to }];
    case 'hash':
      return [{ field: dimension.field, op: 'eq' }];
    case 'children':
      return [];
  }
}

export function fieldsOfDimension(dimension: Dimension): readonly string[] {
  return askedOfDimension(dimension).map(({ field }) => field);
}

/** What a decoded row has of it. */
export function dimensionOf(
  dimension: OwnDimension,
  row: Readonly<Record<string, unknown>>,
): FilterValue | null {
  switch (dimension.kind) {
    case 'field':
      return filterValue(row[dimension.field]);
    case 'period':
      return periodOf(row[dimension.field], dimension.unit);
    case 'class':
      return dimension.classes.find(({ where }) => matches(where, row))?.name ?? null;
    case 'days': {
      const [from, to] = [dimension.from, dimension.to].map((field) => periodOf(row[field], 'day'));
      if (from == null || to == null) return null;
      return (dimension.between ?? daysBetween)(from, to);
    }
    case 'hash': {
      const value = filterValue(row[dimension.field]);
      return value === null ? null : dimension.hash(String(value));
    }
  }
}

function daysBetween(from: string, to: string): number {
  return (startOf(to) - startOf(from)) / A_DAY;
}

const A_DAY = 86_400_000;

function startOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`);
}

function periodOf(moment: unknown, unit: Unit): string | null {
  return typeof moment === 'string' ? moment.slice(0, UNIT_LENGTHS[unit]) : null;
}
