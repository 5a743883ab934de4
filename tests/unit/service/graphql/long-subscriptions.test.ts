import { afterEach, describe, expect, it, jest } from '@jest/globals';
import type { Exchange } from '../../../../service/http/exchange.ts';
import { RequestController } from '../../../../service/request-controller.ts';
import { ANONYMOUS, type Identity } from '../../../../service/access/identity.ts';
import { framed } from '../../../../service/graphql/subscriptions/framed.ts';
import { takesResults } from '../../../../service/graphql/subscriptions/framings.ts';
import { OpenSubscriptions } from '../../../../service/graphql/subscriptions/open-subscriptions.ts';
import { resultsOf } from '../../../../service/graphql/subscriptions/results.ts';
import { untilAborted } from '../../../../service/graphql/subscriptions/until-aborted.ts';
import { subscriptionEvents } from '../../../../service/telemetry/events.ts';
import { collectGarbage } from '../../../support/collect-garbage.ts';

afterEach(() => {
  jest.useRealTimers();
});

const noResult = () => Promise.reject(new Error('nothing is to be told'));

/** Nothing of these is kept by a test's own frame. */
async function takeSome(items: AsyncIterator<object>, count: number): Promise<WeakRef<object>[]> {
  const taken: WeakRef<object>[] = [];
  for (let left = count; left > 0; left -= 1) {
    const { value } = (await items.next()) as { value: object };
    taken.push(new WeakRef(value));
  }
  return taken;
}

async function* endless(): AsyncGenerator<object> {
  for (;;) yield await Promise.resolve({ event: 'x'.repeat(100) });
}

/** No event, ever. */
const nothing = {
  [Symbol.asyncIterator]: () => ({ next: () => new Promise<never>(() => undefined) }),
};

const bare = {
  requestId: 'r-1',
  client: 'an',
  headers: {},
  deadlineMs: 1_000,
  startedAt: 0,
  told: {},
  language: 'en' as const,
};

describe('what comes until a signal aborts', () => {
  it('is let go of when it has been taken', async () => {
    const items = untilAborted(endless(), new RequestController().signal);
    const taken = await takeSome(items, 20);
    await new Promise((resolve) => setImmediate(resolve));
    collectGarbage();

    // The last one may still be held by who has given it.
    expect(taken.slice(0, -1).filter((item) => item.deref() !== undefined)).toEqual([]);
    await items.return(undefined);
  });

  it('ends at once while nothing comes, and its source is told', async () => {
    const controller = new RequestController();
    const left = jest.fn(() => Promise.resolve({ done: true as const, value: undefined }));
    const silent = { next: () => new Promise<never>(() => undefined), return: left };
    const items = untilAborted({ [Symbol.asyncIterator]: () => silent }, controller.signal);
    const next = items.next();
    controller.abort();

    await expect(next).resolves.toEqual({ done: true, value: undefined });
    expect(left).toHaveBeenCalledTimes(1);
  });
});

