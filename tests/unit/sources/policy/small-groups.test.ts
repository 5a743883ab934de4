import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Counted, smallGroups } from '../../../../subgraphs/sources/policy/small-groups.ts';

const cell = (count: number, ...keys: readonly string[]): Counted => ({
  levels: keys.map((key) => [key]),
  count,
});

const kept = (cells: readonly Counted[]): readonly string[] =>
  [...smallGroups(cells, 5)].map(({ levels }) => levels.flat().join(' ')).sort();

describe('smallGroups', () => {
  it('keeps nothing where all are large enough', () => {
    expect(kept([cell(5, 'A'), cell(9, 'B')])).toEqual([]);
  });

  it('keeps the smallest beside one that is too small, which the total would give back', () => {
    expect(kept([cell(40, 'A'), cell(3, 'B'), cell(7, 'C')])).toEqual(['B', 'C']);
  });

  it('keeps more beside two that are too small together', () => {
    expect(kept([cell(40, 'A'), cell(1, 'B'), cell(2, 'C'), cell(7, 'D')])).toEqual([
      'B',
      'C',
      'D',
    ]);
    expect(kept([cell(40, 'A'), cell(2, 'B'), cell(4, 'C')])).toEqual(['B', 'C']);
  });

  it('keeps so that sums over rows and over columns give nothing back', () => {
    const cells = [
      cell(3, 'A', '1'),
      cell(20, 'A', '2'),
      cell(30, 'A', '3'),
      cell(21, 'B', '1'),
      cell(22, 'B', '2'),
      cell(31, 'B', '3'),
    ];

    expect(kept(cells)).toEqual(['A 1', 'A 2', 'B 1', 'B 2']);
  });

  it('keeps so that coarser groups give nothing back', () => {
    const months = [
      ['2016-01', '2016-Q1', 2],
      ['2016-02', '2016-Q1', 50],
      ['2016-03', '2016-Q1', 60],
      ['2016-04', '2016-Q2', 6],
    ] as const;
    const groups = months.map(([month, quarter, count]) => ({ levels: [[month, quarter]], count }));

    const small = [...smallGroups(groups, 5)].map(({ levels }) => levels[0]?.[0]);

    expect(small.sort()).toEqual(['2016-01', '2016-02']);
  });

  it('leaves behind every sum none kept, or two of enough rows, or nothing told', () => {
    const cells = fc.uniqueArray(
      fc.record({
        keys: fc.tuple(fc.constantFrom('A', 'B', 'C'), fc.constantFrom('1', '2', '3')),
        count: fc.integer({ min: 1, max: 30 }),
      }),
      { selector: ({ keys }) => keys.join(), minLength: 1 },
    );

    fc.assert(
      fc.property(cells, (drawn) => {
        const groups = drawn.map(({ keys, count }) => cell(count, ...keys));
        const small = smallGroups(groups, 5);
        const behind = [
          groups,
          ...['A', 'B', 'C'].map((key) => groups.filter(({ levels }) => levels[0]?.[0] === key)),
          ...['1', '2', '3'].map((key) => groups.filter(({ levels }) => levels[1]?.[0] === key)),
        ];
        for (const line of behind) {
          const hidden = line.filter((group) => small.has(group));
          const rows = hidden.reduce((sum, { count }) => sum + count, 0);
          const isSafe = hidden.length === 0 || (hidden.length > 1 && rows >= 5);
          expect(isSafe || hidden.length === line.length).toBe(true);
        }
        expect(groups.filter(({ count }) => count < 5).every((group) => small.has(group))).toBe(
          true,
        );
      }),
    );
  });
});
