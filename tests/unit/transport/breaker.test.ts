import { describe, expect, it } from '@jest/globals';
import { withBreaker } from '../../../gateway/transport/breaker.ts';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { RESTART_MS } from '../../../gateway/transport/outage.ts';
import { TransportFault } from '../../../gateway/transport/transport.ts';
import type { SubgraphAnswer, TransportFaultCode } from '../../../gateway/transport/transport.ts';
import { listen } from '../../support/http/http-stub.ts';

const REQUEST = { operation: { text: '{ a }' }, headers: {} };

/** A breaker over a subgraph that answers or fails as `outcome` says at the time. */
function breaker() {
  const state = { outcome: undefined as TransportFaultCode | undefined, asked: 0, time: 0 };
  const transport = withBreaker(
    {
      execute: () => {
        state.asked += 1;
        return state.outcome === undefined
          ? Promise.resolve<SubgraphAnswer>({ data: {}, bytes: 2 })
          : Promise.reject(new TransportFault(state.outcome));
      },
      close: () => Promise.resolve(),
    },
    { failures: 2, restMs: 1_000, maxRestMs: 1_500, now: () => state.time },
  );
  const ask = () =>
    transport.execute(REQUEST).then(
      () => 'OK',
      (fault: unknown) => (fault as TransportFault).code,
    );
  return { state, ask };
}

describe('a breaker', () => {
  it('opens after consecutive faults, and then costs the subgraph nothing', async () => {
    const { state, ask } = breaker();
    state.outcome = 'SUBGRAPH_TIMEOUT';

    const codes = [await ask()];
    state.time = RESTART_MS;
    codes.push(await ask(), await ask(), await ask());

    expect(codes).toEqual([
      'SUBGRAPH_TIMEOUT',
      'SUBGRAPH_TIMEOUT',
      'SUBGRAPH_UNAVAILABLE',
      'SUBGRAPH_UNAVAILABLE',
    ]);
    expect(state.asked).toBe(2);
  });

  it('stays closed while a subgraph may be restarting, however many requests fail at once', async () => {
    const { state, ask } = breaker();
    await ask();
    state.outcome = 'SUBGRAPH_UNAVAILABLE';
    await Promise.all(Array.from({ length: 50 }, ask));
    state.time = RESTART_MS - 1;
    await Promise.all(Array.from({ length: 50 }, ask));

    state.outcome = undefined;

    expect(await ask()).toBe('OK');
  });

  it('stays closed where answers come between the faults', async () => {
    const { state, ask } = breaker();

    for (const outcome of ['SUBGRAPH_TIMEOUT', undefined, 'SUBGRAPH_TIMEOUT', undefined] as const) {
      state.outcome = outcome;
      await ask();
    }

    expect(await ask()).toBe('OK');
  });

  it('lets one probe through after the rest, and closes on its answer', async () => {
    const { state, ask } = breaker();
    state.outcome = 'SUBGRAPH_UNAVAILABLE';
    await ask();
    state.time = RESTART_MS;
    await ask();
    state.time += 1_000;
    state.outcome = undefined;

    const together = await Promise.all([ask(), ask()]);
    const after = await ask();

    expect([together, after]).toEqual([['OK', 'SUBGRAPH_UNAVAILABLE'], 'OK']);
  });

  it('rests again where the probe fails', async () => {
    const { state, ask } = breaker();
    state.outcome = 'SUBGRAPH_BAD_ANSWER';
    await ask();
    state.time = RESTART_MS;
    await ask();
    state.time += 1_000;

    const probe = await ask();
    state.time += 1_499;
    await ask();

    expect([probe, state.asked]).toEqual(['SUBGRAPH_BAD_ANSWER', 3]);
  });

  it('stays closed where a subgraph that lives refuses requests, and opens where it has too much to do', async () => {
    const opened = async (status: number) => {
      let time = 0;
      const stub = await listen((request, response) => {
        request.resume().on('end', () => response.writeHead(status).end('Unauthorized'));
      });
      const changes: boolean[] = [];
      const http = createHttpTransport({
        url: stub.url,
        encoding: 'latin1',
        deadlineMs: 1_000,
        maxAnswerBytes: 1_000,
      });
      const transport = withBreaker(http, {
        failures: 2,
        restMs: 1_000,
        maxRestMs: 1_500,
        now: () => time,
        onChange: (open) => changes.push(open),
      });
      for (let i = 0; i < 3; i++) {
        await transport.execute(REQUEST).catch(() => undefined);
        time += RESTART_MS;
      }
      await transport.close();
      await stub.close();
      return changes;
    };

    for (const status of [400, 401, 403, 404, 413, 415, 431, 451])
      expect(await opened(status)).toEqual([]);
    for (const status of [408, 429, 500, 503]) expect(await opened(status)).toEqual([true]);
  });

  it('does not count clients that left', async () => {
    const { state, ask } = breaker();
    state.outcome = 'REQUEST_CANCELLED';

    for (let i = 0; i < 5; i++) await ask();

    expect(state.asked).toBe(5);
  });
});