describe('a subscription', () => {
  it('whose client has gone before it is open leaves nothing that looks whether they are let in', async () => {
    jest.useFakeTimers();
    const controller = new RequestController();
    const identifyAgain = jest.fn(() => Promise.resolve(ANONYMOUS));
    const exchange = { signal: controller.signal, identifyAgain } as unknown as Exchange;
    const open = new OpenSubscriptions({ maxSubscriptions: 1, maxSubscriptionsPerClient: 1 });
    async function* none(): AsyncGenerator<object> {}
    const events = {
      events: none(),
      bytesOf: () => 0,
      goesOnFor: () => true,
      answer: noResult,
      broken: noResult,
    };

    controller.abort();
    await resultsOf({ open, who: 'an' }, exchange, () => Promise.resolve(events));
    await jest.advanceTimersByTimeAsync(60_000);

    expect(identifyAgain).not.toHaveBeenCalled();
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a subscription whose events have ended', () => {
  it('answers none of those that wait for a client that has left, and counts none', async () => {
    const controller = new RequestController();
    const exchange = { ...bare, signal: controller.signal };
    const open = new OpenSubscriptions({ maxSubscriptions: 1, maxSubscriptionsPerClient: 1 });
    async function* three(): AsyncGenerator<number> {
      for (const event of [1, 2, 3]) yield await Promise.resolve(event);
    }
    const answered: number[] = [];
    const counted: string[] = [];
    const stop = subscriptionEvents.listen(({ outcome }) => counted.push(outcome));

    const results = await resultsOf({ open, who: 'an' }, exchange, () =>
      Promise.resolve({
        events: three(),
        bytesOf: () => 0,
        goesOnFor: () => true,
        answer: (event: number) => {
          answered.push(event);
          if (event === 2) controller.abort();
          const outcome = event === 2 ? ('refused' as const) : ('executed' as const);
          return Promise.resolve({ body: Buffer.from(String(event)), outcome });
        },
        broken: noResult,
      }),
    );
    await new Promise(setImmediate);
    if ('refused' in results) throw new Error('nothing is refused here');
    const told: string[] = [];
    for await (const result of results) told.push(result.toString());
    stop();

    expect({ told, answered, counted }).toEqual({ told: ['1'], answered: [1, 2], counted: ['ok'] });
  });
});

describe('results one by one', () => {
  it('are waited for by as few listeners, however long they take', async () => {
    jest.useFakeTimers();
    let come: (result: IteratorResult<Buffer>) => void = () => undefined;
    const first = new Promise<IteratorResult<Buffer>>((resolve) => {
      come = resolve;
    });
    const listened = jest.spyOn(first, 'then');
    const done = Promise.resolve({ done: true as const, value: undefined });
    const next = jest.fn<() => Promise<IteratorResult<Buffer>>>().mockReturnValueOnce(first);
    const results = {
      [Symbol.asyncIterator]: () => ({ next: next.mockReturnValue(done) }),
      end: () => undefined,
    };
    const takes = takesResults('text/event-stream');
    if (takes === undefined) throw new Error('an event stream is taken');
    const { rest } = framed(
      { status: 200, headers: new Map(), body: Buffer.alloc(0), results },
      takes,
    );
    const pieces = rest?.[Symbol.asyncIterator]();
    const told: string[] = [];
    for (let left = 10; left > 0; left -= 1) {
      const piece = pieces?.next();
      await jest.advanceTimersByTimeAsync(12_000);
      told.push(String((await piece)?.value));
    }
    const last = pieces?.next();
    come({ done: false, value: Buffer.from('{}') });
    told.push(String((await last)?.value), String((await pieces?.next())?.value));

    expect(told).toEqual([
      ...Array<string>(10).fill(':\n\n'),
      'event: next\ndata: {}\n\n',
      'event: complete\ndata:\n\n',
    ]);
    expect(listened.mock.calls.length).toBeLessThanOrEqual(2);
  });
});

describe('one who has subscribed, looked at while nothing happens', () => {
  const officer = { ...ANONYMOUS, kind: 'person', subject: 'https://sso#an' } as const;

  it.each<[string, () => Promise<Identity>, readonly string[]]>([
    ['goes on as who they were', () => Promise.resolve({ ...officer }), []],
    ['is done as somebody else', () => Promise.resolve({ ...officer, roles: ['other'] }), ['done']],
    ['is told why they are not let in', () => Promise.reject(new Error('no')), ['told', 'done']],
  ])('%s', async (_what, identifyAgain, expected) => {
    jest.useFakeTimers();
    const controller = new RequestController();
    const open = new OpenSubscriptions({ maxSubscriptions: 1, maxSubscriptionsPerClient: 1 });
    const exchange = { ...bare, signal: controller.signal, identifyAgain };
    const results = await resultsOf({ open, who: 'an' }, exchange, (signal) =>
      Promise.resolve({
        events: untilAborted(nothing, signal),
        bytesOf: () => 0,
        goesOnFor: (now: Identity) => now.roles.length === 0,
        answer: noResult,
        broken: () => ({ body: Buffer.from('told'), outcome: 'refused' as const }),
      }),
    );
    if ('refused' in results) throw new Error('nothing is refused');
    const told: string[] = [];
    const all = (async () => {
      for await (const result of results) told.push(result.toString());
      told.push('done');
    })();
    await jest.advanceTimersByTimeAsync(10_000);
    const before = [...told];
    controller.abort();
    await all;

    expect(before).toEqual(expected);
  });
});
