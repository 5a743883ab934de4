import { ANONYMOUS, type Identity } from '../service/access/identity.ts';
import { IDENTITY_HEADER, type IdentityWriter } from '../service/access/identity-token.ts';
import { handedOn } from '../service/errors/language.ts';
import { CLIENT_HEADER } from '../service/http/entry/client.ts';
import { TRAVERSAL_HEADER } from '../service/http/entry/traversal.ts';
import type { Exchange } from '../service/http/exchange.ts';
import type { Allowance, AllowanceOf } from './asking/allowances.ts';
import type { ExchangeContext } from '../service/graphql/error-plugin.ts';

/** What one request carries through the gateway. */
export interface GatewayContext extends ExchangeContext {
  /** What subgraphs get to see of the request's headers. */
  readonly forwarded: Readonly<Record<string, string>>;
  /** Who asks, and what they may. */
  readonly identity: Identity;
  readonly allowance: Allowance;
}

export interface ContextOptions {
  readonly allowanceOf: AllowanceOf;
  readonly forwardHeaders: readonly string[];
  /** Hands on who asks; absent: subgraphs are not told. */
  readonly identities?: IdentityWriter | undefined;
}

/** Answers what a request carries, by what is known of it once it was let in. */
export function createContextOf({
  allowanceOf,
  forwardHeaders,
  identities,
}: ContextOptions): (exchange: Exchange) => Promise<GatewayContext> {
  return async (exchange) => {
    const { identity = ANONYMOUS } = exchange;
    const forwarded = await forwardedHeaders(exchange, identity, {
      allowed: forwardHeaders,
      ...(identities && { writer: identities }),
    });
    return { exchange, identity, forwarded, allowance: allowanceOf(identity) };
  };
}

/**
 * The headers that the allow-list lets through, the request's id, under which subgraphs log, whom it counts for, who asks, in which
 * language, and of which list this is a page.
 */
export async function forwardedHeaders(
  { headers, requestId, client, language, traversal }: Exchange,
  identity: Identity,
  { allowed, writer }: { readonly allowed: readonly string[]; readonly writer?: IdentityWriter },
): Promise<Readonly<Record<string, string>>> {
  const forwarded: Record<string, string> = {
    'x-request-id': requestId,
    [CLIENT_HEADER]: client,
    ...handedOn(language),
    ...(traversal !== undefined && { [TRAVERSAL_HEADER]: traversal }),
  };
  for (const name of allowed) {
    const value = headers[name];
    if (value !== undefined) forwarded[name] = value;
  }
  if (writer && identity.kind !== 'anonymous') {
    const token = writer.write(identity);
    forwarded[IDENTITY_HEADER] = typeof token === 'string' ? token : await token;
  }
  return forwarded;
}
