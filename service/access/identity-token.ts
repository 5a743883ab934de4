import { hkdfSync, randomBytes } from 'node:crypto';
import { errors, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { z } from 'zod';
import { fault } from '../errors/faults.ts';
import { reasonOf } from '../errors/reasons.ts';
import { ANONYMOUS, type Identity } from './identity.ts';

/** The header in which a gateway hands on who asks: a compact JWS that subgraphs check. No client's is ever looked at. */
export const IDENTITY_HEADER = 'x-identity';

/** On the gateway's side. */
export interface IdentityWriter {
  /** The header's value for an identity that is not anonymous; the same text for equal identities that ask shortly after each other. */
  write(identity: Identity): Promise<string> | string;
}

/** On a subgraph's side. */
export interface IdentityReader {
  /** Who asks by a request's headers: anonymous where none is handed on. Rejects with `BAD_IDENTITY` where it is forged or expired. */
  read(headers: Readonly<Record<string, string>>): Promise<Identity>;
}

/** How long a token is good, where requests take no longer than usual. */
const LIFE_S = 60;
/** How long the same one is written again, so that equal fetches of one person can be told to be equal. */
const REUSED_MS = 20_000;
const USUAL_REQUEST_MS = 30_000;
/** By how much the clocks of two hosts may differ. */
const CLOCKS_S = 5;
const KEPT = 5_000;
/** Its kind, so that no other token made with the same key is taken for one. */
const TYPE = 'motcua-identity+jwt';
const ALGORITHM = 'HS256';

/** A token, and until when it is written for equal identities. */
interface Written {
  token: Promise<string> | string;
  readonly untilMs: number;
}

/** What a token said that was good, and until when that holds. */
interface Read {
  readonly identity: Identity;
  readonly untilMs: number;
}

const payloadSchema = z.object({
  sub: z.string(),
  kind: z.enum(['person', 'service']),
  roles: z.array(z.string()),
  claims: z.record(z.string(), z.array(z.string())),
  scopes: z.array(z.string()),
  purpose: z.string().optional(),
  glass: z
    .object({
      entity: z.string(),
      record: z.record(z.string(), z.string()),
      since: z.number(),
      request: z.string(),
    })
    .optional(),
});

/** The key that a gateway and its subgraphs derive from the secret they share. */
export function identityKeyFrom(secret: string): Uint8Array {
  return derived(secret, 'motcua-graph x-identity 1');
}

/** The key by which gateways with the same secret know what one of them has put where others may write, too. */
export function sharedKeyFrom(secret: string): Uint8Array {
  return derived(secret, 'motcua-graph shared store 1');
}

function derived(secret: string, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, '', purpose, 32));
}

/** A key for one process that is gateway and subgraphs. */
export function randomIdentityKey(): Uint8Array {
  return randomBytes(32);
}

/** Both sides of handing on, over one key. A token outlives a request that takes all of its time, and hardly more. */
export function createIdentityTokens(
  key: Uint8Array,
  requestMs = USUAL_REQUEST_MS,
): IdentityWriter & IdentityReader {
  const lifeS = Math.max(LIFE_S, Math.ceil((REUSED_MS + requestMs) / 1000));
  // Without a `ttl` of its own: that takes a timer for each millisecond in which it is asked.
  const written = new LRUCache<string, Written>({ max: KEPT });
  const read = new LRUCache<string, Read>({ max: KEPT });
  /** What a client's token was read as asks again. */
  const known = new WeakMap<Identity, Written>();

  function writtenFor(identity: Identity, nowMs: number): Written {
    const text = JSON.stringify(identity);
    let found = written.get(text);
    if (found === undefined || nowMs >= found.untilMs) {
      found = writtenAt(nowMs, sign(identity));
      written.set(text, found);
    }
    return found;
  }

  function sign({ subject, ...payload }: Identity): Promise<string> {
    return new SignJWT(payload)
      .setProtectedHeader({ alg: ALGORITHM, typ: TYPE })
      .setSubject(subject)
      .setExpirationTime(Math.floor(Date.now() / 1000) + lifeS)
      .sign(key);
  }

  async function verify(token: string): Promise<Identity> {
    const { payload } = await verified(token, key);
    const { sub: subject, purpose, glass, ...rest } = readPayload(payload);
    const identity = {
      subject,
      ...rest,
      ...(purpose !== undefined && { purpose }),
      ...(glass && { glass }),
    };
    read.set(token, { identity, untilMs: (payload.exp ?? 0) * 1000 });
    return identity;
  }

  return {
    write(identity) {
      const nowMs = Date.now();
      let found = known.get(identity);
      if (found === undefined || nowMs >= found.untilMs) {
        found = writtenFor(identity, nowMs);
        known.set(identity, found);
      }
      return found.token;
    },
    async read(headers) {
      const token = headers[IDENTITY_HEADER];
      if (token === undefined) return ANONYMOUS;
      const found = read.get(token);
      return found !== undefined && Date.now() < found.untilMs ? found.identity : verify(token);
    },
  };
}

function writtenAt(nowMs: number, signing: Promise<string>): Written {
  const written: Written = { token: signing, untilMs: nowMs + REUSED_MS };
  // Whoever asks later need not wait; one that could not be signed is told to whoever waits for it.
  signing.then(
    (token) => {
      written.token = token;
    },
    () => undefined,
  );
  return written;
}

/** The reader of a subgraph that shares no secret with a gateway: what it is told of who asks it cannot check. */
export const unsharedIdentities: IdentityReader = {
  read: (headers) =>
    headers[IDENTITY_HEADER] === undefined
      ? Promise.resolve(ANONYMOUS)
      : Promise.reject(fault('BAD_IDENTITY', { reason: reasonOf('NO_SECRET') })),
};

async function verified(token: string, key: Uint8Array) {
  try {
    return await jwtVerify(token, key, {
      algorithms: [ALGORITHM],
      typ: TYPE,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: CLOCKS_S,
    });
  } catch (error) {
    const reason = error instanceof errors.JWTExpired ? 'it has expired' : 'it is forged';
    throw fault('BAD_IDENTITY', { reason });
  }
}

/** Signed by a gateway of another version it may hold something else. */
function readPayload(payload: object): z.output<typeof payloadSchema> {
  const result = payloadSchema.safeParse(payload);
  if (!result.success) throw fault('BAD_IDENTITY', { reason: reasonOf('OTHER_VERSION') });
  return result.data;
}
