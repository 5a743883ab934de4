import type { IncomingMessage, ServerResponse } from 'node:http';
import { whoOf } from '../access/asker.ts';
import { ANONYMOUS, type Identity } from '../access/identity.ts';
import type { Admission, Place } from '../http/admission/admission.ts';
import { clientOf } from '../http/entry/client.ts';
import { beginExchange, beginLasting, type Exchange } from '../http/exchange.ts';
import type { Handler } from '../http/http-service.ts';
import type { Log } from '../log.ts';
import { readJson } from '../http/request-body.ts';
import { searchOf } from '../http/search.ts';
import { slices } from '../slices.ts';
import { requests } from '../telemetry/events.ts';
import { tellSpan, traceIdUnderWay } from '../telemetry/tracing/spans.ts';
import { framed } from './subscriptions/framed.ts';
import { takesResults } from './subscriptions/framings.ts';
import { type Answering, type HttpAnswer, refusal } from './answering.ts';
import { sendAnswer, type SendAnswerOptions } from './send-answer.ts';
import type { Subgraph } from './subgraph.ts';

export interface GraphqlHandlerOptions extends SendAnswerOptions {
  readonly answering: Answering;
  /** Who is let in when; absent: all are. */
  readonly admission?: Admission;
  /** The header in which a proxy tells the client's address; absent: it is the connection's. */
  readonly clientHeader?: string;
  /** Refuses who must not ask; throws the fault that it is. */
  readonly checkRequest?: (headers: Exchange['headers']) => void;
  /** Establishes who asks, before anything of the request is read; rejects with the fault of one who is not let in. */
  readonly identify?: (request: IncomingMessage) => Promise<Identity>;
  /** For whom one asks who was let in and asks for others, as a gateway does; absent: each asks for themselves. */
  readonly whoAsks?: Subgraph['whoAsks'];
  /** Establishes it again for what lasts, and counts nothing; absent: all are let in for ever. */
  readonly identifyAgain?: ((request: IncomingMessage) => Promise<Identity>) | undefined;
  readonly maxRequestBytes: number;
  /** Reads the JSON of a body; absent: `JSON.parse`. */
  readonly parseBody?: (json: string) => unknown;
  readonly deadlineMs: number;
  readonly log: Log;
}

/** Serves GraphQL over HTTP: reads the request, has it answered, sends and logs the answer. */
export function createGraphqlHandler(options: GraphqlHandlerOptions): Handler {
  const { admission, deadlineMs, log } = options;
  return async (request, response) => {
    const client = clientOf(request, options.clientHeader);
    const arrived = beginExchange(request, response, deadlineMs, client);
    const { exchange, answered } = await admitted(admission, arrived, response, (entered) =>
      answer(options, request, entered),
    );
    const followed = await sendAnswer(options, response, answered, exchange);
    if (answered.rest !== undefined) exchange.place?.rest();
    const ms = Math.round((performance.now() - exchange.startedAt) * 10) / 10;
    const { operation, codes, subscribed } = exchange.told;
    if (requests.heard && subscribed === undefined) {
      requests.tell({ operation, outcome: codes?.[0] ?? 'ok', ms });
    }
    tellSpan(() => spanOf(exchange));
    log.info(
      {
        requestId: exchange.requestId,
        traceId: traceIdUnderWay(),
        ...exchange.told,
        status: answered.status,
        bytes: answered.body.length + followed,
        ms,
      },
      'request',
    );
  };
}

/** Has a request answered in its place, or refused where there is none. */
async function admitted(
  admission: Admission | undefined,
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
  if (answered.rest === undefined) place.rest();
  return { exchange, answered };
}

/** Reads a request and has it answered; whatever speaks against it is answered, too. */
async function answer(
  options: GraphqlHandlerOptions,
  request: IncomingMessage,
  exchange: Exchange,
): Promise<HttpAnswer> {
  const { answering, identifyAgain, maxRequestBytes } = options;
  try {
    options.checkRequest?.(exchange.headers);
    const identity = await options.identify?.(request);
    // Of hundreds that come at once, those of one who asks are read one after another.
    const who =
      options.whoAsks === undefined
        ? whoOf({ identity: identity ?? ANONYMOUS, client: exchange.client })
        : await options.whoAsks(exchange.headers);
    const slice = slices.next(who);
    if (slice !== undefined) await slice;
    const body = await readJson(request, maxRequestBytes, exchange.signal, options.parseBody);
    const { method = '' } = request;
    const takes = takesResults(exchange.headers['accept']);
    const answered = await answering(
      {
        method,
        search: searchOf(request),
        body,
        takesParts: method === 'POST',
        takesResults: takes !== undefined,
      },
      {
        ...(takes?.only === true ? withAccept(exchange, WHOLE) : exchange),
        ...(identity && { identity }),
        ...(takes && identifyAgain && { identifyAgain: () => identifyAgain(request) }),
      },
    );
    if (takes === undefined) return answered;
    if (answered.results !== undefined) beginLasting(exchange);
    return framed(answered, takes);
  } catch (error) {
    return refusal(error, exchange);
  }
}

/** What is whole is told to a client of results alone in the form that knows a refusal by its status. */
const WHOLE = 'application/graphql-response+json';

function withAccept(exchange: Exchange, accept: string): Exchange {
  return { ...exchange, headers: { ...exchange.headers, accept } };
}

/** What a trace tells of a request, beside its route: never its text, whose literals are somebody's data. */
function spanOf({ requestId, told }: Exchange) {
  return {
    'motcua.request_id': requestId,
    'graphql.operation.name': told.operation,
    'error.type': told.codes?.[0],
  };
}
