import type { Handler } from '../../http/http-service.ts';

type Attributes = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * What a span tells of a piece of work, by the names of OpenTelemetry's semantic conventions where they have one, by `motcua.…`
 * otherwise. Nothing that a client has given stands in it but the name of its operation.
 */
export interface SpanStart {
  readonly name: string;
  /** Whether the work is asked for by another process, or asks one. */
  readonly kind: 'server' | 'client';
  readonly attributes: Attributes;
}

/** The headers of a request, names in lower case. */
type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

/** What makes spans; there is none unless an operator asks for traces. */
export interface Tracer {
  /** Whether there is a span under way to be the parent of further ones. */
  readonly underWay: boolean;
  /**
   * Does a piece of work in a span, which ends with it; a rejection is an error of the span.
   *
   * @param incoming - Headers that tell whose part the work is; absent: the span's under way.
   */
  within<T>(start: SpanStart, work: () => Promise<T>, incoming?: Headers): Promise<T>;
  /** Tells more of the span under way; `error.type` makes it a failure. */
  tell(attributes: Attributes): void;
  /** The span under way as W3C trace context. */
  headers(): Readonly<Record<string, string>>;
  /** The trace under way, 32 hexadecimal digits. */
  traceId(): string | undefined;
}

/** Of this process: work is told of wherever it is done, as with the events beside. */
let tracer: Tracer | undefined;

/** Has spans made from now on; answers how to stop. */
export function useTracer(used: Tracer): () => void {
  tracer = used;
  return () => {
    if (tracer === used) tracer = undefined;
  };
}

/** Serves a route, each request in a span: of the trace that its headers tell, or of a new one. */
export function withRequestSpans(route: string, handler: Handler): Handler {
  return (request, response) => {
    if (tracer === undefined) return handler(request, response);
    const { method = '' } = request;
    const attributes = { 'http.request.method': method, 'http.route': route, 'url.path': route };
    return tracer.within(
      { name: `${method} ${route}`, kind: 'server', attributes },
      async () => {
        await handler(request, response);
        tracer?.tell({ 'http.response.status_code': response.statusCode });
      },
      request.headers,
    );
  };
}

/** Does a piece of a request's work in a span of its own, where a request is traced. */
export function inSpan<T>(start: () => SpanStart, work: () => Promise<T>): Promise<T> {
  return tracer?.underWay === true ? tracer.within(start(), work) : work();
}

/** Tells more of the span under way, if there is one. */
export function tellSpan(attributes: () => Attributes): void {
  if (tracer?.underWay === true) tracer.tell(attributes());
}

const NO_HEADERS: Readonly<Record<string, string>> = {};

/** What passes the trace under way on to whom we ask. */
export function traceHeaders(): Readonly<Record<string, string>> {
  return tracer?.headers() ?? NO_HEADERS;
}

/** For the log, so that a line and its trace are found by each other. */
export function traceIdUnderWay(): string | undefined {
  return tracer?.traceId();
}
