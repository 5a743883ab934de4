import { setMaxListeners } from 'node:events';
import { describe, expect, it, jest } from '@jest/globals';
import type { DatabaseFault } from '../../../../subgraphs/sources/dialects/dialect.ts';
import { createRequestScope } from '../../../../subgraphs/sources/dialects/shared/running/request-scope.ts';
import { Turns } from '../../../../subgraphs/sources/dialects/shared/running/turns.ts';

const NEVER = new AbortController().signal;
setMaxListeners(0, NEVER);

describe('Turns', () => {
  it('come round among the requests that wait, however many statements each has', async () => {
    const turns = new Turns(1, 1_000);
    const [greedy, modest] = [createRequestScope(), createRequestScope()];
    const order: string[] = [];
    await turns.begin(NEVER);
    const waiting = [
      ...Array.from({ length: 300 }, () => ['greedy', greedy] as const),
      ['modest', modest] as const,
      ['modest', modest] as const,
    ].map(async ([name, request]) => {
      await turns.begin(NEVER, request);
      order.push(name);
      turns.end();
    });

    turns.end();
    await Promise.all(waiting);

    expect(order.slice(0, 5)).toEqual(['greedy', 'modest', 'greedy', 'modest', 'greedy']);
    expect(order).toHaveLength(302);
    expect(turns.state).toEqual({ waiting: 0, free: 1 });
  });

  it('come round among those who ask, however many requests each has', async () => {
    const turns = new Turns(1, 1_000);
    const of = (who: string) => createRequestScope(undefined, undefined, who);
    const order: string[] = [];
    await turns.begin(NEVER);
    const asked = [
      ...Array.from({ length: 200 }, () => ['greedy', of('greedy')] as const),
      ...Array.from({ length: 2 }, () => ['modest', of('modest')] as const),
      ...Array.from({ length: 2 }, () => ['nobody', createRequestScope()] as const),
    ];
    const waiting = asked.map(async ([name, request]) => {
      await turns.begin(NEVER, request);
      order.push(name);
      turns.end();
    });

    turns.end();
    await Promise.all(waiting);

    expect(order.slice(0, 4)).toEqual(['greedy', 'modest', 'nobody', 'nobody']);
    expect(order.indexOf('modest', 2)).toBeLessThan(6);
    expect(order).toHaveLength(204);
    expect(turns.state).toEqual({ waiting: 0, free: 1 });
  });

  it('refuse a statement of the one who has most, in however many requests, when too many wait', async () => {
    const turns = new Turns(1, 4);
    const of = (who: string) => createRequestScope(undefined, undefined, who);
    await turns.begin(NEVER);
    const many = [1, 2, 3, 4].map(() => turns.begin(NEVER, of('greedy')));
    const settled = Promise.allSettled(many);
    const one = turns.begin(NEVER, of('modest'));
    const oneMore = turns.begin(NEVER, of('greedy'));

    await expect(oneMore).rejects.toMatchObject({ reason: 'BUSY' });
    for (let left = 5; left > 0; left -= 1) turns.end();
    await one;

    const ended = (await settled).map(({ status }) => status);
    expect(ended.filter((status) => status === 'rejected')).toHaveLength(1);
    expect(turns.state).toEqual({ waiting: 0, free: 1 });
  });

  it('refuse the last statement of the request that has most, when too many wait', async () => {
    const turns = new Turns(1, 3);
    const [greedy, modest] = [createRequestScope(), createRequestScope()];
    await turns.begin(NEVER);
    const many = [1, 2, 3].map(() => turns.begin(NEVER, greedy));
    const one = turns.begin(NEVER, modest);
    const oneMore = turns.begin(NEVER, greedy);

    await expect(many[2]).rejects.toMatchObject({ reason: 'BUSY' });
    await expect(oneMore).rejects.toMatchObject({ reason: 'BUSY' });
    for (let left = 4; left > 0; left -= 1) turns.end();
    await Promise.all([many[0], many[1], one]);

    expect(turns.state).toEqual({ waiting: 0, free: 1 });
  });
});

describe('a request scope', () => {
  it('ends with all that it has under way when it has read more than its budget', () => {
    const budget = { statements: 10, rows: 100, bytes: 1_000, answers: 10 };
    const request = createRequestScope(undefined, budget);
    const stopped: (readonly [string, string])[] = [];
    request.onEnd(({ reason }) => stopped.push(['a', reason]));
    const forget = request.onEnd(({ reason }) => stopped.push(['b', reason]));
    forget();

    request.spend({ statements: 1, rows: 100, bytes: 1_000 });
    const before = request.ended;
    request.spend({ rows: 1 });

    expect(before).toBeUndefined();
    expect(request.ended).toMatchObject({ reason: 'TOO_COSTLY', cause: budget });
    expect(stopped).toEqual([['a', 'TOO_COSTLY']]);
  });

  it('ends when its signal says so, with one listener however many statements there are', () => {
    const controller = new AbortController();
    const listening = jest.spyOn(controller.signal, 'addEventListener');
    const request = createRequestScope(controller.signal);
    const stopped: DatabaseFault[] = [];
    for (let left = 500; left > 0; left -= 1) request.onEnd((why) => stopped.push(why));

    controller.abort();

    expect(listening).toHaveBeenCalledTimes(1);
    expect(new Set(stopped.map(({ reason }) => reason))).toEqual(new Set(['CANCELLED']));
    expect(stopped).toHaveLength(500);
  });
});
