import { GraphQLError } from 'graphql';
import type { Exchange } from '../http/exchange.ts';

const TEXT_PARTS = ['query', 'operationName'] as const;
const JSON_PARTS = ['variables', 'extensions'] as const;

/**
 * The request in an address as it would stand in a body (GraphQL over HTTP, “GET”); undefined where anything about it is for
 * Apollo Server to refuse: a part that stands twice or is no JSON, and what any page could have had a browser ask.
 *
 * @param parse - Throws where a text is no JSON, or the fault that it is refused with, which is thrown on.
 */
export function bodyOfGet(
  search: string,
  headers: Exchange['headers'],
  parse: (json: string) => unknown = JSON.parse,
): unknown {
  if (!isAskedByScript(headers)) return undefined;
  const given = new URLSearchParams(search);
  const body: Record<string, unknown> = {};
  for (const name of [...TEXT_PARTS, ...JSON_PARTS]) {
    const [text, ...more] = given.getAll(name);
    if (more.length > 0) return undefined;
    if (text !== undefined) body[name] = text;
  }
  try {
    for (const name of JSON_PARTS) {
      const text = body[name];
      if (typeof text === 'string') body[name] = parse(text);
    }
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    return undefined;
  }
  return body;
}

/** By Apollo Server's rule against forged requests: browsers set none of these for a page without a preflight. */
function isAskedByScript(headers: Exchange['headers']): boolean {
  return (
    /^application\/json\s*(?:;|$)/i.test(headers['content-type'] ?? '') ||
    (headers['apollo-require-preflight'] ?? '') !== '' ||
    (headers['x-apollo-operation-name'] ?? '') !== ''
  );
}
