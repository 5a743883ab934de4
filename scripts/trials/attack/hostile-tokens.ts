import { randomBytes } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { identityKeyFrom } from '../../../service/access/identity-token.ts';
import { SECRET_HEADER } from '../../../service/http/entry/subgraph-secret.ts';

/** What nobody must find in a log: the attack puts it wherever a client can put something. */
export const CANARIES = ['canary-079123456789', 'canary-nguyen-van-duc', 'canary-secret'] as const;

/** A request that has to be refused. */
export interface Hostile {
  readonly to: 'gateway' | 'export' | 'subgraph';
  readonly headers: Readonly<Record<string, string>>;
  /** What it asks; absent: a question that is nothing special. */
  readonly body?: object;
  /** What stands behind the address: it asks by GET. */
  readonly search?: string;
}

/** A kind of hostile request, and the one code that it may be answered with. */
export interface Hostility {
  readonly name: string;
  readonly code: string;
  readonly make: () => Promise<Hostile> | Hostile;
  /** What is sent first, and may be answered. */
  readonly before?: () => Promise<readonly Hostile[]>;
}

/** Who asks rightly: the issuer that the gateway trusts, and the secret that it shares with its subgraph. */
export interface Trusted {
  readonly issuer: string;
  readonly audience: string;
  readonly secret: string;
  readonly jwks: object;
  /** Its public key as text. */
  readonly spki: string;
  sign(payload: JWTPayload, header?: object): Promise<string>;
}

const ALGORITHM = 'ES256';
const KID = 'trusted';
const YEAR_S = 31_536_000;
const [ID_NUMBER, NAME, SECRET] = CANARIES;

/** An issuer of this run. */
export async function createTrusted(secret: string): Promise<Trusted> {
  const { publicKey, privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return {
    issuer: 'https://id.attack.invalid/realms/motcua',
    audience: 'motcua-graph',
    secret,
    spki: await exportSPKI(publicKey),
    jwks: { keys: [{ ...(await exportJWK(publicKey)), kid: KID, alg: ALGORITHM }] },
    sign: (payload, header) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: ALGORITHM, kid: KID, ...header })
        .sign(privateKey),
  };
}

/** What a good token says; whoever is to be refused lacks or twists one thing of it. */
export function goodPayload({ issuer, audience }: Trusted): JWTPayload {
  return {
    iss: issuer,
    aud: audience,
    sub: NAME,
    exp: inSeconds(600),
    roles: ['supervisor'],
    idNumber: ID_NUMBER,
  };
}

