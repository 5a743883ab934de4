/**
 * The first items of several lists as one, each list in the order in which it came: a database may sort two of its values
 * otherwise than JavaScript does, and what was sorted anew would be lost between two pages.
 */
export function mergeSorted<T>(
  lists: readonly (readonly T[])[],
  compare: (a: T, b: T) => number,
  limit: number,
): readonly T[] {
  const places = lists.map(() => 0);
  const merged: T[] = [];
  while (merged.length < limit) {
    let first: { readonly list: number; readonly item: T } | undefined;
    for (const [list, items] of lists.entries()) {
      const item = items[places[list] ?? 0];
      if (item === undefined) continue;
      if (first === undefined || compare(item, first.item) < 0) first = { list, item };
    }
    if (first === undefined) return merged;
    merged.push(first.item);
    places[first.list] = (places[first.list] ?? 0) + 1;
  }
  return merged;
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
