const numbers = new WeakMap<object, number>();
let last = 0;

/** A number for an object or a function that no other has: what stands for it in a text by which things are kept. */
export function numberOf(one: object): number {
  const known = numbers.get(one);
  if (known !== undefined) return known;
  last += 1;
  numbers.set(one, last);
  return last;
}
