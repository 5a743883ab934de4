import { CountByKey } from '../../../service/count-by-key.ts';
import { groupBy } from '../../../service/group-by.ts';
import { momentKey } from './moment.ts';
import { type SearchOperator, textSearch } from './text/text-search.ts';

/** Which rows are wanted, over canonical fields. Two-valued: a comparison with null is false, `not` its complement. */
export type Predicate =
  | { readonly kind: 'all' | 'any'; readonly of: readonly Predicate[] }
  | { readonly kind: 'not'; readonly of: Predicate }
  | { readonly kind: 'test'; readonly field: string; readonly test: Test<FilterValue> }
  /** Two moments of one row, by their days; false where either is null. */
  | {
      readonly kind: 'days';
      readonly left: string;
      readonly op: '<' | '=' | '>';
      readonly right: string;
    };

/** What a filter asks of one field, in canonical values. Comparisons never match null. */
export type Test<T> =
  | { readonly op: 'eq'; readonly value: T }
  | { readonly op: 'in'; readonly values: readonly T[] }
  | { readonly op: 'lt' | 'lte' | 'gt' | 'gte'; readonly value: T }
  /** What stands in the value, or begins it, as `textSearch` says. */
  | Search
  | { readonly op: 'isNull' };

/** A search for what was typed so far. */
interface Search {
  readonly op: SearchOperator;
  readonly value: string;
}

export type FilterValue = string | number | boolean;

export interface OrderTerm {
  readonly field: string;
  readonly direction: 'ASC' | 'DESC';
}

/**
 * The same predicate with `not` only before tests, and no `all` within an `all` or `any` within an `any`: databases bound how
 * deep a condition may nest. Alternatives that are values of one field are one list of them, and what several parts have in common
 * stands there once: what a code means may be a list of all that an office has. Each filter is looked through once, however many tables it
 * is for.
 */
export function flatten(predicate: Predicate): Predicate {
  const known = flats.get(predicate);
  if (known !== undefined) return known;
  const flat = flattened(predicate, false);
  flats.set(predicate, flat);
  return flat;
}

const flats = new WeakMap<Predicate, Predicate>();

function flattened(predicate: Predicate, negated: boolean): Predicate {
  switch (predicate.kind) {
    case 'not':
      return flattened(predicate.of, !negated);
    case 'test':
    case 'days':
      return negated ? { kind: 'not', of: predicate } : predicate;
    case 'all':
    case 'any': {
      const kind = (predicate.kind === 'all') === negated ? 'any' : 'all';
      const parts = predicate.of.map((part) => flattened(part, negated));
      return joined(kind, withSharedOnce(kind, spread(kind, parts)));
    }
  }
}

type Joint = 'all' | 'any';

/** Flat parts as one. */
function joined(kind: Joint, parts: readonly Predicate[]): Predicate {
  const of = spread(kind, parts);
  const [only] = of;
  return of.length === 1 && only !== undefined ? only : { kind, of };
}

function spread(kind: Joint, parts: readonly Predicate[]): readonly Predicate[] {
  const all = parts.flatMap((part) => partsOf(kind, part));
  return kind === 'any' ? withLists(all) : all;
}

function partsOf(kind: Joint, predicate: Predicate): readonly Predicate[] {
  return predicate.kind === kind ? predicate.of : [predicate];
}

/**
 * The same parts, of which those that have something in common are one: `(x ∧ a) ∨ (x ∧ b)` is `x ∧ (a ∨ b)`, and the other way round. What
 * they have beside it is left as it is, so that this nests two levels deeper at the most.
 */
function withSharedOnce(kind: Joint, parts: readonly Predicate[]): readonly Predicate[] {
  const inner: Joint = kind === 'any' ? 'all' : 'any';
  let left = parts.map((part) => ({ part, has: byWord(partsOf(inner, part)) }));
  const counts = new CountByKey();
  for (const word of left.flatMap(({ has }) => [...has.keys()])) counts.add(word, 1);
  const shared: Predicate[] = [];
  for (;;) {
    const [word, count] = counts.most() ?? ['', 0];
    if (count < 2) return [...shared, ...left.map(({ part }) => part)];
    const group = left.filter(({ has }) => has.has(word)).map(({ has }) => has);
    left = left.filter(({ has }) => !has.has(word));
    for (const its of group.flatMap((has) => [...has.keys()])) counts.add(its, -1);
    const isCommon = (its: string): boolean => group.every((has) => has.has(its));
    const some = (has: ReadonlyMap<string, Predicate>, common: boolean): readonly Predicate[] =>
      [...has].flatMap(([its, part]) => (isCommon(its) === common ? [part] : []));
    const beside = group.map((has) => some(has, false));
    // One that has nothing beside it says what all of them do.
    const others = beside.map((of) => joined(inner, of));
    const rest = beside.some((of) => of.length === 0) ? [] : [joined(kind, others)];
    const common = group.slice(0, 1).flatMap((has) => some(has, true));
    shared.push(joined(inner, [...common, ...rest]));
  }
}

