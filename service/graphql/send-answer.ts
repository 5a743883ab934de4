import type { ServerResponse } from 'node:http';
import { overloaded, RETRY_AFTER_S } from '../http/admission/overloaded.ts';
import { acceptedEncoding, compress } from '../http/compression.ts';
import type { Exchange } from '../http/exchange.ts';
import type { Sending } from '../http/sending.ts';
import { type HttpAnswer, refusal } from './answering.ts';

export interface SendAnswerOptions {
  readonly sending: Sending;
  /** Shorter answers go uncompressed: it would cost more than it saves. */
  readonly compressAboveBytes: number;
}

/** Sends an answer as its client takes it; answers how many bytes have followed the answer's body. */
export async function sendAnswer(
  options: SendAnswerOptions,
  response: ServerResponse,
  { status, headers, body, release, rest }: HttpAnswer,
  exchange: Exchange,
): Promise<number> {
  const { sending, compressAboveBytes } = options;
  const { client, headers: asked } = exchange;
  const head = headOf(response, { status, headers }, exchange);
  // Refusals are short, and there is room for one always.
  const isRefusal = status === 503;
  if (rest !== undefined) {
    if (!isRefusal && !sending.hasRoom(client, body.length)) {
      rest.end();
      return sendCrowded(options, response, exchange);
    }
    response.writeHead(status, head);
    return sending.sendAsItComes(response, client, body, rest);
  }
  const coding =
    body.length < compressAboveBytes ? undefined : acceptedEncoding(asked['accept-encoding']);
  if (coding !== undefined) head['content-encoding'] = coding;
  const sent = coding === undefined ? body : await compress(body, coding);
  if (!isRefusal && !sending.hasRoom(client, sent.length))
    return sendCrowded(options, response, exchange);
  if (status !== 304) head['content-length'] = sent.length;
  sending.send(response, client, {
    status,
    head,
    body: sent,
    ...(sent === body && release && { release }),
  });
  return 0;
}

/** To one who has asked for more than it reads. */
function sendCrowded(
  options: SendAnswerOptions,
  response: ServerResponse,
  exchange: Exchange,
): Promise<number> {
  return sendAnswer(options, response, refusal(overloaded(), exchange), exchange);
}

/** What is told of every answer, however it is sent. */
function headOf(
  response: ServerResponse,
  { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>,
  { requestId, told }: Exchange,
): Record<string, string | number> {
  const head: Record<string, string | number> = {};
  for (const [name, value] of headers) head[name] = value;
  head['x-request-id'] = requestId;
  head['vary'] = [
    response.getHeader('vary'),
    head['vary'],
    'accept-encoding, accept-language, accept',
  ]
    .flatMap((on) => on ?? [])
    .join();
  if (status === 503) head['retry-after'] = RETRY_AFTER_S;
  if (status === 429) head['retry-after'] = told.retryAfterS ?? RETRY_AFTER_S;
  return head;
}
