import { expect } from '@jest/globals';
import type { Codec } from '../../../subgraphs/sources/codecs/codec.ts';
import type { Test } from '../../../subgraphs/sources/model/predicate.ts';
import { momentKey } from '../../../subgraphs/sources/model/moment.ts';
import { textSearch } from '../../../subgraphs/sources/model/text/text-search.ts';
import type { RawRow } from '../../../subgraphs/sources/model/raw.ts';
import { holds } from './condition.ts';

type Canonical = string | number | boolean;

/** The test in canonical values: what a filter means, whatever a source can do. */
function passes(test: Test<Canonical>, value: unknown): boolean {
  const canonical = canonicalOf(value);
  if (test.op === 'isNull') return canonical === null;
  if (canonical === null) return false;
  switch (test.op) {
    case 'eq':
      return equal(canonical, test.value);
    case 'in':
      return test.values.some((wanted) => equal(canonical, wanted));
    case 'lt':
      return keyOf(canonical) < keyOf(test.value);
    case 'lte':
      return keyOf(canonical) <= keyOf(test.value);
    case 'gt':
      return keyOf(canonical) > keyOf(test.value);
    case 'gte':
      return keyOf(canonical) >= keyOf(test.value);
    case 'contains':
    case 'startsWith':
    case 'containsLoose':
      return textSearch(test.op, test.value)(String(canonical));
  }
}

/** What the database lets through holds every row that passes the test, and no other where the codec says `exact`. */
export function expectPushedRight<T, F extends Canonical>(
  codec: Codec<T, F>,
  test: Test<F>,
  row: RawRow,
): void {
  const pushed = codec.push(test);
  if (pushed === null) throw new Error(`${test.op} is not pushed`);
  const { value } = codec.decode(row);
  const wanted = passes(test, value);
  const found = holds(pushed.atLeast, row);
  const fault = wanted ? !found : found && pushed.exact;

  expect(fault ? { test, row, value, wanted, found, pushed } : 'right').toBe('right');
}

function canonicalOf(value: unknown): Canonical | null {
  if (typeof value === 'object' && value !== null && 'value' in value) {
    return value.value as string | null;
  }
  return (value ?? null) as Canonical | null;
}

const MOMENT = /^\d{4}-\d{2}-\d{2}(?:T|$)/;

function keyOf(value: Canonical): Canonical {
  return typeof value === 'string' && MOMENT.test(value) ? momentKey(value) : value;
}

/** A day equals every moment of it. */
function equal(value: Canonical, wanted: Canonical): boolean {
  return (
    keyOf(value) === keyOf(wanted) ||
    (MOMENT.test(String(wanted)) &&
      !String(wanted).includes('T') &&
      String(value).startsWith(`${String(wanted)}T`))
  );
}
