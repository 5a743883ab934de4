import { Pool } from 'undici';
import { abortSignalOf } from '../../../service/request-controller.ts';
import { Body } from '../answers/body.ts';
import { answerFrom } from '../answers/http-answer.ts';
import { TransportFault } from '../transport.ts';
import type { SubgraphAnswer, SubgraphRequest } from '../transport.ts';
import { readMessages } from './event-stream.ts';
import type { Subscribing } from './subscribing.ts';

/** Subscribes by server-sent events, as graphql-sse (“distinct connections mode”) and GraphQL Yoga serve them: a request each. */
export function createHttpEvents(url: URL, options: Subscribing) {
  const { deadlineMs, maxAnswerBytes, encoding, write, headersFor } = options;
  const pool = new Pool(url.origin, {
    // As many as there are subscriptions, which are bounded where clients open them.
    connections: null,
    pipelining: 1,
    headersTimeout: deadlineMs,
    // There may be no event for hours; that the other end is there is seen by TCP's own keep-alive.
    bodyTimeout: 0,
    connectTimeout: deadlineMs,
  });
  const path = url.pathname + url.search;

  async function* events(request: SubgraphRequest): AsyncGenerator<SubgraphAnswer> {
    const { operation } = request;
    const signal = request.signal && abortSignalOf(request.signal);
    const form = { encoding, exact: operation.exact };
    const {
      statusCode: status,
      headers,
      body,
    } = await pool.request({
      method: 'POST',
      path,
      body: write(request),
      signal,
      headers: {
        ...headersFor(request),
        'content-type': 'application/json',
        accept: 'text/event-stream',
      },
    });
    if (status !== 200 || !/^text\/event-stream\b/i.test(String(headers['content-type']))) {
      // It is refused, or has been answered as no subscription: by what came, as any answer.
      yield await answerFrom(
        { status, headers, body: await whole(body, maxAnswerBytes) },
        maxAnswerBytes,
        form,
      );
      return;
    }
    for await (const { event, data } of readMessages(body, maxAnswerBytes)) {
      if (event === 'complete') return;
      // What has no data is no message to whoever reads such a stream: some servers say so that they are alive.
      if ((event === 'next' || event === '') && data.length > 0)
        yield await answerFrom(
          { status, headers: {}, body: new Body([data]) },
          maxAnswerBytes,
          form,
        );
    }
  }

  return { events, close: () => pool.destroy() };
}

async function whole(chunks: AsyncIterable<Buffer>, maxBytes: number): Promise<Body> {
  const all: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maxBytes) throw new TransportFault('SUBGRAPH_ANSWER_TOO_LARGE');
    all.push(chunk);
  }
  return new Body(all);
}
