import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type ApolloServer, type BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';
import type { Admission, Place } from '../http/admission.ts';
import { clientOf } from '../http/client.ts';
import { acceptedEncoding, compress } from '../http/compression.ts';
import { present } from './error-plugin.ts';
import { beginExchange, type Exchange } from '../http/exchange.ts';
import { fault } from '../errors/faults.ts';
import { overloaded, RETRY_AFTER_S } from '../http/overloaded.ts';
import type { Handler } from '../http/http-service.ts';
import type { Log } from '../log.ts';
import { readBody } from '../http/request-body.ts';
import { Sending, type SendingLimits } from '../http/sending.ts';

/** An answer, whole and serialised. */
interface HttpAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
}

/** The body of a POST request with JSON in it, as it came. */
type JsonBody = unknown;

/**
 * Answers what nothing is to be said against by itself, without Apollo Server's pipeline. What it leaves undefined goes
 * there.
 */
export interface Shortcut {
  answer(body: JsonBody, exchange: Exchange): Promise<ShortAnswer> | undefined;
}

export interface ShortAnswer {
  /** The answer as JSON. */
  readonly body: Buffer;
  /** Refused before anything was executed, or failed by a fault of ours. */
  readonly outcome: 'executed' | 'refused' | 'overloaded' | 'failed';
}

export interface GraphqlHandlerOptions<Context extends BaseContext> {
  readonly server: ApolloServer<Context>;
  readonly createContext: (exchange: Exchange) => Promise<Context>;
  readonly shortcut?: Shortcut;
  /** Who is let in when; absent: all are. */
  readonly admission?: Admission;
  /** The header in which a proxy tells the client's address; absent: it is the connection's. */
  readonly clientHeader?: string;
  /** Refuses who must not ask, and what is too large, before it is looked at; throws the fault that it is. */
  readonly checkRequest?: (headers: Exchange['headers']) => void;
  readonly checkBody?: (body: JsonBody) => void;
  readonly sending: SendingLimits;
  readonly maxRequestBytes: number;
  readonly deadlineMs: number;
  /** Shorter answers go uncompressed: it would cost more than it saves. */
  readonly compressAboveBytes: number;
  readonly log: Log;
}

/** Serves GraphQL over HTTP: reads the request, has it answered, sends and logs the answer. */
export function createGraphqlHandler<Context extends BaseContext>(
  options: GraphqlHandlerOptions<Context>,
): Handler {
  const { shortcut, admission, maxRequestBytes, deadlineMs, log } = options;
  const types = new AnswerTypes();
  const sending = new Sending(options.sending);

  async function answer(request: IncomingMessage, exchange: Exchange): Promise<HttpAnswer> {
    try {
      options.checkRequest?.(exchange.headers);
      const body = await readJson(request, maxRequestBytes, exchange);
      options.checkBody?.(body);
      const { accept } = exchange.headers;
      const type = types.for(accept);
      const short = type && shortcut?.answer(body, exchange);
      if (short) return shortened(await short, type);
      const answered = await throughApollo(options, request, body, exchange);
      types.learn(accept, answered);
      return answered;
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
    head['vary'] = 'accept-encoding, accept-language, accept';
    if (status === 503) head['retry-after'] = RETRY_AFTER_S;
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
    head['content-length'] = sent.length;
    sending.send(response, client, status, head, sent);
  }

  return async (request, response) => {
    const client = clientOf(request, options.clientHeader);
    const arrived = beginExchange(request, response, deadlineMs, client);
    const { exchange, answered } = await admitted(arrived, response, (entered) =>
      answer(request, entered),
    );
    await send(response, answered, exchange);
    log.info(
      {
        requestId: exchange.requestId,
        ...exchange.told,
        status: answered.status,
        bytes: answered.body.length,
        ms: Math.round((performance.now() - exchange.startedAt) * 10) / 10,
      },
      'request',
    );
  };
}

/** An answer that did not go through Apollo Server, with the status that it would have had there. */
function shortened({ body, outcome }: ShortAnswer, type: string): HttpAnswer {
  const refused = type.startsWith('application/json') ? 200 : 400;
  const status = { executed: 200, refused, overloaded: 503, failed: 500 }[outcome];
  return { status, headers: new Map([['content-type', type]]), body };
}

const MAX_ACCEPTS = 100;
const MAX_ACCEPT_CHARS = 200;

/**
 * Which media type Apollo Server has chosen for an `accept` header: learned from it rather than negotiated anew. The one
 * learned first is forgotten where there are too many; it is learned again when it is next sent.
 */
export class AnswerTypes {
  readonly #known = new Map<string, string>();

  for(accept: string | undefined): string | undefined {
    return this.#known.get(accept ?? '');
  }

  learn(accept = '', { status, headers }: Pick<HttpAnswer, 'status' | 'headers'>): void {
    const type = headers.get('content-type');
    const isNew = !this.#known.has(accept) && accept.length <= MAX_ACCEPT_CHARS;
    if (status !== 200 || type === undefined || !isNew) return;
    for (const oldest of this.#known.keys()) {
      if (this.#known.size < MAX_ACCEPTS) break;
      this.#known.delete(oldest);
    }
    this.#known.set(accept, type);
  }
}

/** Only JSON is read; Apollo Server refuses a POST without it in its own words. */
async function readJson(
  request: IncomingMessage,
  most: number,
  { signal }: Exchange,
): Promise<JsonBody> {
  if (request.method !== 'POST') return undefined;
  const text = await readBody(request, most, signal);
  if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? '')) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw fault('BAD_REQUEST', { reason: 'Invalid JSON in the body of the request.' });
  }
}

