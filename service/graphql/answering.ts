import { HeaderMap, type ApolloServer, type BaseContext } from '@apollo/server';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import Negotiator from 'negotiator';
import { unfit } from '../errors/reasons.ts';
import type { Exchange } from '../http/exchange.ts';
import { present } from './error-plugin.ts';
import { bodyOfGet } from './get-request.ts';

/** What follows an answer's body, piece by piece as it comes; to be gone through once. */
export interface Rest extends AsyncIterable<Buffer> {
  /** Ends what it comes of, where nobody takes it. */
  readonly end: () => void;
}

/** An answer, whole and serialised. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  /** To be called once nobody reads the body any more, or never: its memory is used again. */
  readonly release?: () => void;
  /** Absent: the body is all. */
  readonly rest?: Rest;
  /** In place of a body, where whoever asks takes them: the results of a subscription, one by one, as JSON. */
  readonly results?: Rest;
}

/** The body of a POST request with JSON in it, as it came. */
type JsonBody = unknown;

/**
 * Answers what nothing is to be said against by itself, without Apollo Server's pipeline, and refuses what is too much to be looked
 * at there. What it leaves undefined goes there.
 */
export interface Shortcut {
  answer(
    body: JsonBody,
    exchange: Exchange,
    how: HowAnswered,
  ): Promise<ShortAnswer | undefined> | undefined;
}

interface HowAnswered {
  /** Whether whatever is no query is to be left undefined, as by GET. */
  readonly queriesOnly: boolean;
  /** Whether the answer may come in parts. */
  readonly inParts: boolean;
  /** Whether it may come as the results of a subscription; else that is refused. */
  readonly subscribes: boolean;
  /** Whether all but what is too much is to be left undefined: Apollo Server has to negotiate the media type. */
  readonly refusesOnly: boolean;
}

export interface ShortAnswer {
  /** The answer as JSON; the first piece of one that comes in parts. */
  readonly body: Buffer;
  /** As of `HttpAnswer`. */
  readonly release?: () => void;
  /** Where it comes in parts: its media type, and the pieces that follow. */
  readonly parts?: { readonly type: string; readonly rest: Rest };
  /** In place of the body: the results of a subscription, one by one, as JSON. */
  readonly results?: Rest;
  /** Refused before anything was executed, or failed by a fault of ours. */
  readonly outcome: 'executed' | 'refused' | 'too much' | 'unavailable' | 'failed';
}

/** A request for one operation; its headers are those of its exchange. */
interface GraphqlRequest {
  readonly method: string;
  /** What stands behind the address, from its `?`. */
  readonly search: string;
  readonly body: JsonBody;
  /** Whether whoever asks passes on an answer that comes in parts; absent: it comes as a whole. */
  readonly takesParts?: boolean;
  /** Whether whoever asks passes on the results of a subscription one by one; absent: that is refused. */
  readonly takesResults?: boolean;
}

export interface AnsweringOptions<Context extends BaseContext> {
  readonly server: ApolloServer<Context>;
  readonly createContext: (exchange: Exchange) => Promise<Context>;
  readonly shortcut?: Shortcut;
  /** Reads JSON that a client wrote; absent: JavaScript's own reading. */
  readonly parseBody?: (json: string) => unknown;
  /** Refuses a body that is too large, before it is looked at; throws the fault that it is. */
  readonly checkBody?: (body: JsonBody) => void;
}

/** Answers requests for operations, each by the shortest way. Rejects with the fault of a request that never became GraphQL. */
export type Answering = (request: GraphqlRequest, exchange: Exchange) => Promise<HttpAnswer>;

