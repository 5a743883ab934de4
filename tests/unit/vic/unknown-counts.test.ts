import { describe, expect, it } from '@jest/globals';
import type { Source } from '../../../subgraphs/sources/database/source.ts';
import type { SourceContext } from '../../../subgraphs/sources/graph/source-subgraph.ts';
import { extendContext } from '../../../subgraphs/vic/context.ts';
import { resolvers } from '../../../subgraphs/vic/resolvers.ts';

/** A document system with agencies, and with accounts or without a table of them. */
function vicWith(accounts: readonly (readonly [agency: string | null, count: number])[] | null) {
  const tables = (entity: string) =>
    Promise.resolve(entity === 'account' && accounts === null ? [] : [{}]);
  const source = {
    code: 'vic',
    name: 'VIC',
    asOf: null,
    mapping: { entities: { agency: [{}], account: accounts === null ? [] : [{}] } },
    tables,
    from: 'LIVE',
    copy: () => null,
  } as unknown as Source<object>;
  const reading = {
    count: () => Promise.resolve({ total: 7, sources: [] }),
    tallies: () =>
      Promise.resolve({
        results: [
          { source, result: (accounts ?? []).map(([value, count]) => ({ keys: [value], count })) },
        ],
        answers: [],
      }),
  };
  return extendContext({ reading, sources: [source] } as unknown as SourceContext<object>);
}

const userCount = (code: string | null, context: ReturnType<typeof vicWith>) =>
  resolvers.Agency.userCount(
    { code, origin: { source: 'vic', table: 'vic/agency', key: '1' } } as never,
    {},
    context,
  );

describe('the users of an agency', () => {
  it('are counted, and none is zero', async () => {
    const context = vicWith([['H12.03', 5]]);

    expect(await userCount('H12.03', context)).toBe(5);
    expect(await userCount('H12.04', context)).toBe(0);
  });

  it('are unknown where the agency’s code cannot be read, whatever accounts have no agency', async () => {
    expect(await userCount(null, vicWith([[null, 3]]))).toBeNull();
  });

  it('are unknown where the source keeps no accounts', async () => {
    expect(await userCount('H12.03', vicWith(null))).toBeNull();
  });
});

describe('counts over the whole system', () => {
  it.each([
    [[], 7],
    [null, null],
  ])('are unknown, not zero, where there are no accounts to count', async (accounts, users) => {
    const { documentSystem } = resolvers.Query;

    const counts = await documentSystem({}, {}, vicWith(accounts));

    expect(counts).toMatchObject({ agencyCount: 7, userCount: users });
  });
});
