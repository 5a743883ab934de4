import { decodeJwt, decodeProtectedHeader, errors, jwtVerify } from 'jose';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { LRUCache } from 'lru-cache';
import type { Identity } from '../../service/access/identity.ts';
import { identityOf } from './claims.ts';
import type { IssuerSettings } from './identity-file.ts';
import { type RefusedBecause, unauthenticated } from './unauthenticated.ts';

/** An issuer, its keys open. */
export interface Issuer {
  readonly settings: IssuerSettings;
  readonly keys: JWTVerifyGetKey;
}

/** Whose a token is, at once where it was checked shortly before; rejects with `UNAUTHENTICATED`. */
export type TokenReader = (token: string) => Promise<Identity> | Identity;

/** Longer ones are not looked at: headers of 16 KiB are all that comes in, and that is much to hash for a stranger. */
const MOST_CHARS = 8_192;
/** How long a token that was good is not checked again: as long a key that its issuer has withdrawn is still good. */
const KEPT_MS = 30_000;
const KEPT = 10_000;
/** Kinds of an access token (RFC 9068 §2.1, RFC 7519 §5.1); what is signed for another use is none. */
const TYPES = new Set<unknown>([undefined, 'jwt', 'at+jwt', 'application/at+jwt']);

interface Kept {
  readonly identity: Identity;
  readonly untilMs: number;
}

/** Reads tokens of several issuers, each by its own keys, audience and algorithms. */
export function createTokenReader(
  issuers: readonly Issuer[],
  clockToleranceS: number,
): TokenReader {
  const byName = new Map(issuers.map((issuer) => [issuer.settings.issuer, issuer]));
  const kept = new LRUCache<string, Kept>({ max: KEPT });

  async function check(token: string): Promise<Identity> {
    const { alg, typ, iss } = readUnchecked(token);
    if (alg === undefined || alg.toLowerCase() === 'none') throw unauthenticated('TOKEN_UNSIGNED');
    if (!TYPES.has(typ?.toLowerCase())) throw unauthenticated('TOKEN_MALFORMED');
    const issuer = byName.get(iss ?? '');
    if (issuer === undefined) throw unauthenticated('ISSUER_UNKNOWN');
    const { settings, keys } = issuer;
    const payload = await verified(token, keys, {
      issuer: settings.issuer,
      audience: settings.audience,
      algorithms: settings.algorithms,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: clockToleranceS,
    });
    const identity = identityOf(payload, settings);
    const endsMs = ((payload.exp ?? 0) + clockToleranceS) * 1000;
    kept.set(token, { identity, untilMs: Math.min(endsMs, Date.now() + KEPT_MS) });
    return identity;
  }

  return (token) => {
    if (token.length > MOST_CHARS) return Promise.reject(unauthenticated('TOKEN_TOO_LARGE'));
    const known = kept.get(token);
    return known !== undefined && Date.now() < known.untilMs ? known.identity : check(token);
  };
}

/** What a token says of itself: which keys to check it by, and nothing that is believed before that. */
function readUnchecked(token: string): {
  readonly alg: string | undefined;
  readonly typ: string | undefined;
  readonly iss: string | undefined;
} {
  try {
    const { alg, typ } = decodeProtectedHeader(token);
    const { iss } = decodeJwt(token);
    return { alg, typ: typeof typ === 'string' ? typ : undefined, iss };
  } catch {
    throw unauthenticated('TOKEN_MALFORMED');
  }
}

async function verified(
  token: string,
  keys: JWTVerifyGetKey,
  options: Parameters<typeof jwtVerify>[2],
): Promise<JWTPayload> {
  try {
    return (await jwtVerify(token, keys, options)).payload;
  } catch (error) {
    const reason = reasonOf(error);
    throw reason === undefined ? error : unauthenticated(reason);
  }
}

/** Undefined where it says nothing of the token. */
function reasonOf(error: unknown): RefusedBecause | undefined {
  if (error instanceof errors.JWTExpired) return 'TOKEN_EXPIRED';
  if (error instanceof errors.JOSEAlgNotAllowed) return 'ALGORITHM_REFUSED';
  if (error instanceof errors.JWSSignatureVerificationFailed) return 'SIGNATURE_WRONG';
  if (error instanceof errors.JWKSNoMatchingKey) return 'KEY_UNKNOWN';
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'KEY_UNKNOWN';
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.claim === 'nbf') return 'TOKEN_NOT_YET_VALID';
    if (error.reason === 'missing') return 'CLAIM_MISSING';
    return error.claim === 'aud' ? 'AUDIENCE_WRONG' : 'TOKEN_MALFORMED';
  }
  return error instanceof errors.JOSEError ? 'TOKEN_MALFORMED' : undefined;
}
