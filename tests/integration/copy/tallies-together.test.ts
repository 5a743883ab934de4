import { describe, expect, it, jest } from '@jest/globals';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import type { Dimension } from '../../../subgraphs/sources/model/dimension.ts';
import { createReading } from '../../../subgraphs/sources/reading/request-reading.ts';
import { countGroups } from '../../../subgraphs/sources/statistics/count-groups.ts';
import { groupingOf } from '../../../subgraphs/sources/statistics/grouping.ts';
import { Ratings } from '../../../subgraphs/onestop/statistics/ratings.ts';
import { listenedCopies } from '../../support/graphs/listened-copies.ts';
import { openCopiedSources } from '../../support/graphs/copied-sources.ts';

jest.setTimeout(120_000);

const { copied } = await openCopiedSources();

/** Stretches of days are told from two days, so that many tallies of the database have the same keys. */
const STRETCHES: Dimension = {
  kind: 'days',
  from: 'receivedAt',
  to: 'dueAt',
  between: (from, to) => Math.floor((Date.parse(to) - Date.parse(from)) / (7 * 86_400_000)),
};

async function read(sources: readonly Source[], ignoringRows: boolean) {
  const { results } = await createReading(sources, {}).tallies(sources, {
    entity: 'dossier',
    by: [STRETCHES],
    where: null,
    freshness: 'AUTO',
    onUnavailable: 'FAIL',
    addingUp: true,
    ignoringRows,
  });
  return results[0]?.result ?? [];
}

/** By weeks, and within them by what stretches are told apart: each is counted as a score of its own. */
async function weeks(sources: readonly Source[], ignoringRows: boolean) {
  const { groups, total } = await countGroups(
    createReading(sources, {}),
    sources,
    {
      entity: 'dossier',
      where: null,
      groupings: [groupingOf('RECEIVED_WEEK', { fields: {}, moments: { RECEIVED: 'receivedAt' } })],
      countings: [
        {
          by: [STRETCHES],
          add(to, count, values, at) {
            for (const measures of to) measures.add(count, String(values[at] ?? null));
          },
        },
      ],
      none: () => new Ratings(),
      orders: {},
      levels: (_by, key) => [key],
      ignoringRows,
    },
    { groupBy: ['RECEIVED_WEEK'], freshness: 'AUTO', onUnavailable: 'FAIL' },
  );
  const partsOf = ({ measures }: { readonly measures: Ratings }) => ({
    count: measures.count,
    parts: Object.fromEntries(measures.parts().get('scores') ?? []),
  });
  return {
    groups: groups.map(({ keys, measures }) => ({ keys, ...partsOf(measures) })),
    total: partsOf(total),
  };
}

describe('statistics of copies that are counted as one', () => {
  it('may have several tallies with the same keys where nobody asks for rows', async () => {
    const told = await read(copied, true);
    const added = await read(copied, false);

    expect(new Set(told.map(({ keys }) => keys[0])).size).toBe(added.length);
    expect(told.length).toBeGreaterThan(added.length);
  });

  it('tell the same whether or not rows are asked for, and as each copy by itself', async () => {
    const { sources, read: statements } = listenedCopies(copied);
    const told = await weeks(sources, true);
    expect(statements).toHaveLength(1);

    expect(told.groups.length).toBeGreaterThan(10);
    expect(await weeks(sources, false)).toEqual(told);
    const alone = await weeks(
      copied.map((source) => ({ ...source, shelf: null })),
      true,
    );
    expect(alone).toEqual(told);
  });
});
