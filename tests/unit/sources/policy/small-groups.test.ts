import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Counted, smallGroups } from '../../../../subgraphs/sources/policy/small-groups.ts';
import { solvedBy } from '../../../support/solved-by.ts';

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

  it('keeps all where there are too many ways to ask for coarser ones', () => {
    const days = Array.from({ length: 3 }, () => ['d', 'w', 'm', 'q', 'y']);
    const large = { levels: days, count: 50 };
    const other = { levels: [['e', 'w', 'm', 'q', 'y'], ...days.slice(1)], count: 40 };
    const few = { levels: [['f', 'w', 'm', 'q', 'y'], ...days.slice(1)], count: 2 };

    expect([...smallGroups([large, other], 5)]).toEqual([]);
    expect([...smallGroups([large, other, few], 5)]).toEqual([large, other, few]);
  });

  it('keeps so that several sums give nothing back together', () => {
    const tables = fc.uniqueArray(
      fc.record({
        keys: fc.tuple(
          fc.constantFrom('A', 'B', 'C', 'D'),
          fc.constantFrom('1', '2', '3', '4'),
          fc.constantFrom('x', 'y'),
        ),
        count: fc.oneof(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 5, max: 50 })),
      }),
      { selector: ({ keys }) => keys.join(), minLength: 8, maxLength: 32 },
    );
    const ways = [[], [0], [1], [2], [0, 1], [0, 2], [1, 2]];

    fc.assert(
      fc.property(tables, (drawn) => {
        const small = new Set(kept(drawn.map(({ count, keys }) => cell(count, ...keys))));
        const hidden = drawn.filter(({ keys }) => small.has(keys.join(' ')));
        // What each coarser question is told, by the rows behind it.
        const told = ways.flatMap((way) => {
          const lines = new Map<string, typeof drawn>();
          for (const row of drawn) {
            const name = way.map((at) => row.keys[at]).join(' ');
            lines.set(name, [...(lines.get(name) ?? []), row]);
          }
          const counts = [...lines].map(([name, rows]) =>
            cell(
              rows.reduce((sum, { count }) => sum + count, 0),
              ...(way.length === 0 ? [''] : name.split(' ')),
            ),
          );
          const untold = new Set(kept(counts));
          return [...lines].filter(([name, rows]) => !untold.has(name) && rows.length > 1);
        });
        const sums = (lines: readonly (readonly [string, typeof drawn])[], of: typeof drawn) =>
          lines.map(([, rows]) => rows.flatMap((row) => (of.includes(row) ? of.indexOf(row) : [])));

        const given = [...solvedBy(hidden.length, sums(told, hidden))];
        // Of these nobody can keep anything back here: coarser answers tell.
        const anyway = solvedBy(drawn.length, sums(told, drawn));

        const tooMuch = given.flatMap((place) => {
          const row = hidden[place];
          return row === undefined || row.count >= 5 || anyway.has(drawn.indexOf(row)) ? [] : [row];
        });
        expect(tooMuch).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});