export function createAnswering<Context extends BaseContext>(
  options: AnsweringOptions<Context>,
): Answering {
  const types = new AnswerTypes();
  return async (request, exchange) => {
    const byGet = request.method === 'GET';
    const body = byGet
      ? bodyOfGet(request.search, exchange.headers, options.parseBody)
      : request.body;
    options.checkBody?.(body);
    const { accept } = exchange.headers;
    const named = namesParts(accept);
    const inParts = request.takesParts === true && named;
    const subscribes = request.takesResults === true;
    const type = types.for(accept) ?? (named || subscribes ? wholeTypeIn(accept) : undefined);
    const how = { queriesOnly: byGet, inParts, subscribes, refusesOnly: type === undefined };
    // Whatever way follows: a bound that is looked at on one of them is none.
    const short = await options.shortcut?.answer(body, exchange, how);
    if (short !== undefined) return shortened(short, type ?? wholeTypeIn(accept));
    if (!takesWhole(request, exchange))
      return { ...refusal(unfit('NOT_ACCEPTABLE'), exchange), status: 406 };
    const answered = await throughApollo(options, request, negotiable(exchange));
    types.learn(accept, answered);
    const { told } = exchange;
    if (!subscribes || told.codes?.includes('SUBSCRIPTION_NEEDS_STREAM') !== true) return answered;
    // Its document is known from now on.
    delete told.codes;
    const again = await options.shortcut?.answer(body, exchange, how);
    return again === undefined ? answered : shortened(again, wholeTypeIn(accept));
  };
}

/** An answer that did not go through Apollo Server, with the status that it would have had there. */
function shortened(
  { body, release, outcome, parts, results }: ShortAnswer,
  type: string,
): HttpAnswer {
  if (results !== undefined) return { status: 200, headers: new Map(), body, results };
  if (parts !== undefined) {
    const headers = new Map([['content-type', parts.type], NOT_HELD_BACK]);
    return { status: 200, headers, body, rest: parts.rest };
  }
  const refused = type.startsWith('application/json') ? 200 : 400;
  const status = { executed: 200, refused, 'too much': 429, unavailable: 503, failed: 500 }[
    outcome
  ];
  const headers = new Map([['content-type', type]]);
  return { status, headers, body, ...(release && { release }) };
}

/** Tells a proxy (nginx) to pass on each piece as it comes. */
const NOT_HELD_BACK = ['x-accel-buffering', 'no'] as const;

/** The media type of an answer that comes as a whole after all, for a client that takes one otherwise. */
function wholeTypeIn(accept = ''): string {
  const type = /application\/(?:graphql-response\+)?json/u.exec(accept)?.[0] ?? 'application/json';
  return `${type}; charset=utf-8`;
}

function namesParts(accept: string | undefined): boolean {
  return accept?.includes('multipart/mixed') === true;
}

/** An exchange as Apollo Server is to see it: to a client that names nothing but parts it would tell nothing that is whole, errors among it. */
function negotiable(exchange: Exchange): Exchange {
  const { headers } = exchange;
  if (!namesParts(headers['accept']) || TAKES_JSON.test(headers['accept'] ?? '')) return exchange;
  return { ...exchange, headers: { ...headers, accept: 'application/json' } };
}

/** Of an answer that comes as a whole, as Apollo Server writes them, and of the page that it may have for browsers. */
const WHOLE_TYPES = [
  'application/json; charset=utf-8',
  'application/graphql-response+json; charset=utf-8',
  'application/json; callbackSpec=1.0; charset=utf-8',
];
const PAGE_TYPES = [...WHOLE_TYPES, 'text/html'];

/** Whether a client takes an answer in one of its types. Apollo Server would tell it that it does not when its operation has run. */
function takesWhole({ method }: GraphqlRequest, exchange: Exchange): boolean {
  const { accept = '' } = negotiable(exchange).headers;
  // Another method is refused whatever the client takes.
  if (accept === '' || (method !== 'POST' && method !== 'GET')) return true;
  const types = method === 'GET' ? PAGE_TYPES : WHOLE_TYPES;
  return new Negotiator({ headers: { accept } }).mediaType(types) !== undefined;
}

const TAKES_JSON = /application\/(?:\*|(?:[\w-]+\+)?json)|\*\/\*/iu;

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

async function throughApollo<Context extends BaseContext>(
  { server, createContext }: AnsweringOptions<Context>,
  request: GraphqlRequest,
  exchange: Exchange,
): Promise<HttpAnswer> {
  const made = createContext(exchange);
  await made.catch((error: unknown) => {
    // A fault of ours is a refusal like any other; of what else is thrown Apollo Server makes an answer.
    if (isFault(error)) throw error;
  });
  const answered = await server.executeHTTPGraphQLRequest({
    httpGraphQLRequest: { ...request, headers: new HeaderMap(Object.entries(exchange.headers)) },
    context: () => made,
  });
  if (answered.body.kind === 'chunked') throw new Error('incremental delivery is not offered');
  const { headers, body } = answered;
  const status = statusFor(answered.status ?? 200, headers.get('content-type'), exchange);
  const said = status >= 400 ? refusedTo(exchange, body.string) : body.string;
  return { status, headers, body: Buffer.from(said) };
}

