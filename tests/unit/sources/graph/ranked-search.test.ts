import { describe, expect, it } from '@jest/globals';
import { buildSchema, graphql, type GraphQLResolveInfo } from 'graphql';
import { fault } from '../../../../service/errors/faults.ts';
import { rankedSearch, type Rank } from '../../../../subgraphs/sources/graph/ranked-search.ts';
import type { SourceContext } from '../../../../subgraphs/sources/graph/source-subgraph.ts';
import type { ConnectionQuery } from '../../../../subgraphs/sources/fan-out/connection.ts';
import { code, entity, moment, text } from '../../../../subgraphs/sources/model/entity.ts';
import type { OrderTerm } from '../../../../subgraphs/sources/model/predicate.ts';

const LIST = {
  entity: 'document',
  shape: entity({ code, subject: text, issuedAt: moment }),
  needs: {},
  orderFields: {},
  usualOrder: [{ field: 'issuedAt', direction: 'DESC' }],
} as const;
const RANKS: readonly Rank[] = [
  { fields: ['code'], op: 'startsWith' },
  { fields: ['subject'], op: 'contains' },
  { fields: ['subject'], op: 'containsLoose' },
];
const TOO_BROAD = fault('FILTER_TOO_BROAD', { source: 'A' });
const SOURCE = { source: 'A', name: 'A', status: 'OK', rows: 0 };

/** What a search answers of which each rank finds a row or none, or fails. */
async function searched(
  ranks: readonly (string | Error | null)[],
  { closed }: { readonly closed?: string } = {},
) {
  const left = [...ranks];
  const orders: (readonly OrderTerm[])[] = [];
  const context = {
    sources: [],
    reading: {
      mayAskBy: (_entity: string, field: string) => field !== closed,
      give: () => Promise.resolve(),
      connection(_sources: unknown, { order }: Pick<ConnectionQuery, 'order'>) {
        orders.push(order);
        const found = left.shift();
        if (found instanceof Error) return Promise.reject(found);
        const node = { id: found, origin: { source: 'A' } };
        const edges = found === null ? [] : [{ node }];
        return Promise.resolve({ edges, sources: [SOURCE] });
      },
    },
  } as unknown as SourceContext<unknown>;
  const { data, errors } = await graphql({
    schema: buildSchema(
      'type Query { search: Hits } type Hits { partial: Boolean nodes: [Node] } type Node { id: ID }',
    ),
    source: '{ search { partial nodes { id } } }',
    rootValue: {
      search: (_args: unknown, _context: unknown, info: GraphQLResolveInfo) =>
        rankedSearch(
          context,
          LIST,
          { text: '1/qd', ranks: RANKS },
          { onUnavailable: 'PARTIAL' },
          info,
        ),
    },
  });
  return { found: data?.['search'], errors, orders };
}

describe('a search by ranks', () => {
  it('answers with what better ranks have found where a later one looks for too little', async () => {
    const { found, errors } = await searched(['1', TOO_BROAD, '3']);

    expect(errors).toBeUndefined();
    expect(found).toEqual({ partial: true, nodes: [{ id: '1' }, { id: '3' }] });
  });

  it('is whole where all ranks are looked through', async () => {
    const { found } = await searched(['1', '2', '3']);

    expect(found).toEqual({ partial: false, nodes: [{ id: '1' }, { id: '2' }, { id: '3' }] });
  });

  it('comes in the usual order, as far as who asks may know it', async () => {
    const { orders } = await searched(['1', '2', '3']);
    const { orders: closed, errors } = await searched(['1', '2', '3'], { closed: 'issuedAt' });

    expect(errors).toBeUndefined();
    expect(orders).toEqual([LIST.usualOrder, LIST.usualOrder, LIST.usualOrder]);
    expect(closed).toEqual([[], [], []]);
  });

  it.each([
    ['the first does', [TOO_BROAD, '2', '3']],
    ['nothing is found beside', [null, TOO_BROAD, null]],
    [
      'a later one fails for another reason',
      ['1', fault('DATABASE_TIMEOUT', { source: 'A' }), '3'],
    ],
  ])('is refused where %s', async (_which, ranks) => {
    expect((await searched(ranks)).errors).toHaveLength(1);
  });
});
