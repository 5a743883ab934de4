import { describe, expect, it } from '@jest/globals';
import type { Source } from '../../../../subgraphs/sources/database/source.ts';
import type { Reading } from '../../../../subgraphs/sources/reading/request-reading.ts';
import { countGroups } from '../../../../subgraphs/sources/statistics/count-groups.ts';

const SOURCE = { code: 'H12.CM', name: 'Thành phố Cà Mau' } as Source;

/** How the source took part in one of the countings, and what it counted there. */
interface Taken {
  readonly status: 'OK' | 'STALE' | 'UNAVAILABLE';
  readonly count: number;
}

/** All groups of a source that takes part so in two countings: of rows, and of rows under them. */
function counted(rows: Taken, under: Taken) {
  const left = [rows, under];
  const reading = {
    atLeast: () => null,
    tallies() {
      const { status = 'OK', count = 0 } = left.shift() ?? {};
      const { code: source, name } = SOURCE;
      const results =
        status === 'UNAVAILABLE' ? [] : [{ source: SOURCE, result: [{ keys: [], count }] }];
      return Promise.resolve({ results, answers: [{ source, name, status }] });
    },
  } as unknown as Reading;
  class Sum {
    count = 0;
    under = 0;
    parts = () => new Map<string, never>();
    keepBack = () => undefined;
    keepExtremesBack = () => undefined;
  }
  const adding = (what: 'count' | 'under') => ({
    by: [],
    add(to: readonly Sum[], count: number) {
      for (const its of to) its[what] += count;
    },
  });
  return countGroups(
    reading,
    [SOURCE],
    {
      entity: 'dossier',
      where: null,
      groupings: [],
      countings: [adding('count'), adding('under')],
      none: () => new Sum(),
      orders: {},
      levels: () => [],
      ignoringRows: false,
    },
    { groupBy: [], freshness: 'AUTO', onUnavailable: 'PARTIAL' },
  );
}

describe('countGroups over several countings', () => {
  it.each([
    ['the first', { status: 'UNAVAILABLE', count: 0 }, { status: 'STALE', count: 7 }],
    ['the second', { status: 'STALE', count: 3 }, { status: 'UNAVAILABLE', count: 0 }],
  ] as const)('counts a source in none that is missing in %s', async (_which, rows, under) => {
    const { total, partial, sources } = await counted(rows, under);

    expect(total.measures).toMatchObject({ count: 0, under: 0 });
    expect(partial).toBe(true);
    expect(sources.map(({ status }) => status)).toEqual(['UNAVAILABLE']);
  });

  it('tells of one whose copy counted in its place in any', async () => {
    const { total, sources } = await counted(
      { status: 'OK', count: 3 },
      { status: 'STALE', count: 7 },
    );

    expect(total.measures).toMatchObject({ count: 3, under: 7 });
    expect(sources.map(({ status }) => status)).toEqual(['STALE']);
  });
});
