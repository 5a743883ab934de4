import { expect, it } from '@jest/globals';
import type { Dispatcher } from 'undici';
import { HttpExchange } from '../../../gateway/transport/http-exchange.ts';

const controller = { abort: () => undefined } as unknown as Dispatcher.DispatchController;

it('hands on what came of an answer, in however many chunks', async () => {
  const body = Buffer.from('Cà Mau, Việt Nam; '.repeat(20_000));
  const exchange = new HttpExchange(body.length);
  const answer = exchange.watch(1_000, undefined);

  exchange.onResponseStart(controller, 200, { 'content-length': String(body.length) });
  for (let at = 0; at < body.length; at += 65_536)
    exchange.onResponseData(controller, body.subarray(at, at + 65_536));
  exchange.onResponseEnd();

  expect((await answer).body.whole().equals(body)).toBe(true);
});
