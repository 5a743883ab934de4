import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { GraphQLError, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Identity } from '../../service/access/identity.ts';
import { fault } from '../../service/errors/faults.ts';
import { unfit } from '../../service/errors/reasons.ts';
import { type Answering, challenge } from '../../service/graphql/answering.ts';
import { present } from '../../service/graphql/error-plugin.ts';
import type { Admission } from '../../service/http/admission/admission.ts';
import { clientOf } from '../../service/http/entry/client.ts';
import { beginLongExchange, type Exchange, withinDeadline } from '../../service/http/exchange.ts';
import type { Handler } from '../../service/http/http-service.ts';
import { RETRY_AFTER_S } from '../../service/http/admission/overloaded.ts';
import type { Sending } from '../../service/http/sending.ts';
import type { Log } from '../../service/log.ts';
import { tellSpan, traceIdUnderWay } from '../../service/telemetry/tracing/spans.ts';
import type { AdmitDocument } from '../asking/admit-documents.ts';
import { type ExportDocument, readExportDocument, type SourcePart } from './export-document.ts';
import {
  type ExportReading,
  type ExportRequest,
  METHODS,
  readExportRequest,
} from './export-request.ts';
import { columnsUnder, type Form } from './forms/form.ts';
import { FORMS } from './forms/forms.ts';
import { csv } from './formats/csv.ts';
import type { Format, Manifest, Outcome, Part } from './formats/format.ts';
import { ndjson } from './formats/ndjson.ts';
import { textFormat } from './formats/text-format.ts';
import { Outflow } from './outflow.ts';
import { askPage, type Page } from './pages.ts';
import { statusOf } from './status.ts';

export interface ExportOptions extends ExportReading {
  /** How one page is answered: as any client's request is. */
  readonly answering: Answering;
  /** What clients see now. */
  readonly schema: () => GraphQLSchema;
  readonly admission: Admission;
  /** Establishes who asks, as for any request. */
  readonly identify?: (request: IncomingMessage) => Promise<Identity>;
  /** Lets through what may be asked for; throws `DOCUMENT_NOT_TRUSTED`. Absent: everything. */
  readonly admitDocument?: AdmitDocument;
  readonly clientHeader?: string;
  readonly sending: Sending;
  readonly maxTokens: number;
  /** Of a page. */
  readonly deadlineMs: number;
  readonly log: Log;
}

/** An export whose first page is there. */
interface Begun {
  readonly asked: ExportRequest;
  readonly document: ExportDocument;
  readonly first: Page;
}

/**
 * Serves lists and statistics of the graph as files. A page is asked for when the one before has been read; each has the limits,
 * the cost, the turn and the deadline of a request of its own.
 */
