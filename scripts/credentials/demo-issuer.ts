import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { identitySettings } from '../../gateway/access/identity-file.ts';
import type { Issuer } from '../../gateway/access/tokens.ts';

/** Tokens of the demo province, which nothing but the demo trusts. */
export interface DemoIssuer {
  /** How the demo's gateway trusts it. */
  readonly trusted: Issuer;
  readonly sign: (holder: TokenHolder, lifeS?: number) => Promise<string>;
}

interface TokenHolder {
  readonly subject: string;
  readonly roles: readonly string[];
  readonly claims: Readonly<Record<string, string>>;
  readonly scopes?: readonly string[];
  readonly purpose?: string;
}

const ISSUER = 'urn:motcua:demo';
const AUDIENCE = 'motcua-graph';
const ALGORITHM = 'ES256';
const DAY_S = 86_400;

/** Opens the issuer beside the demo's databases; its key is made the first time and leaves this file never. */
export async function openDemoIssuer(directory: string): Promise<DemoIssuer> {
  const key = await readKey(join(directory, 'issuer.json'));
  const { kty, crv, x, y } = key;
  const [settings] = identitySettings({
    issuers: [
      {
        issuer: ISSUER,
        audience: AUDIENCE,
        jwks: 'of the demo',
        algorithms: [ALGORITHM],
        claims: { office: 'office', idNumber: 'idNumber' },
        purpose: 'purpose',
      },
    ],
  }).issuers;
  if (settings === undefined) throw new Error('the demo has no issuer');
  const secret = await importJWK(key, ALGORITHM);

  return {
    trusted: { settings, keys: createLocalJWKSet({ keys: [{ kty, crv, x, y } as JWK] }) },
    sign: ({ subject, roles, claims, scopes = [], purpose }, lifeS = DAY_S) =>
      new SignJWT({
        ...claims,
        roles,
        scope: scopes.join(' '),
        ...(purpose !== undefined && { purpose }),
      })
        .setProtectedHeader({ alg: ALGORITHM, typ: 'at+jwt' })
        .setIssuer(ISSUER)
        .setAudience(AUDIENCE)
        .setSubject(subject)
        .setIssuedAt()
        .setExpirationTime(Math.floor(Date.now() / 1000) + lifeS)
        .sign(secret),
  };
}

async function readKey(file: string): Promise<JWK> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  const key = await exportJWK(privateKey);
  mkdirSync(join(file, '..'), { recursive: true });
  try {
    writeFileSync(file, JSON.stringify(key), { mode: 0o600, flag: 'wx' });
    return key;
  } catch (error) {
    // Another process was first.
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return JSON.parse(readFileSync(file, 'utf8')) as JWK;
  }
}
