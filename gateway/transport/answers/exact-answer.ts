import { parseExactly } from '../../../service/exact-numbers.ts';
import { isRecord } from '../../../service/json.ts';
import type { LeafPlace } from '../transport.ts';

/** Operations in whose answers such numbers have been seen. */
const numeric = new WeakSet<readonly LeafPlace[]>();

/**
 * Reads an answer's JSON; throws a `SyntaxError` where it is none. Numbers at the places are kept as they were written. Most
 * scalars are written as strings, and looking at their places costs less than looking for numbers in the text: that is done for
 * operations in whose answers numbers do stand there.
 */
export function parseAnswer(json: string, exact: readonly LeafPlace[] | undefined): unknown {
  if (exact === undefined) return JSON.parse(json);
  if (!numeric.has(exact)) {
    const answer: unknown = JSON.parse(json);
    if (!holdsNumbersAt(dataOf(answer), exact)) return answer;
    numeric.add(exact);
  }
  return parseExactly(json);
}

function dataOf(answer: unknown): unknown {
  return isRecord(answer) ? answer['data'] : undefined;
}

function holdsNumbersAt(value: unknown, places: readonly LeafPlace[]): boolean {
  if (Array.isArray(value)) {
    for (const item of value) if (holdsNumbersAt(item, places)) return true;
    return false;
  }
  if (!isRecord(value)) return false;
  for (const { key, within } of places) {
    const inner = value[key];
    if (within === undefined ? holdsNumbers(inner) : holdsNumbersAt(inner, within)) return true;
  }
  return false;
}

/** A leaf may be a list, or a scalar that is any JSON. */
function holdsNumbers(leaf: unknown): boolean {
  if (typeof leaf === 'number') return true;
  return typeof leaf === 'object' && leaf !== null && Object.values(leaf).some(holdsNumbers);
}
