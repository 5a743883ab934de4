import { ANONYMOUS } from '../../service/access/identity.ts';
import { fault } from '../../service/errors/faults.ts';
import type { Answering } from '../../service/graphql/answering.ts';
import type { Exchange } from '../../service/http/exchange.ts';
import { isRecord, jsonIn } from '../../service/json.ts';
import type { Log } from '../../service/log.ts';
import { untrustedDocuments } from '../../service/telemetry/events.ts';
import type { AllowanceOf } from './allowances.ts';
import type { TrustedDocuments } from './trusted-documents.ts';

/** What a request says of the document that it asks for, as it stands there. */
interface Asked {
  readonly query: unknown;
  /** By which a client asks for one that it does not send: of Relay's and graphql-codegen's clients, or of Apollo's. */
  readonly id: unknown;
  readonly hash: unknown;
}

/** Answers the text of a document that is asked for by its id; undefined where the request bears what is to be answered. */
export type AdmitDocument = (asked: Asked, exchange: Exchange) => Promise<string | undefined>;

/**
 * Lets through what is listed, and of those who may send others everything; throws `DOCUMENT_NOT_TRUSTED`. What was registered by
 * its hash counts for nothing here: it is not looked for.
 */
export function createDocumentAdmission(
  documents: TrustedDocuments,
  allowanceOf: AllowanceOf,
  log: Log,
): AdmitDocument {
  return async ({ query, id, hash }, exchange) => {
    const by = id ?? (query === undefined || query === null ? hash : undefined);
    if (isNothing(query) && isNothing(by)) return undefined;
    if (isNothing(query)) {
      const text = typeof by === 'string' ? await documents.byId(by) : undefined;
      if (text !== undefined) return text;
    } else if (id === undefined && typeof query === 'string' && (await documents.has(query))) {
      return undefined;
    }
    const mayOthers = allowanceOf(exchange.identity ?? ANONYMOUS).documents === 'any';
    // Nobody but the list knows what such an id stands for.
    if (!isNothing(id) || (!mayOthers && documents.mode === 'enforce')) {
      throw fault('DOCUMENT_NOT_TRUSTED');
    }
    if (!mayOthers) {
      untrustedDocuments.tell({ via: exchange.via ?? 'graphql' });
      log.warn({ requestId: exchange.requestId }, 'a document that is not trusted is answered');
    }
    return undefined;
  };
}

/** The same for requests for operations: one that asks by an id goes on as if it had sent the text. */
export function withTrustedDocuments(answering: Answering, admit: AdmitDocument): Answering {
  return async (request, exchange) => {
    if (request.method === 'GET') {
      const given = new URLSearchParams(request.search);
      const text = await admit(askedIn(given), exchange);
      if (text === undefined) return answering(request, exchange);
      return answering({ ...request, search: searchWith(given, text) }, exchange);
    }
    const { body } = request;
    // What is no object is refused by whoever reads it.
    if (!isRecord(body)) return answering(request, exchange);
    const text = await admit(askedOf(body), exchange);
    if (text === undefined) return answering(request, exchange);
    return answering({ ...request, body: bodyWith(body, text) }, exchange);
  };
}

/** By the names of GraphQL over HTTP, and of Relay's clients. */
const IDS = ['documentId', 'docId', 'doc_id'] as const;

function askedOf(body: Readonly<Record<string, unknown>>): Asked {
  const { query, extensions } = body;
  const persisted = isRecord(extensions) ? extensions['persistedQuery'] : undefined;
  return {
    query,
    id: IDS.map((name) => body[name]).find((id) => id !== undefined),
    hash: isRecord(persisted) ? persisted['sha256Hash'] : persisted,
  };
}

function bodyWith(body: Readonly<Record<string, unknown>>, query: string) {
  const { extensions, ...others } = body;
  const kept = isRecord(extensions) ? withoutHash(extensions) : extensions;
  const rest = Object.entries(others).filter(([name]) => !IDS.some((id) => id === name));
  return { ...Object.fromEntries(rest), query, ...(kept !== undefined && { extensions: kept }) };
}

/** A part that stands twice is a list here, which is no document. */
function askedIn(given: URLSearchParams): Asked {
  const body: Record<string, unknown> = {};
  for (const name of ['query', 'extensions', ...IDS]) {
    const [one, ...more] = given.getAll(name);
    if (one !== undefined) body[name] = more.length === 0 ? one : [one, ...more];
  }
  const { extensions } = body;
  const read = typeof extensions === 'string' ? jsonIn(extensions) : undefined;
  // Of what cannot be read, or stands twice, it is not known that it names no document.
  return askedOf({ ...body, extensions: read ?? { persistedQuery: extensions } });
}

function searchWith(given: URLSearchParams, query: string): string {
  const rewritten = new URLSearchParams(given);
  for (const name of IDS) rewritten.delete(name);
  rewritten.set('query', query);
  const extensions = jsonIn(given.get('extensions') ?? '');
  if (isRecord(extensions)) rewritten.set('extensions', JSON.stringify(withoutHash(extensions)));
  return `?${rewritten.toString()}`;
}

function withoutHash({
  persistedQuery: _persisted,
  ...rest
}: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return rest;
}

function isNothing(value: unknown): value is undefined | null {
  return value === undefined || value === null;
}
