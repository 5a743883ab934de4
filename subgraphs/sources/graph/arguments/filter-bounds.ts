import { fault } from '../../../../service/errors/faults.ts';
import { reasonOf } from '../../../../service/errors/reasons.ts';

/** What a filter may hold at the most, as the SDL says beside its types. */
const MOST = {
  /** `and`, `or` and `not` within each other. */
  depth: 10,
  /** Tests of fields, and what joins them. */
  parts: 200,
  /** Of all lists of values together. */
  values: 1_000,
  /** Of one value. */
  characters: 1_000,
  /** Of all values together. */
  text: 50_000,
} as const;

/** Refuses a filter that is larger than any list needs, before anything is done for its sake. Throws BAD_FILTER. */
export function checkFilterSize(filter: object): void {
  let parts = 0;
  let values = 0;
  let text = 0;

  const checkParts = (input: object, path: string, depth: number): void => {
    if (depth > MOST.depth) throw badFilter(path, reasonOf('TOO_DEEP', { most: MOST.depth }));
    const entries = Object.entries(input) as [string, unknown][];
    countParts(Math.max(1, entries.length), path);
    for (const [key, value] of entries) {
      const here = path === '' ? key : `${path}.${key}`;
      if (typeof value !== 'object' || value === null) continue;
      if (key === 'not') checkParts(value, here, depth + 1);
      else if (Array.isArray(value))
        for (const [index, item] of (value as object[]).entries())
          checkParts(item, `${here}[${index}]`, depth + 1);
      else {
        const tests = Object.entries(value) as [string, unknown][];
        // The first is the field itself.
        countParts(Math.max(0, tests.length - 1), here);
        for (const [op, operand] of tests) checkOperand(operand, `${here}.${op}`);
      }
    }
  };

  const countParts = (more: number, path: string): void => {
    parts += more;
    if (parts > MOST.parts) throw badFilter(path, reasonOf('TOO_MANY_PARTS', { most: MOST.parts }));
  };

  const checkOperand = (operand: unknown, path: string): void => {
    const many = Array.isArray(operand);
    const each: readonly unknown[] = many ? operand : [operand];
    values += many ? each.length : 0;
    if (values > MOST.values)
      throw badFilter(path, reasonOf('TOO_MANY_VALUES', { most: MOST.values }));
    for (const value of each) {
      const { length } = typeof value === 'string' ? value : '';
      if (length > MOST.characters)
        throw badFilter(path, reasonOf('LONG_OPERAND', { most: MOST.characters }));
      text += length;
      if (text > MOST.text) throw badFilter(path, reasonOf('LONG_OPERANDS', { most: MOST.text }));
    }
  };

  checkParts(filter, '', 0);
}

/** BAD_FILTER of a part of a filter, by its path. */
export function badFilter(field: string, reason: string): Error {
  return fault('BAD_FILTER', { field, reason });
}
