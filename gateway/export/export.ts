import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Identity } from '../../service/access/identity.ts';
import type { Admission } from '../../service/http/admission/admission.ts';
import { clientOf } from '../../service/http/entry/client.ts';
import { beginLongExchange, type Exchange } from '../../service/http/exchange.ts';
import type { Handler } from '../../service/http/http-service.ts';
import type { Sending } from '../../service/http/sending.ts';
import type { Log } from '../../service/log.ts';
import { tellSpan, traceIdUnderWay } from '../../service/telemetry/tracing/spans.ts';
import { beginExport, type BeginOptions, type Begun } from './begun.ts';
import { headOf, trailersOf } from './file-headers.ts';
import type { Outcome, Part } from './formats/format.ts';
import { formatOf } from './formats/format-of.ts';
import { Outflow } from './outflow.ts';
import { partsOf } from './parts.ts';
import { refusalOf } from './refusal.ts';

export interface ExportOptions extends BeginOptions {
  readonly admission: Admission;
  /** Establishes who asks, as for any request. */
  readonly identify?: (request: IncomingMessage) => Promise<Identity>;
  readonly clientHeader?: string;
  readonly sending: Sending;
  /** Of a page. */
  readonly deadlineMs: number;
  readonly log: Log;
}

/**
 * Serves lists and statistics of the graph as files. A page is asked for when the one before has been read; each has the limits,
 * the cost, the turn and the deadline of a request of its own.
 */
export function createExport(options: ExportOptions): Handler {
  const { admission, sending, log } = options;

  return async (request, response) => {
    const client = clientOf(request, options.clientHeader);
    let exchange = beginLongExchange(request, response, options.deadlineMs, client);
    let rows = 0;
    try {
      const place = admission.enter(client);
      response.once('close', () => {
        place.leave();
      });
      const identity = await options.identify?.(request);
      exchange = { ...exchange, place, traversal: randomUUID(), ...(identity && { identity }) };
      const begun = await beginExport(options, request, exchange);
      rows = await send(response, begun, options, exchange);
    } catch (error) {
      sending.send(response, exchange.client, refusalOf(error, request.method, exchange));
    }
    tellSpan(() => ({ 'motcua.request_id': exchange.requestId, 'motcua.export.rows': rows }));
    log.info(
      {
        requestId: exchange.requestId,
        traceId: traceIdUnderWay(),
        ...exchange.told,
        status: response.statusCode,
        rows,
        ms: Math.round(performance.now() - exchange.startedAt),
      },
      'export',
    );
  };
}

/** Sends page after page; answers how many rows were sent. */
async function send(
  response: ServerResponse,
  begun: Begun,
  { answering, sending }: Pick<ExportOptions, 'answering' | 'sending'>,
  exchange: Exchange,
): Promise<number> {
  const { document, first } = begun;
  const format = await formatOf(begun);
  const outflow = new Outflow(response, sending.limits.writeDeadlineMs);
  const partial = !first.whole;
  response.writeHead(200, headOf(document, format, { response, partial, exchange }));

  let sent = 0;
  let outcome: Outcome | undefined;
  async function* parts(): AsyncIterable<Part> {
    for await (const part of partsOf(begun, answering, exchange)) {
      if ('rows' in part) sent += part.rows.length;
      else outcome = part;
      yield part;
    }
  }
  for await (const piece of format.write(parts(), document.columns()))
    if (!(await outflow.write(piece))) return sent;
  if (outcome === undefined || outcome.error !== undefined) outflow.breakOff();
  else outflow.end(trailersOf(outcome.manifest));
  return sent;
}
