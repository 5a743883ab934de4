import { createHash } from 'node:crypto';
import { Kind, type DocumentNode } from 'graphql';

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
  /** The least recently used first. */
  readonly #byText = new Map<string, KnownDocument>();
  readonly #textByHash = new Map<string, string>();
  readonly #read: (text: string) => DocumentNode | undefined;

  /** @param read - Answers undefined for a text that Apollo Server has to refuse. */
  constructor(read: (text: string) => DocumentNode | undefined) {
    this.#read = read;
  }

  /** Takes in what has come through Apollo Server. */
  admit(text: string, document: DocumentNode, documentHash: string): void {
    if (text.length > MAX_CHARS || this.#byText.has(text)) return;
    this.#add(text, document, documentHash);
  }

  #add(text: string, document: DocumentNode, documentHash: string): KnownDocument {
    const operations = document.definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition.name?.value] : [],
    );
    const known = { document, documentHash, operations };
    this.#byText.set(text, known);
    this.#textByHash.set(documentHash, text);
    if (this.#byText.size > MAX_DOCUMENTS) this.#forgetOldest();
    return known;
  }

  #forgetOldest(): void {
    const [oldest] = this.#byText;
    if (oldest === undefined) return;
    this.#byText.delete(oldest[0]);
    this.#textByHash.delete(oldest[1].documentHash);
  }

  /**
   * The document that a request asks for, if it is known or can be read, and the request says clearly which of its
   * operations. A new text with a hash is for Apollo Server, which registers it.
   */
  find({ query, hash, operationName }: RequestParameters): KnownDocument | undefined {
    const text = query ?? (hash === undefined ? undefined : this.#textByHash.get(hash));
    if (text === undefined) return undefined;
    const known = this.#byText.get(text) ?? (hash === undefined ? this.#new(text) : undefined);
    if (known === undefined) return undefined;
    if (hash !== undefined && hash !== known.documentHash) return undefined;
    const clear =
      operationName === undefined
        ? known.operations.length === 1
        : known.operations.includes(operationName);
    if (!clear) return undefined;
    this.#byText.delete(text);
    this.#byText.set(text, known);
    return known;
  }

  #new(text: string): KnownDocument | undefined {
    const document = text.length > MAX_CHARS ? undefined : this.#read(text);
    return document && this.#add(text, document, createHash('sha256').update(text).digest('hex'));
  }
}

/** Reads a body that is as it should be; whatever is odd about one is for Apollo Server to say. */
export function readParameters(body: unknown): RequestParameters | undefined {
  if (!isRecord(body)) return undefined;
  const { query, operationName, variables, extensions } = body;
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

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