/** Each as it is written; what stands there twice, once. */
function byWord(parts: readonly Predicate[]): ReadonlyMap<string, Predicate> {
  return new Map(parts.map((part) => [JSON.stringify(part), part]));
}

function withLists(alternatives: readonly Predicate[]): readonly Predicate[] {
  let others = 0;
  return groupBy(alternatives, (part) =>
    part.kind === 'test' && valuesOf(part) !== null ? part.field : `|${(others += 1)}`,
  ).map((members): Predicate => {
    const [first, ...more] = members;
    return more.length > 0 && first.kind === 'test'
      ? { ...first, test: { op: 'in', values: members.flatMap((part) => valuesOf(part) ?? []) } }
      : first;
  });
}

/** The values of a list, or the one; null for any other test. */
function valuesOf(part: Predicate): readonly FilterValue[] | null {
  if (part.kind !== 'test') return null;
  if (part.test.op === 'eq') return [part.test.value];
  return part.test.op === 'in' ? part.test.values : null;
}

/** A field that is looked at, and how it is tested; without `op` its values are compared with others. */
export interface AskedField {
  readonly field: string;
  readonly op?: Test<FilterValue>['op'];
}

/** The same predicate over rows of which some have nothing in some fields, whatever stands there. */
export function withNothingIn(
  predicate: Predicate,
  withheld: { readonly where: Predicate; readonly fields: ReadonlySet<string> },
): Predicate {
  switch (predicate.kind) {
    case 'all':
    case 'any':
      return {
        kind: predicate.kind,
        of: predicate.of.map((part) => withNothingIn(part, withheld)),
      };
    case 'not':
      return { kind: 'not', of: withNothingIn(predicate.of, withheld) };
    case 'test':
    case 'days': {
      if (!fieldsOf(predicate).some((field) => withheld.fields.has(field))) return predicate;
      return predicate.kind === 'test' && predicate.test.op === 'isNull'
        ? { kind: 'any', of: [predicate, withheld.where] }
        : { kind: 'all', of: [predicate, { kind: 'not', of: withheld.where }] };
    }
  }
}

/**
 * The same predicate where some fields hold one value in every row; `true` or `false` where that decides it. `known` gives the value
 * of such a field, and undefined for any other.
 */
export function decidedBy(
  predicate: Predicate,
  known: (field: string) => FilterValue | null | undefined,
): Predicate | boolean {
  switch (predicate.kind) {
    case 'all':
    case 'any': {
      const decides = predicate.kind === 'any';
      const parts = predicate.of.map((part) => decidedBy(part, known));
      if (parts.includes(decides)) return decides;
      const of = parts.filter((part) => typeof part !== 'boolean');
      return of.length === 0 ? !decides : { kind: predicate.kind, of };
    }
    case 'not': {
      const of = decidedBy(predicate.of, known);
      return typeof of === 'boolean' ? !of : { kind: 'not', of };
    }
    case 'test': {
      const value = known(predicate.field);
      return value === undefined ? predicate : passes(predicate.test, value);
    }
    case 'days':
      return [predicate.left, predicate.right].some((field) => known(field) === null)
        ? false
        : predicate;
  }
}

/** The fields that a predicate looks at, and how. */
export function askedOf(predicate: Predicate): readonly AskedField[] {
  switch (predicate.kind) {
    case 'all':
    case 'any':
      return predicate.of.flatMap(askedOf);
    case 'not':
      return askedOf(predicate.of);
    case 'test':
      return [{ field: predicate.field, op: predicate.test.op }];
    case 'days':
      return [{ field: predicate.left }, { field: predicate.right }];
  }
}

/** The fields that a predicate looks at. */
export function fieldsOf(predicate: Predicate): readonly string[] {
  return askedOf(predicate).map(({ field }) => field);
}

/** Whether no row that has nothing in the field passes. */
export function needsValue(predicate: Predicate, field: string): boolean {
  switch (predicate.kind) {
    case 'all':
      return predicate.of.some((part) => needsValue(part, field));
    case 'any':
      return predicate.of.every((part) => needsValue(part, field));
    case 'not':
      return isNullTest(predicate.of, field);
    case 'test':
      return predicate.field === field && predicate.test.op !== 'isNull';
    case 'days':
      return predicate.left === field || predicate.right === field;
  }
}

/** Whether every row that passes does so by a test that `isOne` knows: in one of all parts, or in whichever way. */
export function passesBy(predicate: Predicate, isOne: (test: FieldTest) => boolean): boolean {
  switch (predicate.kind) {
    case 'all':
      return predicate.of.some((part) => passesBy(part, isOne));
    case 'any':
      return predicate.of.every((way) => passesBy(way, isOne));
    case 'test':
      return isOne(predicate);
    case 'not':
    case 'days':
      return false;
  }
}

type FieldTest = Extract<Predicate, { readonly kind: 'test' }>;

/** Whether it asks for the rows that have nothing in the field. */
export function isNullTest(predicate: Predicate, field: string): boolean {
  return predicate.kind === 'test' && predicate.field === field && predicate.test.op === 'isNull';
}

