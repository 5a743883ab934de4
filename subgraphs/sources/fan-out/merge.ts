import type { SortKey } from '../compiler/order/keyset.ts';
import type { OrderTerm } from '../model/predicate.ts';

/**
 * The first items of several lists as one, each list in the order in which it came: a database may sort two of its values
 * otherwise than JavaScript does, and what was sorted anew would be lost between two pages.
 */
export function mergeSorted<T>(
  lists: readonly (readonly T[])[],
  compare: (a: T, b: T) => number,
  limit: number,
): readonly T[] {
  // The lists by their first item that is left; lists that are equal in it in the order in which they are given.
  const heads = lists
    .map((items, list) => ({ items, list, place: 0 }))
    .filter(({ items }) => items.length > 0);
  const before = (a: Head<T>, b: Head<T>): boolean => {
    const compared = compare(headOf(a), headOf(b));
    return compared < 0 || (compared === 0 && a.list < b.list);
  };
  heads.sort((a, b) => (before(a, b) ? -1 : 1));
  const merged: T[] = [];
  while (merged.length < limit) {
    const [first] = heads;
    if (first === undefined) return merged;
    merged.push(headOf(first));
    first.place += 1;
    if (first.place === first.items.length) {
      heads.shift();
      continue;
    }
    // Only this one has moved.
    for (let at = 0; at + 1 < heads.length; at += 1) {
      const next = heads[at + 1];
      if (next === undefined || before(first, next)) break;
      heads[at] = next;
      heads[at + 1] = first;
    }
  }
  return merged;
}

/** A list, and how far it has been read. */
interface Head<T> {
  readonly items: readonly T[];
  readonly list: number;
  place: number;
}

function headOf<T>({ items, place }: Head<T>): T {
  return items[place] as T;
}

/** By the terms of an order, rows without a value last; two values of a field by `compareValues`. */
export function compareKeys(
  a: readonly SortKey[],
  b: readonly SortKey[],
  order: readonly OrderTerm[],
  compareValues: (one: string, other: string, field: string) => number,
): number {
  for (const [index, { field, direction }] of order.entries()) {
    const one = a[index] ?? null;
    const other = b[index] ?? null;
    if (one === other) continue;
    if (one === null) return 1;
    if (other === null) return -1;
    const compared = compareValues(one, other, field);
    if (compared !== 0) return direction === 'DESC' ? -compared : compared;
  }
  return 0;
}

/** By code points, as databases compare the bytes of UTF-8; JavaScript's `<` puts 𡨸 before Ａ, by the units of UTF-16. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  const length = Math.min(one.length, other.length);
  for (let index = 0; index < length; index += 1) {
    const a = one.charCodeAt(index);
    const b = other.charCodeAt(index);
    if (a !== b) return rank(a) - rank(b);
  }
  return one.length - other.length;
}

/** Surrogates stand for the signs that come after all others. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}
