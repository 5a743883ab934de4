import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Subgraph } from '../../../../service/graphql/subgraph.ts';
import { ask } from '../../../support/ask.ts';
import { mapping, openCopiedOffice } from '../../../support/offices/copied-office.ts';

/** Dossiers 1 to 9, promised for that day of August 2016. */
const office = openCopiedOffice({
  rows: 0,
  yaml: mapping().replace('receivedAt: nhan', 'receivedAt: nhan\n    dueAt: nhan'),
});
const nine = Array.from({ length: 9 }, (_, place) => place + 1);
office.change(
  'DELETE FROM buoc',
  'DELETE FROM hoso',
  `INSERT INTO hoso (id, so, tt, nhan) VALUES ${nine.map((day) => `(${day}, 'HS-${day}', 1, '2016-08-0${day} 17:00:00')`).join(', ')}`,
);

const PAGE = `query ($after: String, $asOf: Date, $direction: Direction! = ASC) {
  dossiers(first: 2, after: $after, where: { timeliness: { eq: OVERDUE, asOf: $asOf } }, orderBy: [{ by: CODE, direction: $direction }]) {
    nodes { code } totalCount pageInfo { endCursor hasNextPage } } }`;

describe('a traversal of a list that goes by the day', () => {
  let subgraph: Subgraph;
  beforeAll(async () => {
    ({ subgraph } = await office.open());
  });
  afterEach(() => {
    jest.restoreAllMocks();
  });
  afterAll(() => office.close());

  /** The codes on all pages; the clock moves on by some hours behind each. */
  async function traversed(begun: string, hours: number, variables: object = {}) {
    let now = Date.parse(begun);
    jest.spyOn(Date, 'now').mockImplementation(() => now);
    const codes: string[] = [];
    const totals: number[] = [];
    for (let after: string | null = null; ;) {
      const { data, errors } = await ask(subgraph, PAGE, { after, ...variables });
      expect(errors).toEqual([]);
      const { nodes, totalCount, pageInfo } = data.dossiers;
      codes.push(...nodes.map(({ code }: { code: string }) => code));
      totals.push(totalCount);
      if (!pageInfo.hasNextPage) return { codes, totals };
      after = pageInfo.endCursor;
      now += hours * 3_600_000;
    }
  }

  it.each(['ASC', 'DESC'])(
    'goes to its end by the day on which it began, in order %s',
    async (direction) => {
      const { codes, totals } = await traversed('2016-08-06T23:59:00+07:00', 24, { direction });

      const overdue = [1, 2, 3, 4, 5].map((day) => `HS-${day}`);
      expect(codes).toEqual(direction === 'ASC' ? overdue : overdue.toReversed());
      expect(totals).toEqual([5, 5, 5]);
    },
  );

  it('begins anew by another day', async () => {
    const { codes } = await traversed('2016-08-07T00:00:00+07:00', 0);

    expect(codes).toEqual([1, 2, 3, 4, 5, 6].map((day) => `HS-${day}`));
  });

  it('goes by the day that its filter names, whenever it is asked', async () => {
    const { codes } = await traversed('2016-08-09T23:00:00+07:00', 24, { asOf: '2016-08-04' });

    expect(codes).toEqual(['HS-1', 'HS-2', 'HS-3']);
  });

  it('is refused behind a cursor that says another day than its filter was written by', async () => {
    const { data } = await ask(subgraph, PAGE, {});
    const parts = JSON.parse(
      Buffer.from(data.dossiers.pageInfo.endCursor, 'base64url').toString(),
    ) as unknown[];

    for (const day of ['2016-08-05', '2016-02-30', 'today', null]) {
      const after = Buffer.from(JSON.stringify([...parts.slice(0, -1), day])).toString('base64url');
      const { errors } = await ask(subgraph, PAGE, { after });
      expect(errors).toMatchObject([{ code: 'BAD_CURSOR' }]);
    }
  });
});
