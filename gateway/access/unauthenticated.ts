import type { GraphQLError } from 'graphql';
import { fault } from '../../service/errors/faults.ts';

/** Why somebody is not who they say; stable, for clients and their operators. */
export type RefusedBecause =
  | 'CREDENTIALS_MISSING'
  | 'CREDENTIALS_AMBIGUOUS'
  | 'SCHEME_UNKNOWN'
  | 'TOKEN_TOO_LARGE'
  | 'TOKEN_MALFORMED'
  | 'TOKEN_UNSIGNED'
  | 'ALGORITHM_REFUSED'
  | 'ISSUER_UNKNOWN'
  | 'KEY_UNKNOWN'
  | 'SIGNATURE_WRONG'
  | 'AUDIENCE_WRONG'
  | 'TOKEN_EXPIRED'
  | 'TOKEN_NOT_YET_VALID'
  | 'CLAIM_MISSING'
  | 'CLAIMS_TOO_LARGE'
  | 'API_KEY_UNKNOWN'
  | 'API_KEY_EXPIRED'
  | 'PROXY_NOT_TRUSTED'
  | 'CLIENT_CERTIFICATE_UNKNOWN';

/** The fault of one who is not let in. It tells the reason and nothing of the token. */
export function unauthenticated(reason: RefusedBecause): GraphQLError {
  return fault('UNAUTHENTICATED', { reason });
}
