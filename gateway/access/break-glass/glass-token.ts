import { errors, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import type { BrokenGlass } from '../../../service/access/identity.ts';
import { fault } from '../../../service/errors/faults.ts';
import { reasonOf } from '../../../service/errors/reasons.ts';

/** Its kind, so that no other token made with the same key is taken for one. */
const TYPE = 'motcua-glass+jwt';
const ALGORITHM = 'HS256';

const payloadSchema = z.object({
  entity: z.string(),
  record: z.record(z.string(), z.string()),
  request: z.string(),
  iat: z.number(),
});

/** What whoever has broken glass shows with each request: all that is known of it stands in the token, none of it in a process. */
export interface GlassTokens {
  /** A token that is good for the one subject, until its end in seconds since 1970. */
  write(glass: BrokenGlass, subject: string, until: number): Promise<string>;
  /** Rejects with BREAK_GLASS_REFUSED where it is forged, another's, or over. */
  read(token: string, subject: string): Promise<BrokenGlass>;
}

/** Tokens by the key by which gateways hand on who asks. */
export function createGlassTokens(key: Uint8Array): GlassTokens {
  return {
    write({ since, ...glass }, subject, until) {
      return new SignJWT({ ...glass })
        .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
        .setSubject(subject)
        .setIssuedAt(since)
        .setExpirationTime(until)
        .sign(key);
    },
    async read(token, subject) {
      const payload = await verified(token, subject, key);
      const result = payloadSchema.safeParse(payload);
      if (!result.success)
        throw fault('BREAK_GLASS_REFUSED', { reason: reasonOf('OTHER_VERSION') });
      const { iat: since, ...glass } = result.data;
      return { ...glass, since };
    },
  };
}

async function verified(token: string, subject: string, key: Uint8Array): Promise<object> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      subject,
      requiredClaims: ['exp', 'iat', 'sub'],
    });
    return payload;
  } catch (error) {
    const reason =
      error instanceof errors.JWTExpired ? 'its time is over' : 'it is forged or another’s';
    throw fault('BREAK_GLASS_REFUSED', { reason });
  }
}
