import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../scripts/demo/province/random.ts';

describe('createRandom', () => {
  it('gives the same numbers for the same words, and others for others', () => {
    const numbers = (...words: readonly (string | number)[]) => {
      const random = createRandom(...words);
      return [random.next(), random.int(1_000), random.digits(6)];
    };

    expect(numbers(2016, 'nam-can', 1)).toEqual(numbers(2016, 'nam-can', 1));
    expect(numbers(2016, 'nam-can', 1)).not.toEqual(numbers(2016, 'nam-can', 2));
  });

  it('spreads numbers evenly', () => {
    const random = createRandom('even');
    const counts = Array.from({ length: 10 }, () => 0);

    for (let draw = 0; draw < 10_000; draw += 1) counts[random.int(10)]! += 1;

    expect(Math.min(...counts)).toBeGreaterThan(850);
    expect(Math.max(...counts)).toBeLessThan(1_150);
  });
});
