import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../access/identity.ts';
import type { Admission, Place } from '../http/admission.ts';
import { clientOf } from '../http/client.ts';
import { acceptedEncoding, compress } from '../http/compression.ts';
import { beginExchange, type Exchange } from '../http/exchange.ts';
import { overloaded, RETRY_AFTER_S } from '../http/overloaded.ts';
import type { Handler } from '../http/http-service.ts';
import type { Log } from '../log.ts';
import { readJson } from '../http/request-body.ts';
import { Sending, type SendingLimits } from '../http/sending.ts';
import { requests } from '../telemetry/events.ts';
import { tellSpan, traceIdUnderWay } from '../telemetry/tracing/spans.ts';
import { type Answering, type HttpAnswer, refusal } from './answering.ts';

export interface GraphqlHandlerOptions {
  readonly answering: Answering;
  /** Who is let in when; absent: all are. */
  readonly admission?: Admission;
  /** The header in which a proxy tells the client's address; absent: it is the connection's. */
  readonly clientHeader?: string;
  /** Refuses who must not ask; throws the fault that it is. */
  readonly checkRequest?: (headers: Exchange['headers']) => void;
  /** Establishes who asks, before anything of the request is read; rejects with the fault of one who is not let in. */
  readonly identify?: (request: IncomingMessage) => Promise<Identity>;
  readonly sending: SendingLimits;
  readonly maxRequestBytes: number;
  /** Reads the JSON of a body; absent: `JSON.parse`. */
  readonly parseBody?: (json: string) => unknown;
  readonly deadlineMs: number;
  /** Shorter answers go uncompressed: it would cost more than it saves. */
  readonly compressAboveBytes: number;
  readonly log: Log;
}

/** Serves GraphQL over HTTP: reads the request, has it answered, sends and logs the answer. */
export function createGraphqlHandler(options: GraphqlHandlerOptions): Handler {
  const { answering, admission, maxRequestBytes, deadlineMs, log } = options;
  const sending = new Sending(options.sending);

  async function answer(request: IncomingMessage, exchange: Exchange): Promise<HttpAnswer> {
    try {
      options.checkRequest?.(exchange.headers);
      const identity = await options.identify?.(request);
      const body = await readJson(request, maxRequestBytes, exchange.signal, options.parseBody);
      const { method = '' } = request;
      return await answering(
        { method, search: searchOf(request), body },
        { ...exchange, ...(identity && { identity }) },
      );
    } catch (error) {
      return refusal(error, exchange);
    }
  }

  /** Has a request answered in its place, or refused where there is none. */
  async function admitted(
    arrived: Exchange,
    response: ServerResponse,
    work: (exchange: Exchange) => Promise<HttpAnswer>,
  ): Promise<{ readonly exchange: Exchange; readonly answered: HttpAnswer }> {
    if (admission === undefined) return { exchange: arrived, answered: await work(arrived) };
    let place: Place;
    try {
      place = admission.enter(arrived.client);
    } catch (error) {
      return { exchange: arrived, answered: refusal(error, arrived) };
    }
    response.once('close', () => {
      place.leave();
    });
    const exchange = { ...arrived, place };
    const answered = await work(exchange);
    place.rest();
    return { exchange, answered };
  }

  async function send(
    response: ServerResponse,
    { status, headers, body }: HttpAnswer,
    exchange: Exchange,
  ): Promise<void> {
    const { requestId, client, headers: asked } = exchange;
    const head: Record<string, string | number> = {};
    for (const [name, value] of headers) head[name] = value;
    head['x-request-id'] = requestId;
    const varied = response.getHeader('vary');
    head['vary'] = [varied, 'accept-encoding, accept-language, accept']
      .flatMap((on) => on ?? [])
      .join();
    if (status === 503) head['retry-after'] = RETRY_AFTER_S;
    if (status === 429) head['retry-after'] = exchange.told.retryAfterS ?? RETRY_AFTER_S;
    const coding =
      body.length < options.compressAboveBytes
        ? undefined
        : acceptedEncoding(asked['accept-encoding']);
    if (coding !== undefined) head['content-encoding'] = coding;
    const sent = coding === undefined ? body : await compress(body, coding);
    if (!sending.hasRoom(client, sent.length)) {
      // It has asked for more than it reads.
      await send(response, refusal(overloaded(), exchange), exchange);
      return;
    }
    if (status !== 304) head['content-length'] = sent.length;
    sending.send(response, client, status, head, sent);
  }

  return async (request, response) => {
    const client = clientOf(request, options.clientHeader);
    const arrived = beginExchange(request, response, deadlineMs, client);
    const { exchange, answered } = await admitted(arrived, response, (entered) =>
      answer(request, entered),
    );
    await send(response, answered, exchange);
    const ms = Math.round((performance.now() - exchange.startedAt) * 10) / 10;
    if (requests.heard) {
      const { operation, codes } = exchange.told;
      requests.tell({ operation, outcome: codes?.[0] ?? 'ok', ms });
    }
    tellSpan(() => spanOf(exchange));
    log.info(
      {
        requestId: exchange.requestId,
        traceId: traceIdUnderWay(),
        ...exchange.told,
        status: answered.status,
        bytes: answered.body.length,
        ms,
      },
      'request',
    );
  };
}

/** What a trace tells of a request, beside its route: never its text, whose literals are somebody's data. */
function spanOf({ requestId, told }: Exchange) {
  return {
    'motcua.request_id': requestId,
    'graphql.operation.name': told.operation,
    'error.type': told.codes?.[0],
  };
}

function searchOf({ url = '' }: IncomingMessage): string {
  const mark = url.indexOf('?');
  return mark === -1 ? '' : url.slice(mark);
}
