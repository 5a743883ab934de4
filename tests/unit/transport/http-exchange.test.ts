import { describe, expect, it } from '@jest/globals';
import type { Dispatcher } from 'undici';
import { HttpExchange } from '../../../gateway/transport/http-exchange.ts';

const LENGTH = 300_000;
const controller = { abort: () => undefined } as unknown as Dispatcher.DispatchController;

describe('the exchange of an answer that tells its length', () => {
  it.each([0, 1, LENGTH - 1, LENGTH + 1, 2 * LENGTH])(
    'hands no memory on that nothing came into, nor less than what came: %d bytes',
    async (came) => {
      const exchange = new HttpExchange(10 * LENGTH);
      const answer = exchange.watch(1_000, undefined);

      exchange.onRequestStart(controller);
      exchange.onResponseStart(controller, 200, { 'content-length': String(LENGTH) });
      exchange.onResponseData(controller, Buffer.alloc(came, 'x'));
      exchange.onResponseEnd();

      await expect(answer).rejects.toMatchObject({ code: 'SUBGRAPH_BAD_ANSWER' });
    },
  );

  it('hands on what came, in however many chunks', async () => {
    const body = Buffer.from('Cà Mau, Việt Nam; '.repeat(20_000));
    const exchange = new HttpExchange(10 * LENGTH);
    const answer = exchange.watch(1_000, undefined);

    exchange.onResponseStart(controller, 200, { 'content-length': String(body.length) });
    for (let at = 0; at < body.length; at += 65_536)
      exchange.onResponseData(controller, body.subarray(at, at + 65_536));
    exchange.onResponseEnd();

    expect((await answer).body.equals(body)).toBe(true);
  });
});
