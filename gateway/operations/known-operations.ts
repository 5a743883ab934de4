import { hash } from 'node:crypto';
import { Kind, type DocumentNode } from 'graphql';
import { isRecord } from '../../service/json.ts';
import type { DocumentReader, RefusedDocument } from './document-reader.ts';
import { createDocumentCache, roomFor } from '../engine/document-cache.ts';

/** A document that may be executed: parsed, validated, within the limits. */
export interface KnownDocument {
  readonly document: DocumentNode;
  readonly documentHash: string;
  /** The names of its operations, undefined for one without. */
  readonly operations: readonly (string | undefined)[];
  /** Whether something in it may come later than the rest. */
  readonly defers: boolean;
}

/** The parts of a request's body that GraphQL over HTTP speaks of, checked. */
export interface RequestParameters {
  readonly query?: string;
  readonly hash?: string;
  readonly operationName?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
}

const MAX_DOCUMENTS = 1_000;
const MAX_CHARS = 50_000;

const DEFER = /@\s*defer\b/u;

/** The documents used last, by their text and by their hash; of one supergraph, since validity depends on it. */
export class KnownOperations {
  readonly #byText = createDocumentCache<KnownDocument>(MAX_DOCUMENTS);
  readonly #byHash = createDocumentCache<KnownDocument>(MAX_DOCUMENTS);
  readonly #reader: DocumentReader;

  constructor(reader: DocumentReader) {
    this.#reader = reader;
  }

  /** Takes in what has come through Apollo Server. */
  admit(text: string, document: DocumentNode, documentHash: string): void {
    if (isKept(text) && this.#byText.get(text) === undefined)
      this.#add(text, document, documentHash);
  }

  #add(text: string, document: DocumentNode, documentHash: string): KnownDocument {
    const operations = document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
    );
    const known = { document, documentHash, operations, defers: DEFER.test(text) };
    if (!isKept(text)) return known;
    const room = roomFor(text.length);
    this.#byText.set(text, known, room);
    this.#byHash.set(documentHash, known, room);
    return known;
  }

  /** The refusals of a body's text that is too much, whatever else is odd about that body. */
  tooMuchIn(body: unknown): RefusedDocument | undefined {
    const text = isRecord(body) ? body['query'] : undefined;
    const seen = isText(text) ? this.#look(text) : undefined;
    return seen !== undefined && 'refusals' in seen ? seen : undefined;
  }

  /**
   * The document that a request asks for, if it is known or can be read, and the request says clearly which of its
   * operations; its refusals where it is too much. A new text with a hash is for Apollo Server, which registers it.
   */
  find(request: RequestParameters): KnownDocument | RefusedDocument | undefined {
    const { hash, operationName } = request;
    const known = this.#askedFor(request);
    if (known === undefined || 'refusals' in known) return known;
    if (hash !== undefined && hash !== known.documentHash) return undefined;
    const clear =
      operationName === undefined
        ? known.operations.length === 1
        : known.operations.includes(operationName);
    if (!clear) return undefined;
    // Used by its text, it is not to be forgotten by its hash.
    this.#byHash.get(known.documentHash);
    return known;
  }

  /** What a text is known to be, or is parsed to. */
  #look(text: string): KnownDocument | DocumentNode | RefusedDocument | undefined {
    return this.#byText.get(text) ?? this.#reader.bounded(text);
  }

  #askedFor({
    query,
    hash: asked,
  }: RequestParameters): KnownDocument | RefusedDocument | undefined {
    if (query === undefined) return asked === undefined ? undefined : this.#byHash.get(asked);
    const seen = this.#look(query);
    if (seen === undefined || !('kind' in seen)) return seen;
    const isNew = asked === undefined && this.#reader.isValid(seen);
    return isNew ? this.#add(query, seen, hash('sha256', query)) : undefined;
  }
}

/** Those that are too long are not. */
function isKept(text: string): boolean {
  return text.length <= MAX_CHARS;
}

/** Reads a body that is as it should be; whatever is odd about one is for Apollo Server to say. */
export function readParameters(body: unknown): RequestParameters | undefined {
  if (!isRecord(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
  if (query === '' || operationName === '') return undefined;
  if (!isAbsentOr(isText, query) || !isAbsentOr(isText, operationName)) return undefined;
  if (!isAbsentOr(isRecord, variables) || !isAbsentOr(isRecord, extensions)) return undefined;
  const persisted = extensions?.['persistedQuery'];
  if (!isAbsentOr(isRecord, persisted)) return undefined;
  const hash = persisted?.['sha256Hash'];
  if (persisted && (persisted['version'] !== 1 || !isText(hash))) return undefined;
  const parameters: { -readonly [Name in keyof RequestParameters]: RequestParameters[Name] } = {};
  if (query) parameters.query = query;
  if (isText(hash)) parameters.hash = hash;
  if (operationName) parameters.operationName = operationName;
  if (variables) parameters.variables = variables;
  return parameters;
}

function isAbsentOr<T>(
  is: (value: unknown) => value is T,
  value: unknown,
): value is T | null | undefined {
  return value === undefined || value === null || is(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
