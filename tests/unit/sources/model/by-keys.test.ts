import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ByKeys } from '../../../../subgraphs/sources/model/by-keys.ts';

const key = fc.constantFrom(null, '', 'null', '1', 1, 0, 'true', true, false);

describe('ByKeys', () => {
  it('has one thing for each list of keys, as a text of them would', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 3 }),
        fc.array(fc.array(key, { minLength: 3, maxLength: 4 })),
        (length, lists) => {
          const things = new ByKeys<{ readonly name: string }>(length);
          const names = lists.map((keys) => JSON.stringify(keys.slice(0, length)));
          const told = lists.map((keys, index) =>
            things.of(keys, () => ({ name: names[index] ?? '' })),
          );
          expect(told.map(({ name }) => name)).toEqual(names);
          expect(things.all.map(({ name }) => name)).toEqual([...new Set(names)]);
          expect(new Set(told).size).toBe(new Set(names).size);
        },
      ),
    );
  });
});
