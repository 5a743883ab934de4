import type { IncomingMessage, ServerResponse } from 'node:http';
import { HeaderMap, type ApolloServer, type BaseContext } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { acceptedEncoding, compress } from '../http/compression.ts';
import { present } from './error-plugin.ts';
import { beginExchange, type Exchange } from '../http/exchange.ts';
import { fault } from '../errors/faults.ts';
import type { Handler } from '../http/http-service.ts';
import type { Log } from '../log.ts';
import { readBody, sendAnswer } from '../http/request-body.ts';

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
  readonly outcome: 'executed' | 'refused' | 'failed';
}

export interface GraphqlHandlerOptions<Context extends BaseContext> {
  readonly server: ApolloServer<Context>;
  readonly createContext: (exchange: Exchange) => Promise<Context>;
  readonly shortcut?: Shortcut;
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
  const { shortcut, maxRequestBytes, deadlineMs, compressAboveBytes, log } = options;
  const types = new AnswerTypes();

  async function answer(request: IncomingMessage, exchange: Exchange): Promise<HttpAnswer> {
    try {
      const body = await readJson(request, maxRequestBytes, exchange);
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

  return async (request, response) => {
    const exchange = beginExchange(request, response, deadlineMs);
    const answered = await answer(request, exchange);
    await send(response, answered, exchange, compressAboveBytes);
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
  const status = { executed: 200, refused, failed: 500 }[outcome];
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
  const refused = status === 400 && told.codes?.every((code) => code !== 'BAD_REQUEST') === true;
  return refused && type?.startsWith('application/json') === true ? 200 : status;
}

const STATUS_OF = new Map<unknown, number>([
  ['BAD_REQUEST', 400],
  ['REQUEST_TOO_LARGE', 413],
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

async function send(
  response: ServerResponse,
  { status, headers, body }: HttpAnswer,
  { requestId, headers: asked }: Exchange,
  compressAboveBytes: number,
): Promise<void> {
  const head: Record<string, string | number> = {};
  for (const [name, value] of headers) head[name] = value;
  head['x-request-id'] = requestId;
  head['vary'] = 'accept-encoding, accept-language, accept';
  const coding =
    body.length < compressAboveBytes ? undefined : acceptedEncoding(asked['accept-encoding']);
  if (coding !== undefined) head['content-encoding'] = coding;
  const sent = coding === undefined ? body : await compress(body, coding);
  head['content-length'] = sent.length;
  sendAnswer(response, status, head, sent);
}
