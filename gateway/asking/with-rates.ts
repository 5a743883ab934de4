import type { IncomingMessage } from 'node:http';
import { GraphQLError } from 'graphql';
import { ANONYMOUS, type Identity } from '../../service/access/identity.ts';
import { clientOf } from '../../service/http/entry/client.ts';
import type { Authenticate } from '../access/authentication.ts';
import type { Budgets } from './budgets.ts';

/**
 * Counts each request as soon as it is known who asks, before anything of it is read; rejects with `RATE_LIMITED`. Who is refused
 * counts as a stranger from that address.
 */
export function withRates(
  authenticate: Authenticate | undefined,
  { request: count, refusal }: Pick<Budgets, 'request' | 'refusal'>,
  clientHeader: string | undefined,
): Authenticate {
  return async (request: IncomingMessage): Promise<Identity> => {
    const client = clientOf(request, clientHeader);
    let identity: Identity = ANONYMOUS;
    try {
      if (authenticate !== undefined) identity = await authenticate(request);
    } catch (error) {
      if (error instanceof GraphQLError) refusal(client);
      throw error;
    }
    count({ identity, client });
    return identity;
  };
}