/**
 * What Apollo Server refuses of the HTTP around an operation passes no plugin's hands: it is said to the client here, and its codes are
 * noted before those of an operation that has run for nothing. Errors of which a code is noted have been told already.
 */
function refusedTo(exchange: Exchange, json: string): string {
  const { told } = exchange;
  const { codes: noted = [] } = told;
  const refused = JSON.parse(json) as { readonly errors?: readonly GraphQLFormattedError[] };
  const { errors = [] } = refused;
  if (errors.some(({ extensions }) => noted.includes(String(extensions?.['code'])))) return json;
  told.codes = [];
  const said = JSON.stringify({ ...refused, errors: present(errors, exchange) });
  told.codes = [...new Set([...told.codes, ...noted])];
  return said;
}

function isFault(error: unknown): boolean {
  return error instanceof GraphQLError && STATUS_OF.has(error.extensions['code']);
}

/**
 * A client that takes plain JSON gets 200 where its request was well-formed and only the document in it is refused:
 * GraphQL over HTTP says so in “application/json”, since proxies answer with 400 and JSON, too.
 */
function statusFor(status: number, type: string | undefined, { told }: Exchange): number {
  // It was executed: an error at a field is a part of its answer, whatever its code.
  if (status === 200) return status;
  if (told.codes?.some(isUnavailable) === true) return 503;
  if (told.retryAfterS !== undefined) return 429;
  const refused = status === 400 && told.codes?.every((code) => code !== 'BAD_REQUEST') === true;
  return refused && type?.startsWith('application/json') === true ? 200 : status;
}

/** Codes of what can be asked again in a moment, as it was. */
const UNAVAILABLE: ReadonlySet<unknown> = new Set(['OVERLOADED', 'AUDIT_UNAVAILABLE']);

/** Whether a refusal says nothing against what was asked. */
export function isUnavailable(code: unknown): boolean {
  return UNAVAILABLE.has(code);
}

const STATUS_OF = new Map<unknown, number>([
  ['BAD_REQUEST', 400],
  // It is told of one operation in a batch, whose others are answered.
  ['ANSWER_TOO_LARGE', 200],
  ['REQUEST_TOO_LARGE', 413],
  ['INPUT_TOO_LARGE', 413],
  ['OVERLOADED', 503],
  ['NOT_FROM_GATEWAY', 403],
  ['DOCUMENT_NOT_TRUSTED', 403],
  ['RATE_LIMITED', 429],
  ['GLASS_BUDGET_SPENT', 429],
  ['BAD_IDENTITY', 403],
  ['BREAK_GLASS_REFUSED', 403],
  ['FORBIDDEN_ENTITY', 403],
  ['AUDIT_UNAVAILABLE', 503],
  ['UNAUTHENTICATED', 401],
  ['IDENTITY_UNAVAILABLE', 503],
  ['REQUEST_TIMEOUT', 408],
  ['REQUEST_CANCELLED', 499],
]);

const JSON_TYPE = ['content-type', 'application/json; charset=utf-8'] as const;

/** How one shows who one is (RFC 6750 §3), told with each 401. */
export function challenge({ extensions }: GraphQLFormattedError): Readonly<Record<string, string>> {
  if (extensions?.['code'] !== 'UNAUTHENTICATED') return {};
  const { reason } = extensions['details'] as { readonly reason: string };
  const wrong =
    reason === 'CREDENTIALS_MISSING'
      ? ''
      : `, error="invalid_token", error_description="${reason}"`;
  return { 'www-authenticate': `Bearer realm="graph"${wrong}` };
}

/** The answer to a request that never became GraphQL. */
export function refusal(error: unknown, exchange: Exchange): HttpAnswer {
  if (!(error instanceof GraphQLError)) throw error;
  const [told = error.toJSON()] = present([error.toJSON()], exchange);
  const status = STATUS_OF.get(told.extensions?.['code']);
  if (status === undefined) throw error;
  return {
    status,
    headers: new Map([JSON_TYPE, ...Object.entries(challenge(told))]),
    body: Buffer.from(JSON.stringify({ errors: [told] })),
  };
}
