import type { IncomingMessage } from 'node:http';
import { ANONYMOUS, type Identity } from '../../service/access/identity.ts';
import { unfit } from '../../service/errors/reasons.ts';
import { API_KEY_HEADER } from './api-keys.ts';
import type { TokenReader } from './tokens.ts';
import { unauthenticated } from './unauthenticated.ts';

/** Who sends a request, before anything is done for it; rejects with the fault of one who is not let in. */
export type Authenticate = (request: IncomingMessage) => Promise<Identity>;

export interface AuthenticationParts {
  readonly readToken: TokenReader;
  /** Absent: there are no API keys. */
  readonly readApiKey?: (key: string) => Promise<Identity>;
  /** Absent: no proxy tells of certificates. */
  readonly proxy?: {
    readonly header: string;
    readonly read: (subject: string, from: string) => Identity;
  };
  /** Who asks without showing anything; absent: nobody may. */
  readonly anonymous?: Identity;
}

const PURPOSE_HEADER = 'x-purpose';
const PURPOSE = /^[\w.-]{1,64}$/;

/** Establishes who asks: by a token, an API key or a certificate, one of them. */
export function createAuthentication(parts: AuthenticationParts): Authenticate {
  const { readToken, readApiKey, proxy, anonymous } = parts;

  function shown({ headers, socket }: IncomingMessage): Promise<Identity> | Identity {
    const { authorization } = headers;
    const apiKey = readApiKey && headers[API_KEY_HEADER];
    const certificate = proxy && headers[proxy.header];
    if (authorization !== undefined && apiKey !== undefined) {
      throw unauthenticated('CREDENTIALS_AMBIGUOUS');
    }
    if (authorization !== undefined) return readToken(bearer(authorization));
    if (readApiKey && apiKey !== undefined) return readApiKey(String(apiKey));
    if (proxy && certificate !== undefined && certificate !== '') {
      return proxy.read(String(certificate), addressOf(socket.remoteAddress));
    }
    if (anonymous === undefined) throw unauthenticated('CREDENTIALS_MISSING');
    return anonymous;
  }

  return async (request) => {
    const found = shown(request);
    const identity = found instanceof Promise ? await found : found;
    const purpose = request.headers[PURPOSE_HEADER];
    if (purpose === undefined || identity === ANONYMOUS) return identity;
    if (PURPOSE.test(String(purpose))) return { ...identity, purpose: String(purpose) };
    throw unfit('NO_PURPOSE');
  };
}

/** The token in an `authorization` header (RFC 6750 §2.1). */
function bearer(authorization: string): string {
  const [, token] = /^bearer +(\S+) *$/i.exec(authorization) ?? [];
  if (token === undefined) throw unauthenticated('SCHEME_UNKNOWN');
  return token;
}

const MAPPED = '::ffff:';

/** An IPv4 address that comes by an IPv6 socket is itself. */
function addressOf(address = ''): string {
  return address.startsWith(MAPPED) ? address.slice(MAPPED.length) : address;
}
