import { hash } from 'node:crypto';
import { Kind, type DocumentNode } from 'graphql';
import { isRecord } from '../service/json.ts';
import { createDocumentCache, roomFor } from './engine/document-cache.ts';

/** A document that may be executed: parsed, validated, within the limits. */
export interface KnownDocument {
  readonly document: DocumentNode;
  readonly documentHash: string;
  /** The names of its operations, undefined for one without. */
  readonly operations: readonly (string | undefined)[];
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

/** The documents used last, by their text and by their hash; of one supergraph, since validity depends on it. */
export class KnownOperations {
  readonly #byText = createDocumentCache<KnownDocument>(MAX_DOCUMENTS);
  readonly #byHash = createDocumentCache<KnownDocument>(MAX_DOCUMENTS);
  readonly #read: (text: string) => DocumentNode | undefined;

  /** @param read - Answers undefined for a text that Apollo Server has to refuse. */
  constructor(read: (text: string) => DocumentNode | undefined) {
    this.#read = read;
  }

  /** Takes in what has come through Apollo Server. */
  admit(text: string, document: DocumentNode, documentHash: string): void {
    if (text.length > MAX_CHARS || this.#byText.get(text) !== undefined) return;
    this.#add(text, document, documentHash);
  }

  #add(text: string, document: DocumentNode, documentHash: string): KnownDocument {
    const operations = document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
    );
    const known = { document, documentHash, operations };
    const room = roomFor(text.length);
    this.#byText.set(text, known, room);
    this.#byHash.set(documentHash, known, room);
    return known;
  }

  /**
   * The document that a request asks for, if it is known or can be read, and the request says clearly which of its
   * operations. A new text with a hash is for Apollo Server, which registers it.
   */
  find({ query, hash, operationName }: RequestParameters): KnownDocument | undefined {
    const byHash = hash === undefined ? undefined : this.#byHash.get(hash);
    const byText = query === undefined ? undefined : this.#byText.get(query);
    const known =
      query === undefined
        ? byHash
        : (byText ?? (hash === undefined ? this.#new(query) : undefined));
    if (known === undefined) return undefined;
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

  #new(text: string): KnownDocument | undefined {
    const document = text.length > MAX_CHARS ? undefined : this.#read(text);
    return document && this.#add(text, document, hash('sha256', text));
  }
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
  return {
    ...(query && { query }),
    ...(isText(hash) && { hash }),
    ...(operationName && { operationName }),
    ...(variables && { variables }),
  };
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
