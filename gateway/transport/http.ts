import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { Pool } from 'undici';
import { SECRET_HEADER } from '../../service/http/entry/subgraph-secret.ts';
import { type RequestSignal, whenAborted } from '../../service/request-controller.ts';
import { traceHeaders } from '../../service/telemetry/tracing/spans.ts';
import type { WireEncoding } from '../../service/wire-text.ts';
import { createSubscribe } from './events/subscribe.ts';
import { answerFrom } from './answers/http-answer.ts';
import { HttpExchange } from './http-exchange.ts';
import { isQuery } from './operation-kind.ts';
import { Refusals } from './outage.ts';
import { createRequestWriter } from './request-text.ts';
import { TransportFault } from './transport.ts';
import type { SubgraphRequest, SubgraphTransport } from './transport.ts';

export interface HttpTransportOptions {
  readonly url: string;
  /** Where it is subscribed to: by graphql-ws where that is `ws:` or `wss:`, by server-sent events otherwise; absent: at the same URL. */
  readonly eventsUrl?: string | undefined;
  readonly encoding: WireEncoding;
  /** From the first attempt to the last byte of the answer, retries included. */
  readonly deadlineMs: number;
  /** Of the answer, after decompression. */
  readonly maxAnswerBytes: number;
  /** Sockets to this subgraph at most; further requests queue within their deadline. */
  readonly connections?: number;
  /** What the subgraph knows its gateway by; absent: nothing is sent. */
  readonly secret?: string;
  /** Requests longer than this go compressed. Absent: never, since not every server takes them so. */
  readonly compressAboveBytes?: number;
}

const DEFAULT_CONNECTIONS = 128;

/**
 * Waits before the second, third and fourth attempt. The first is short, for a keep-alive socket that the subgraph
 * closed while we wrote. While the subgraph restarts (`RESTART_MS`), more follow.
 */
const RETRY_DELAYS_MS = [5, 100, 400] as const;
const LAST_DELAY_MS = 400;

/** What a host says that has nobody listening, and a network of a host that is not there for the moment. */
const REFUSED = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

const compress = promisify(gzip);

/** Reaches a subgraph by HTTP: a pool of keep-alive sockets to its origin, one request at a time on each. */
export function createHttpTransport(options: HttpTransportOptions): SubgraphTransport {
  const { encoding } = options;
  const { origin, pathname, search } = new URL(options.url);
  const path = pathname + search;
  const pool = new Pool(origin, {
    connections: options.connections ?? DEFAULT_CONNECTIONS,
    pipelining: 1,
    // The deadline below covers each phase; undici's own timers would only be a second opinion.
    headersTimeout: 0,
    bodyTimeout: 0,
    connectTimeout: options.deadlineMs,
  });
  const refusals = new Refusals(Date.now);
  const write = createRequestWriter(encoding);
  const subscribe = createSubscribe(options, write);

  async function attempt(request: SubgraphRequest, body: Buffer, deadline: number) {
    const headers = ['content-type', 'application/json', 'accept', 'application/json'];
    headers.push('accept-encoding', 'gzip, br');
    // What the client's trace context was is passed on only where no span of ours takes its place.
    const traced = traceHeaders();
    for (const name in request.headers) {
      if (traced[name] === undefined) headers.push(name, request.headers[name] ?? '');
    }
    for (const name in traced) headers.push(name, traced[name] ?? '');
    if (options.secret !== undefined) headers.push(SECRET_HEADER, options.secret);
    let payload = body;
    if (options.compressAboveBytes !== undefined && body.length > options.compressAboveBytes) {
      payload = await compress(body);
      headers.push('content-encoding', 'gzip');
    }
    const exchange = new HttpExchange(options.maxAnswerBytes);
    const completed = exchange.watch(deadline - Date.now(), request.signal);
    pool.dispatch({ method: 'POST', path, headers, body: payload }, exchange);
    const { exact, texts } = request.operation;
    return answerFrom(await completed, options.maxAnswerBytes, { encoding, exact, texts });
  }

  return {
    encoding,
    exact: true,
    subscribe: subscribe.events,
    async execute(request) {
      const deadline = Date.now() + options.deadlineMs;
      const { operation } = request;
      const body = write(request);
      for (let attempts = 0; ; attempts += 1) {
        try {
          const answer = await attempt(request, body, deadline);
          refusals.heard();
          return answer;
        } catch (fault) {
          const restarting = isRefused(fault) && refusals.refused();
          const delay = RETRY_DELAYS_MS[attempts] ?? (restarting ? LAST_DELAY_MS : Infinity);
          const again = isQuery(operation) && isUnanswered(fault);
          if (!again || Date.now() + delay >= deadline) throw fault;
          await rest(delay, request.signal);
        }
      }
    },
    async close() {
      await subscribe.close();
      await pool.close();
    },
  };
}

/** Waits, or until nobody waits for the answer any more. */
function rest(ms: number, signal: RequestSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const settle = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', settle);
      resolve();
    };
    const timer = setTimeout(settle, ms);
    whenAborted(signal, settle);
  });
}

/** True where the connection failed before the subgraph said anything, so that a query may be asked again. */
function isUnanswered(fault: unknown): boolean {
  return (
    fault instanceof TransportFault &&
    fault.code === 'SUBGRAPH_UNAVAILABLE' &&
    fault.how === 'unanswered'
  );
}

function isRefused(fault: unknown): boolean {
  if (!(fault instanceof TransportFault)) return false;
  return REFUSED.has((fault.cause as NodeJS.ErrnoException | undefined)?.code ?? '');
}
