import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** An issuer of tokens, as Keycloak is one: its keys are changed by `rotate`, and what it does may be counted. */
export interface Issuer {
  readonly url: string;
  readonly asked: () => number;
  /** Its public keys, as it serves them. */
  readonly jwks: () => { readonly keys: readonly object[] };
  sign(
    payload: JWTPayload,
    header?: { readonly alg?: string; readonly typ?: string },
  ): Promise<string>;
  /** A new key; the old one is withdrawn. */
  rotate(): Promise<void>;
  /** From now on it answers nothing but 503. */
  fail(): void;
  close(): Promise<void>;
}

/** Starts one on the loopback. */
export async function startIssuer(algorithm = 'ES256'): Promise<Issuer> {
  let failing = false;
  let asked = 0;
  let count = 0;
  let now = await makeKey();

  async function makeKey() {
    count += 1;
    const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true });
    const kid = `key-${count}`;
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: algorithm } };
  }

  const server = createServer((_request, response) => {
    asked += 1;
    if (failing) response.writeHead(503).end();
    else {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ keys: [now.jwk] }));
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    asked: () => asked,
    jwks: () => ({ keys: [now.jwk] }),
    sign: (payload, header) =>
      new SignJWT(payload)
        .setProtectedHeader({ alg: algorithm, kid: now.kid, ...header })
        .sign(now.privateKey),
    async rotate() {
      now = await makeKey();
    },
    fail() {
      failing = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

/** Seconds since 1970, `later` from now. */
export function secondsFromNow(later: number): number {
  return Math.floor(Date.now() / 1000) + later;
}