async function throughApollo<Context extends BaseContext>(
  { server, createContext }: GraphqlHandlerOptions<Context>,
  request: IncomingMessage,
  body: JsonBody,
  exchange: Exchange,
): Promise<HttpAnswer> {
  const target = request.url ?? '';
  const mark = target.indexOf('?');
  const answered = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: {
      method: request.method ?? '',
      headers: new HeaderMap(Object.entries(exchange.headers)),
      search: mark === -1 ? '' : target.slice(mark),
      body,
    },
    context: () => createContext(exchange),
  });
  if (answered.body.kind === 'chunked') throw new Error('incremental delivery is not offered');
  const { headers } = answered;
  const status = statusFor(answered.status ?? 200, headers.get('content-type'), exchange);
  return { status, headers, body: Buffer.from(answered.body.string) };
}

/**
 * A client that takes plain JSON gets 200 where its request was well-formed and only the document in it is refused:
 * GraphQL over HTTP says so in “application/json”, since proxies answer with 400 and JSON, too.
 */
function statusFor(status: number, type: string | undefined, { told }: Exchange): number {
  if (told.codes?.includes('OVERLOADED') === true) return 503;
  const refused = status === 400 && told.codes?.every((code) => code !== 'BAD_REQUEST') === true;
  return refused && type?.startsWith('application/json') === true ? 200 : status;
}

const STATUS_OF = new Map<unknown, number>([
  ['BAD_REQUEST', 400],
  ['REQUEST_TOO_LARGE', 413],
  ['INPUT_TOO_LARGE', 413],
  ['OVERLOADED', 503],
  ['NOT_FROM_GATEWAY', 403],
  ['REQUEST_TIMEOUT', 408],
  ['REQUEST_CANCELLED', 499],
]);

const JSON_TYPE = new Map([['content-type', 'application/json; charset=utf-8']]);

/** The answer to a request that never became GraphQL. */
function refusal(error: unknown, exchange: Exchange): HttpAnswer {
  if (!(error instanceof GraphQLError)) throw error;
  const [told] = present([error.toJSON()], exchange);
  const status = STATUS_OF.get(told?.extensions?.['code']);
  if (status === undefined) throw error;
  return {
    status,
    headers: JSON_TYPE,
    body: Buffer.from(JSON.stringify({ errors: [told] })),
  };
}