/** All kinds. */
export async function hostilities(trusted: Trusted): Promise<readonly Hostility[]> {
  const other = await generateKeyPair(ALGORITHM, { extractable: true });
  const jwk = await exportJWK(other.publicKey);
  const key = identityKeyFrom(trusted.secret);
  const good = (): JWTPayload => goodPayload(trusted);
  const without = (name: string): JWTPayload =>
    Object.fromEntries(Object.entries(good()).filter(([key]) => key !== name));
  const byOther = (header: object): Promise<string> =>
    new SignJWT(good())
      .setProtectedHeader({ alg: ALGORITHM, kid: KID, ...header })
      .sign(other.privateKey);
  const internal = (by: Uint8Array, exp: number): Promise<string> =>
    new SignJWT({ kind: 'person', roles: ['supervisor'], claims: {}, scopes: [] })
      .setProtectedHeader({ alg: 'HS256', typ: 'motcua-identity+jwt' })
      .setSubject(NAME)
      .setExpirationTime(exp)
      .sign(by);

  const bearer = (name: string, token: () => Promise<string> | string): Hostility => ({
    name,
    code: 'UNAUTHENTICATED',
    make: async () => ({
      to: Math.random() < 0.2 ? 'export' : 'gateway',
      headers: { authorization: `Bearer ${await token()}` },
    }),
  });
  const shown = (name: string, headers: () => Record<string, string>): Hostility => ({
    name,
    code: 'UNAUTHENTICATED',
    make: () => ({ to: Math.random() < 0.2 ? 'export' : 'gateway', headers: headers() }),
  });
  const past = (
    name: string,
    code: string,
    headers: () => Promise<Record<string, string>> | Record<string, string>,
  ): Hostility => ({
    name,
    code,
    make: async () => ({ to: 'subgraph', headers: await headers() }),
  });

  return [
    shown('nothing', () => ({})),
    shown('a password', () => ({ authorization: `Basic ${btoa(`${NAME}:${SECRET}`)}` })),
    shown('two tokens in one', () => ({ authorization: 'Bearer a.b.c d.e.f' })),
    shown('an API key of nobody', () => ({ 'x-api-key': `motcua_${noise(43)}` })),
    shown('a giant API key', () => ({ 'x-api-key': noise(1_000 + below(10_000)) })),
    shown('a certificate, without being the proxy', () => ({ 'x-client-subject': 'CN=reports' })),
    shown('what only the gateway may hand on', () => ({
      'x-identity': JSON.stringify(good()),
      [SECRET_HEADER]: SECRET,
    })),
    bearer('noise', () => noise(below(2_000) + 1)),
    bearer('noise in three parts', () => [noise(20), noise(200), noise(86)].join('.')),
    bearer('a giant token', () => [noise(20), noise(8_200 + below(5_000)), noise(86)].join('.')),
    bearer('an expired token', () =>
      trusted.sign({ ...good(), exp: inSeconds(-20 - below(YEAR_S)) }),
    ),
    bearer('a token of tomorrow', () =>
      trusted.sign({ ...good(), nbf: inSeconds(60 + below(YEAR_S)) }),
    ),
    bearer('a token without an end', () => trusted.sign(without('exp'))),
    bearer('a token of nobody', () => trusted.sign(without('sub'))),
    bearer('a token for somebody else', () =>
      trusted.sign({
        ...good(),
        aud: [['account', 'motcua-graph '], 'MOTCUA-GRAPH', ''][below(3)] as string,
      }),
    ),
    bearer('a token of another issuer', () =>
      trusted.sign({
        ...good(),
        iss: `${trusted.issuer}${['/', '#', ' ', '%00'][below(4)] ?? ''}`,
      }),
    ),
    bearer('an unsigned token', () => {
      const alg = ['none', 'None', 'NONE', 'nOnE', ''][below(5)];
      return `${encoded({ alg, kid: KID })}.${encoded(good())}.${below(2) === 0 ? '' : noise(86)}`;
    }),
    bearer('a token signed with a public key as a secret', () =>
      new SignJWT(good())
        .setProtectedHeader({ alg: ['HS256', 'HS384', 'HS512'][below(3)] as string, kid: KID })
        .sign(
          new TextEncoder().encode(
            below(2) === 0 ? trusted.spki : JSON.stringify(trusted.jwks).padEnd(64),
          ),
        ),
    ),
    bearer('a token signed with another key', () => byOther({})),
    bearer('a token that brings its key', () =>
      byOther(
        [{ jwk }, { jku: 'http://127.0.0.1:9/keys' }, { x5u: 'http://127.0.0.1:9/x' }][
          below(3)
        ] as object,
      ),
    ),
    bearer('a token with a key that is not there', () =>
      byOther({ kid: ['../../etc/passwd', "' or 1=1 --", noise(500), '__proto__'][below(4)] }),
    ),
    bearer('a token with a bit turned', async () => turned(await trusted.sign(good()))),
    bearer('a token whose claims are exchanged', async () => {
      const [head, , signature] = (await trusted.sign(good())).split('.');
      return [head, encoded({ ...good(), roles: ['auditor'] }), signature].join('.');
    }),
    bearer('a token of another kind', () => trusted.sign(good(), { typ: 'logout+jwt' })),
    bearer('what the gateway hands on', () => internal(key, inSeconds(60))),
    past('past the gateway, without the secret', 'NOT_FROM_GATEWAY', async () => ({
      'x-identity': await internal(key, inSeconds(60)),
    })),
    past('past the gateway, with a guessed secret', 'NOT_FROM_GATEWAY', () => ({
      [SECRET_HEADER]: noise(32),
    })),
    past('an identity handed on long ago', 'BAD_IDENTITY', async () => ({
      [SECRET_HEADER]: trusted.secret,
      'x-identity': await internal(key, inSeconds(-10 - below(YEAR_S))),
    })),
    past('an identity that is forged', 'BAD_IDENTITY', async () => ({
      [SECRET_HEADER]: trusted.secret,
      'x-identity': await internal(randomBytes(32), inSeconds(60)),
    })),
    past('a client’s token as one handed on', 'BAD_IDENTITY', async () => ({
      [SECRET_HEADER]: trusted.secret,
      'x-identity': await trusted.sign(good()),
    })),
  ];
}

function inSeconds(later: number): number {
  return Math.floor(Date.now() / 1000) + later;
}

function below(end: number): number {
  return Math.floor(Math.random() * end);
}

function noise(characters: number): string {
  return randomBytes(characters).toString('base64url').slice(0, characters);
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}

/** Another character somewhere; not the last, whose lowest bits mean nothing. */
function turned(token: string): string {
  const at = below(token.length - 1);
  const was = token[at] ?? '';
  const now = was === 'A' ? 'B' : 'A';
  return was === '.' ? turned(token) : token.slice(0, at) + now + token.slice(at + 1);
}
