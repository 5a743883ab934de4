import { createHash } from 'node:crypto';
import {
  isCompositeType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import type { Answering, HttpAnswer } from '../service/graphql/answering.ts';
import type { Exchange } from '../service/http/exchange.ts';
import { ConfigFault } from '../service/settings/config.ts';

/** Seconds that answers may be kept which hold nothing but these types, by the type's name. */
export type MaxAges = ReadonlyMap<string, number>;

/** Relay's own forms hold nothing that their nodes do not. */
const FORM = /(?:Connection|Edge)$|^PageInfo$/u;

/** How long an answer to a document may be kept, in seconds: as long as the type in it that may be kept least. */
export type MaxAgeOf = (document: DocumentNode, schema: GraphQLSchema) => number;

/**
 * A type that is not named is not kept, nor is any answer with it; a union or interface has to be named itself, and so has the type of
 * all queries for the values that stand there by themselves.
 */
export function createMaxAgeOf(ages: MaxAges): MaxAgeOf {
  const known = new WeakMap<DocumentNode, number>();
  return (document, schema) => {
    if (ages.size === 0) return 0;
    const its = known.get(document) ?? leastOf(document, schema, ages);
    known.set(document, its);
    return its;
  };
}

function leastOf(document: DocumentNode, schema: GraphQLSchema, ages: MaxAges): number {
  const types = new TypeInfo(schema);
  const root = schema.getQueryType();
  let least = Infinity;
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name: field, selectionSet }) {
        // What has no fields of its own counts by its parent's type, which another field has counted unless it is the root.
        const isLeaf = selectionSet === undefined;
        if (isLeaf && (types.getParentType() !== root || field.value === '__typename')) return;
        const name = isLeaf ? String(root) : String(types.getType()).replaceAll(/[[\]!]/gu, '');
        if (!FORM.test(name)) least = Math.min(least, ages.get(name) ?? 0);
      },
    }),
  );
  return Number.isFinite(least) ? least : 0;
}

/** Throws where a type is named that the graph does not have. */
export function checkMaxAges(ages: MaxAges, schema: GraphQLSchema): void {
  const unknown = [...ages.keys()].filter((name) => !isCompositeType(schema.getType(name)));
  if (unknown.length > 0)
    throw new ConfigFault(unknown.map((name) => `CACHE_CONTROL: there is no type “${name}”.`));
}

/**
 * Tells browsers and proxies how long to keep the answer to a GET, and gives that of a persisted operation a tag by which it is
 * asked for again only if it has changed (RFC 9110 §8.8.3). What has an error is not kept, nor what a client asked for with a
 * token, or with a header that subgraphs get to see, by anyone but that client.
 *
 * @param forwarded - Names of such headers, in lower case.
 */
export function withCaching(answering: Answering, forwarded: readonly string[]): Answering {
  // A token that this gateway does not read may still be read by a subgraph.
  const telling = [...new Set(['authorization', ...forwarded])];
  const varies = [...new Set([...VARIES, ...telling])].join(', ');
  return async (request, exchange) => {
    const answer = await answering(request, exchange);
    // What comes piece by piece is known by nobody before its end, and goes on until whoever asked takes or leaves it.
    if (answer.results !== undefined || answer.rest !== undefined) return answer;
    if (request.method !== 'GET' || answer.status !== 200 || exchange.told.codes !== undefined)
      return answer;
    const headers = new Map([
      ...answer.headers,
      ['cache-control', cacheControlOf(exchange, telling)],
      ['vary', varies],
    ]);
    if (!PERSISTED.test(request.search)) return { ...answer, headers };
    const tag = tagOf(answer);
    headers.set('etag', tag);
    return isKnown(tag, exchange.headers['if-none-match'])
      ? { status: 304, headers, body: Buffer.alloc(0) }
      : { ...answer, headers };
  };
}

/** By what who asks, and what for, is told: whoever sits down at the same browser next is somebody else. */
const VARIES = ['authorization', 'x-api-key', 'x-purpose', 'x-break-glass'];

/** An operation that its client has asked for by an id. */
const PERSISTED = /sha256Hash|[?&](?:documentId|doc_?[Ii]d)=/u;

function cacheControlOf(
  { told: { maxAge = 0, forOne = true }, headers }: Exchange,
  telling: readonly string[],
): string {
  const tells = telling.some((name) => headers[name] !== undefined);
  const whose = forOne || tells ? 'private' : 'public';
  return maxAge > 0 ? `${whose}, max-age=${maxAge}` : 'private, no-cache';
}

/** A weak one: the same answer may come compressed or not. */
function tagOf({ body }: HttpAnswer): string {
  return `${WEAK}"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

const WEAK = 'W/';

/** Whether a tag is compared weak or strong makes no difference here (RFC 9110 §13.1.2): caches on the way write it otherwise. */
function isKnown(tag: string, header: string | undefined): boolean {
  if (header === undefined) return false;
  return header === '*' || header.split(',').some((one) => opaque(one.trim()) === opaque(tag));
}

function opaque(tag: string): string {
  return tag.startsWith(WEAK) ? tag.slice(WEAK.length) : tag;
}
