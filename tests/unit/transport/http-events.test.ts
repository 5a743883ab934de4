import { describe, expect, it } from '@jest/globals';
import { createHttpTransport } from '../../../gateway/transport/http.ts';
import { listen } from '../../support/http/http-stub.ts';

describe('a subscription over server-sent events', () => {
  it('goes on where its subgraph says by a message without data that it is alive', async () => {
    const next = (code: string) => `event: next\ndata: {"data":{"announced":"${code}"}}\n\n`;
    const stub = await listen((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.end(
        `data:\n\n${next('A')}event: next\ndata:\n\n${next('B')}event: complete\ndata:\n\n`,
      );
    });
    const transport = createHttpTransport({
      url: stub.url,
      encoding: 'utf8',
      deadlineMs: 1_000,
      maxAnswerBytes: 1_000,
    });

    const told: unknown[] = [];
    const operation = { text: 'subscription { announced }' };
    for await (const { data } of transport.subscribe?.({ operation, headers: {} }) ?? [])
      told.push(data);

    expect(told).toEqual([{ announced: 'A' }, { announced: 'B' }]);
    await transport.close();
    await stub.close();
  });
});
