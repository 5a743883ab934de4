import type { Exchange } from '../service/http/exchange.ts';
import type { ExchangeContext } from '../service/graphql/error-plugin.ts';

/** What one request carries through the gateway. */
export interface GatewayContext extends ExchangeContext {
  /** What subgraphs get to see of the request's headers. */
  readonly forwarded: Readonly<Record<string, string>>;
}

/** The headers that the allow-list lets through, and the request's id, under which subgraphs log. */
export function forwardedHeaders(
  { headers, requestId }: Exchange,
  allowed: readonly string[],
): Readonly<Record<string, string>> {
  const forwarded: Record<string, string> = { 'x-request-id': requestId };
  for (const name of allowed) {
    const value = headers[name];
    if (value !== undefined) forwarded[name] = value;
  }
  return forwarded;
}
