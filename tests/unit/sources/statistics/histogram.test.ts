import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Histogram } from '../../../../subgraphs/sources/statistics/histogram.ts';

describe('a percentile', () => {
  it('is the one of nearest rank, of p as it is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        (hundredths, count) => {
          const numbers = new Histogram(
            new Map(Array.from({ length: count }, (_, at) => [at + 1, 1])),
            1,
          );
          // Whole numbers alone, so that nothing is rounded.
          const rank = Math.floor((hundredths * count + 9_999) / 10_000);

          expect(numbers.percentile(Number(`${hundredths}e-2`))).toBe(Math.max(1, rank));
        },
      ),
      { examples: [[1_610, 1_000]] },
    );
  });
});