/** Whether a decoded row is wanted: what the database let through is looked at again in canonical values. */
export function matches(predicate: Predicate, row: Readonly<Record<string, unknown>>): boolean {
  switch (predicate.kind) {
    case 'all':
      return predicate.of.every((part) => matches(part, row));
    case 'any':
      return predicate.of.some((part) => matches(part, row));
    case 'not':
      return !matches(predicate.of, row);
    case 'test':
      return passes(predicate.test, filterValue(row[predicate.field]));
    case 'days':
      return daysCompare(predicate.op, row[predicate.left], row[predicate.right]);
  }
}

function daysCompare(op: '<' | '=' | '>', left: unknown, right: unknown): boolean {
  if (typeof left !== 'string' || typeof right !== 'string') return false;
  const [one, other] = [left, right].map((moment) => moment.slice(0, 'yyyy-MM-dd'.length));
  if (one === undefined || other === undefined) return false;
  return op === '=' ? one === other : op === '<' ? one < other : one > other;
}

/** The predicates that all must hold; none where every row passes. */
export function conjunctsOf(where: Predicate | null): readonly Predicate[] {
  if (where === null) return [];
  const flat = flatten(where);
  return flat.kind === 'all' ? flat.of : [flat];
}

/** What all of some filters ask for, and what each asks for beside that; null where it is nothing. */
export function factored(filters: readonly (Predicate | null)[]): {
  readonly common: Predicate | null;
  readonly beside: readonly (Predicate | null)[];
} {
  const written = filters.map((where) => byWord(conjunctsOf(where)));
  const isCommon = (word: string): boolean => written.every((parts) => parts.has(word));
  const allOf = (parts: readonly Predicate[]): Predicate | null =>
    parts.length === 0 ? null : { kind: 'all', of: parts };
  const split = (parts: ReadonlyMap<string, Predicate>, common: boolean): Predicate | null =>
    allOf([...parts].flatMap(([word, part]) => (isCommon(word) === common ? [part] : [])));
  return {
    common: split(written[0] ?? new Map<string, Predicate>(), true),
    beside: written.map((parts) => split(parts, false)),
  };
}

/** No row passes. */
export const NOTHING: Predicate = { kind: 'any', of: [] };

/** The rows whose fields hold these values. */
export function holding(values: Readonly<Record<string, string>>): Predicate {
  return {
    kind: 'all',
    of: Object.entries(values).map(([field, value]) => ({
      kind: 'test',
      field,
      test: { op: 'eq', value },
    })),
  };
}

/** The rows whose fields hold any of these values; all of them name the same fields. */
export function holdingAny(values: readonly Readonly<Record<string, string>>[]): Predicate {
  const [field, ...others] = Object.keys(values[0] ?? {});
  if (field === undefined || others.length > 0) return { kind: 'any', of: values.map(holding) };
  const named = [...new Set(values.map((its) => its[field] ?? ''))];
  return { kind: 'test', field, test: { op: 'in', values: named } };
}

/** What a filter compares: of a coded field its canonical code. */
export function filterValue(value: unknown): FilterValue | null {
  if (typeof value === 'object' && value !== null && 'value' in value)
    return value.value as string | null;
  return (value ?? null) as FilterValue | null;
}

/** Whether one canonical value passes the test. */
export function passes(test: Test<FilterValue>, value: FilterValue | null): boolean {
  if (test.op === 'isNull') return value === null;
  if (value === null) return false;
  switch (test.op) {
    case 'eq':
      return same(value, test.value);
    case 'in':
      return test.values.some((wanted) => same(value, wanted));
    case 'lt':
      return inOrder(value) < inOrder(test.value);
    case 'lte':
      return inOrder(value) <= inOrder(test.value);
    case 'gt':
      return inOrder(value) > inOrder(test.value);
    case 'gte':
      return inOrder(value) >= inOrder(test.value);
    case 'contains':
    case 'startsWith':
    case 'containsLoose':
      return searchOf(test)(String(value));
  }
}

const searches = new WeakMap<Search, (value: string) => boolean>();

/** One search is asked of each row, and what was typed is looked at once. */
function searchOf(test: Search): (value: string) => boolean {
  const known = searches.get(test);
  if (known !== undefined) return known;
  const search = textSearch(test.op, test.value);
  searches.set(test, search);
  return search;
}

const DAY = /^\d{4}-\d{2}-\d{2}$/u;
/** A day, or a moment of one. */
export const MOMENT = /^\d{4}-\d{2}-\d{2}(T|$)/u;

/** What values compare by: a bare day stands for its start. */
export function inOrder(value: FilterValue): FilterValue {
  return typeof value === 'string' && MOMENT.test(value) ? momentKey(value) : value;
}

/** A day equals every moment of it. */
function same(value: FilterValue, wanted: FilterValue): boolean {
  if (value === wanted) return true;
  if (typeof value !== 'string' || typeof wanted !== 'string' || !MOMENT.test(wanted)) return false;
  return DAY.test(wanted) ? value.startsWith(`${wanted}T`) : inOrder(value) === inOrder(wanted);
}
