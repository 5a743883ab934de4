import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type AnnouncedGraph, startAnnounced } from '../../support/graphs/announced-graph.ts';
import { type Announcements, serving } from '../../support/federation/announced.ts';
import { servingConfig } from '../../support/http/http-fixture.ts';
import { clients, type Results } from '../../support/http/subscribing.ts';
import { until } from '../../support/until.ts';

const EVENTS = 'subscription { announced { code of: agency name } }';

/** The first result, once the subscription is open; what happens is announced when it is. */
async function first(results: Results, announcements: Announcements, event: object) {
  const next = results.next();
  await until(() => announcements.open === 1);
  announcements.announce(event);
  return next;
}

describe.each(Object.entries(serving))('a subgraph served by %s', (_served, serve) => {
  let graph: AnnouncedGraph;
  let announcements: Announcements;
  let url: string;

  beforeAll(async () => {
    graph = await startAnnounced(serve, { config: servingConfig({ maxCost: 10_000 }) });
    ({ announcements, url } = graph);
  }, 60_000);

  afterAll(() => graph.close());

  describe.each(Object.entries(clients))('and asked by the client of %s', (_client, subscribe) => {
    it('tells each event, with what other subgraphs add to it', async () => {
      const results = subscribe(url, EVENTS);
      const one = await first(results, announcements, { code: 'Năm Căn' });
      announcements.announce({ code: 'CN' });
      const two = await results.next();
      announcements.end();

      expect([one.value, two.value]).toEqual([
        {
          data: {
            announced: { code: 'Năm Căn', of: 'UBND Năm Căn', name: 'Văn phòng Năm Căn' },
          },
        },
        { data: { announced: { code: 'CN', of: 'UBND CN', name: 'Văn phòng CN' } } },
      ]);
      await expect(results.next()).resolves.toMatchObject({ done: true });
    });

    it('tells an error at its place, and goes on', async () => {
      const results = subscribe(url, EVENTS);
      const wrong = await first(results, announcements, { code: '✗' });
      announcements.announce({ code: 'CN' });
      const right = await results.next();
      announcements.end();

      expect(wrong.value).toMatchObject({
        data: { announced: { code: '✗', of: 'UBND ✗', name: null } },
        errors: [{ path: ['announced', 'name'] }],
      });
      expect(right.value).toMatchObject({ data: { announced: { code: 'CN' } } });
      await results.next();
    });

    it('is left when the client leaves', async () => {
      const results = subscribe(url, EVENTS);
      await first(results, announcements, { code: 'NC' });
      const leaving = results.return?.();

      await until(() => announcements.open === 0);
      await leaving;
      expect(announcements.open).toBe(0);
    });

    it.each([
      ['of a field that there is not', 'subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      [
        'that may have no field',
        'subscription ($on: Boolean! = true) { ...F } fragment F on Subscription { announced @include(if: $on) { code } }',
        'GRAPHQL_VALIDATION_FAILED',
      ],
      [
        'that costs too much',
        'subscription { expensive { code } }',
        'COST_ESTIMATED_TOO_EXPENSIVE',
      ],
    ])('is not asked for a subscription %s', async (_of, query, code) => {
      const results = subscribe(url, query);
      // The client of graphql-ws throws what refuses an operation.
      const told = await results.next().then(
        ({ value }) => value.errors,
        (thrown: unknown) => thrown,
      );

      expect(told).toMatchObject([{ extensions: { code } }]);
      expect(announcements.open).toBe(0);
    });
  });

  it('is an error at the field of its subscriptions when it dies, and their end', async () => {
    const all = Object.values(clients).map((subscribe) => subscribe(url, EVENTS));
    const next = all.map((results) => results.next());
    await until(() => announcements.open === all.length);

    await graph.kill();
    const died = await Promise.all(next);
    const ended = await Promise.all(all.map((results) => results.next()));

    for (const { value } of died) {
      expect(value).toMatchObject({
        data: { announced: null },
        errors: [{ path: ['announced'], extensions: { code: 'SUBGRAPH_UNAVAILABLE' } }],
      });
    }
    expect(ended).toEqual(all.map(() => ({ done: true, value: undefined })));
  });
});
