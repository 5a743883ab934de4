import type { IncomingMessage } from 'node:http';
import type { GraphQLSchema } from 'graphql';
import type { Answering } from '../../service/graphql/answering.ts';
import { type Exchange, withinDeadline } from '../../service/http/exchange.ts';
import type { AdmitDocument } from '../asking/admit-documents.ts';
import { type ExportDocument, readExportDocument } from './export-document.ts';
import { type ExportReading, type ExportRequest, readExportRequest } from './export-request.ts';
import { formFor } from './forms/form-for.ts';
import { askPage, isCut, missing, type Page } from './pages.ts';

export interface BeginOptions extends ExportReading {
  /** How one page is answered: as any client's request is. */
  readonly answering: Answering;
  /** What clients see now. */
  readonly schema: () => GraphQLSchema;
  /** Lets through what may be asked for; throws `DOCUMENT_NOT_TRUSTED`. Absent: everything. */
  readonly admitDocument?: AdmitDocument;
  readonly maxTokens: number;
}

/** An export whose first page is there. */
export interface Begun {
  readonly asked: ExportRequest;
  readonly document: ExportDocument;
  readonly first: Page;
}

/** Reads what is asked for, and asks for its first page. Rejects with whatever speaks against a file of it: none has been begun yet. */
export async function beginExport(
  options: BeginOptions,
  request: IncomingMessage,
  exchange: Exchange,
): Promise<Begun> {
  const { answering, schema, maxTokens } = options;
  const asked = await withinDeadline(exchange, (part) => readExportRequest(request, options, part));
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
