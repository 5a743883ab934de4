import { describe, expect, it } from '@jest/globals';
import type { Source } from '../../../../subgraphs/sources/database/source.ts';
import { countsByCode, type Group } from '../../../../subgraphs/sources/reading/grouping.ts';

const source = { code: 'H12.NC' } as Source;
const group = (score: object | null, count: number) =>
  ({ row: { score }, count }) as unknown as Group;
const coded = (value: string | null, sourceCode: string) => ({ value, sourceCode });

describe('countsByCode', () => {
  it('adds what differs only in its raw form, and keeps what means nothing under UNKNOWN', () => {
    const results = [
      { source, result: [group(coded('GOOD', '2'), 5), group(coded('GOOD', 'tot'), 2)] },
      { source, result: [group(coded(null, '9'), 1), group(null, 3), group(coded('BAD', '3'), 4)] },
    ];

    expect([...countsByCode(results, 'score')]).toEqual([
      ['GOOD', 7],
      ['UNKNOWN', 4],
      ['BAD', 4],
    ]);
  });
});