export function createExport(options: ExportOptions): Handler {
  const { answering, admission, sending, log } = options;

  async function begin(request: IncomingMessage, exchange: Exchange): Promise<Begun> {
    const { schema, maxTokens } = options;
    const asked = await withinDeadline(exchange, (part) =>
      readExportRequest(request, options, part),
    );
    await options.admitDocument?.({ query: asked.query, id: undefined, hash: undefined }, exchange);
    const document = readExportDocument(schema(), asked, maxTokens);
    const of = { asked, document, after: asked.after ?? null };
    let first = await askPage(answering, of, exchange);
    // A statistic gives but some of many groups by itself.
    if (document.sized && isCut(first, first.rows.length))
      first = await askPage(answering, { ...of, most: first.count ?? 0 }, exchange);
    if (!first.whole && asked.partial === 'no') throw missing(first);
    if (asked.layout === 'form') formFor(asked, document);
    return { asked, document, first };
  }

  /** Sends page after page; answers how many rows were sent. */
  async function send(response: ServerResponse, begun: Begun, exchange: Exchange): Promise<number> {
    const { document, first } = begun;
    const format = await formatOf(begun);
    const outflow = new Outflow(response, sending.limits.writeDeadlineMs);
    const partial = !first.whole;
    response.writeHead(200, headOf(document, format, { response, partial, exchange }));

    let sent = 0;
    let outcome: Outcome | undefined;
    async function* parts(): AsyncIterable<Part> {
      for await (const part of partsOf(begun, exchange)) {
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

  /** The pages, one after another, and what became of it. */
  async function* partsOf(
    { asked, document, first }: Begun,
    exchange: Exchange,
  ): AsyncIterable<Part> {
    let rows = 0;
    const sources = new Map<string | undefined, SourcePart>();
    const outcome = (cursor: string | null): Outcome => ({
      manifest: {
        rows,
        complete: cursor === null && !isCut(first, rows),
        partial: !first.whole,
        cursor,
        sources: [...sources.values()],
      },
    });
    for (let page = first; ;) {
      yield { rows: page.rows };
      rows += page.rows.length;
      for (const part of page.sources)
        sources.set(part.source, lessFresh(part, sources.get(part.source)));
      const { next } = page;
      if (next === null) {
        yield outcome(null);
        return;
      }
      try {
        page = await askPage(answering, { asked, document, after: next }, exchange);
        if (!page.whole && first.whole) throw missing(page);
      } catch (error) {
        yield { ...outcome(next), error: toldOf(error, exchange) };
        return;
      }
    }
  }

  function refuse(response: ServerResponse, error: unknown, exchange: Exchange): void {
    const told = toldOf(error, exchange);
    // As `/graphql` does: HTTP has a word of its own for what is only asked in the wrong way.
    const otherwise = statusOf(told) === 400 && !METHODS.includes(response.req.method ?? '');
    const status = otherwise ? 405 : statusOf(told);
    const head = {
      'content-type': 'application/json; charset=utf-8',
      'x-request-id': exchange.requestId,
      ...challenge(told),
      ...(otherwise && { allow: METHODS.join(', ') }),
      ...((status === 503 || status === 429) && {
        'retry-after': String(exchange.told.retryAfterS ?? RETRY_AFTER_S),
      }),
    };
    const body = Buffer.from(JSON.stringify({ errors: [told] }));
    sending.send(response, exchange.client, { status, head, body });
  }

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
      rows = await send(response, await begin(request, exchange), exchange);
    } catch (error) {
      refuse(response, error, exchange);
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

/** Whether there are more rows than these. */
function isCut({ count }: Page, rows: number): boolean {
  return count !== null && count > rows;
}

function lessFresh(part: SourcePart, before: SourcePart = part): SourcePart {
  if (before.status !== part.status) return before.status === 'OK' ? part : before;
  return (part.asOf ?? '') < (before.asOf ?? '') ? part : before;
}

/** Those that bring libraries along are loaded when one is asked for. */
const FORMATS: Readonly<
  Record<ExportRequest['format'], (asked: ExportRequest) => Format | Promise<Format>>
> = {
  csv: ({ separator }) => textFormat(csv(separator)),
  ndjson: () => textFormat(ndjson),
  xlsx: async () => (await import('./formats/xlsx.ts')).xlsx,
  parquet: async () => (await import('./formats/parquet.ts')).parquet,
};

async function formatOf({ asked, document, first }: Begun): Promise<Format> {
  if (asked.layout === 'table') return FORMATS[asked.format](asked);
  const { formXlsx } = await import('./formats/form-xlsx.ts');
  const { from, to } = first.around;
  return formXlsx(formFor(asked, document), {
    from: typeof from === 'string' ? from : undefined,
    to: typeof to === 'string' ? to : undefined,
    partial: !first.whole,
  });
}

/** Throws BAD_REQUEST where the report has no form, or what was selected does not fill it. */
function formFor({ format }: ExportRequest, document: ExportDocument): Form {
  const form = FORMS[document.of ?? ''];
  if (form === undefined || format !== 'xlsx') throw unfit('FORM_OF_REPORTS');
  const selected = new Set(document.columns().map(({ name }) => name));
  const lacking = form.heads
    .flatMap(columnsUnder)
    .flatMap(({ column }) => (column === null || selected.has(column) ? [] : [column]));
  if (lacking.length === 0) return form;
  throw unfit('FORM_WANTS', { columns: lacking.join('`, `') });
}

const TRAILERS = 'x-export-rows, x-export-partial, x-export-manifest';

/** Behind the file, since only then it is known. */
function trailersOf(manifest: Manifest): Readonly<Record<string, string>> {
  return {
    'x-export-rows': String(manifest.rows),
    'x-export-partial': String(manifest.partial),
    'x-export-manifest': asciiJson(manifest),
  };
}

/** JSON as a header’s value may have it (RFC 9110 §5.5). */
function asciiJson(value: object): string {
  return JSON.stringify(value).replaceAll(
    /[^ -~]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

interface Sent {
  readonly response: ServerResponse;
  readonly partial: boolean;
  readonly exchange: Exchange;
}

function headOf(
  { name }: ExportDocument,
  { mediaType, extension }: Format,
  { response, partial, exchange }: Sent,
) {
  const file = `${name}${partial ? '-partial' : ''}.${extension}`;
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${file}"`,
    'x-request-id': exchange.requestId,
    // HTTP/1.0 has no place for them.
    ...(response.req.httpVersion !== '1.0' && { trailer: TRAILERS }),
  };
}

/** What a page that is not whole is refused by. */
function missing({ errors, sources }: Page): GraphQLError {
  const [error] = errors;
  if (error !== undefined) return new GraphQLError(error.message, error);
  const names = sources.filter(({ status }) => status !== 'OK' && status !== 'STALE');
  return fault('EXPORT_PARTIAL', {
    sources: names.map(({ source }) => source ?? '').join(', '),
  });
}

/** The error as this client is told it; what is none of ours goes on to the log. */
function toldOf(error: unknown, exchange: Exchange): GraphQLFormattedError {
  if (!(error instanceof GraphQLError)) throw error;
  const [told = error.toJSON()] = present([error.toJSON()], exchange);
  return told;
}
