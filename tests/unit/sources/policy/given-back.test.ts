import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { givenBack } from '../../../../subgraphs/sources/policy/given-back.ts';
import { solvedBy } from '../../../support/solved-by.ts';

const back = (unknowns: number, sums: readonly (readonly number[])[]): readonly number[] => [
  ...(givenBack(unknowns, sums) ?? []),
];

/** The third unknown may move, and hardly does in the first change that is drawn. */
const HARDLY_MOVED = [
  [9, 2, 6, 3],
  [6, 1, 3, 5, 2, 0, 7],
  [1, 5, 6, 0, 2, 8, 10],
  [4, 1, 10, 11, 6],
  [11, 3, 1],
];

describe('givenBack', () => {
  it('gives nothing back without sums', () => {
    expect(back(3, [])).toEqual([]);
  });

  it('gives back what stands alone in a sum, and what is left of another', () => {
    expect(back(3, [[0], [0, 1], [1, 2]])).toEqual([0, 1, 2]);
  });

  it('gives nothing back of a square whose rows and columns are known', () => {
    const square = [
      [0, 1],
      [2, 3],
      [0, 2],
      [1, 3],
    ];

    expect(back(4, square)).toEqual([]);
  });

  it('gives back the one between two squares, though two at least are in each sum', () => {
    // Two squares of hidden cells, and one that shares its row with the first and its column with the second.
    const sums = [
      [0, 1],
      [2, 3, 8],
      [0, 2],
      [1, 3],
      [4, 5],
      [6, 7],
      [4, 6, 8],
      [5, 7],
    ];

    expect(back(9, sums)).toEqual([8]);
  });

  it('gives back what solving the sums gives back', () => {
    const sums = fc.array(fc.uniqueArray(fc.nat(11), { minLength: 1 }), { maxLength: 10 });

    fc.assert(
      fc.property(sums, (drawn) => {
        expect(givenBack(12, drawn)).toEqual(solvedBy(12, drawn));
      }),
      { examples: [[HARDLY_MOVED]] },
    );
  });
});
