import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import type { Authorization } from '../gateway/load.ts';
import { RIGHTS } from './marks.ts';

const READERS = 64;
const ISSUER = 'urn:motcua:bench';
const AUDIENCE = 'bench';
const ALGORITHM = 'ES256';

/** Writes an identity.yaml whose issuer knows so many people; requests are theirs by turns. */
export async function writeReaders(
  directory: string,
): Promise<{ readonly file: string; readonly authorization: Authorization }> {
  const { privateKey, publicKey } = await generateKeyPair(ALGORITHM);
  writeFileSync(
    join(directory, 'jwks.json'),
    JSON.stringify({ keys: [await exportJWK(publicKey)] }),
  );
  const issuer = { issuer: ISSUER, audience: AUDIENCE, jwks: 'jwks.json', algorithms: [ALGORITHM] };
  const file = join(directory, 'identity.yaml');
  // JSON is YAML, too.
  writeFileSync(file, JSON.stringify({ issuers: [issuer] }));
  const tokens = await Promise.all(
    Array.from({ length: READERS }, (_, n) =>
      new SignJWT(RIGHTS)
        .setProtectedHeader({ alg: ALGORITHM })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(`reader-${n}`)
        .setExpirationTime('8 hours')
        .sign(privateKey),
    ),
  );
  let next = 0;
  return { file, authorization: () => `Bearer ${tokens[(next += 1) % READERS] ?? ''}` };
}

/** Writes a policy whose bounds are counted, and never met. */
export function writePolicy(directory: string): string {
  const file = join(directory, 'policy.yaml');
  const most = Number.MAX_SAFE_INTEGER;
  const asks = {
    documents: 'any',
    cost: most,
    costPerMinute: most,
    requestsPerMinute: most,
    rowsPerHour: most,
    citizensPerHour: most,
    breakGlassPerHour: most,
  };
  writeFileSync(file, JSON.stringify({ roles: { reader: { asks, entities: {} } } }));
  return file;
}
