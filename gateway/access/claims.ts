import type { JWTPayload } from 'jose';
import type { Identity } from '../../service/access/identity.ts';
import type { IssuerSettings } from './identity-file.ts';
import { unauthenticated } from './unauthenticated.ts';

/** What is handed on to subgraphs stands in a header of each request: it has to stay short. */
const MOST_CHARS = 3_000;

/** Whom a token is of, by the settings of its issuer. */
export function identityOf(payload: JWTPayload, settings: IssuerSettings): Identity {
  const { roleNames } = settings;
  if (payload.sub === undefined || payload.sub === '') throw unauthenticated('CLAIM_MISSING');
  const named = settings.roles.flatMap((path) => valuesAt(payload, path));
  const roles = roleNames ? named.flatMap((name) => own(roleNames, name)) : named;
  const [purpose] = settings.purpose === undefined ? [] : valuesAt(payload, settings.purpose);
  const identity: Identity = {
    subject: `${settings.issuer}#${payload.sub}`,
    kind: isService(payload) ? 'service' : 'person',
    roles: [...new Set(roles)],
    claims: Object.fromEntries(
      Object.entries(settings.claims).map(([name, path]) => [name, valuesAt(payload, path)]),
    ),
    scopes: [...new Set(settings.scopes.flatMap((path) => valuesAt(payload, path).flatMap(words)))],
    ...(purpose !== undefined && { purpose }),
  };
  if (JSON.stringify(identity).length > MOST_CHARS) throw unauthenticated('CLAIMS_TOO_LARGE');
  return identity;
}

/** A token of client credentials is of the client itself (RFC 9068 §2.2); Keycloak has an account of its own for each. */
function isService(payload: JWTPayload): boolean {
  const client = payload['client_id'] ?? payload['azp'];
  if (typeof client !== 'string') return false;
  return payload.sub === client || payload['preferred_username'] === `service-account-${client}`;
}

/** Texts at a path; a name that has dots itself is one name. */
function valuesAt(payload: JWTPayload, path: string): readonly string[] {
  const names = Object.hasOwn(payload, path) ? [path] : path.split('.');
  let at: unknown = payload;
  for (const name of names) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, name)) return [];
    at = (at as Record<string, unknown>)[name];
  }
  return (Array.isArray(at) ? at : [at]).flatMap(text);
}

function text(value: unknown): readonly string[] {
  if (typeof value === 'string') return value === '' ? [] : [value];
  return typeof value === 'number' || typeof value === 'boolean' ? [String(value)] : [];
}

function words(value: string): readonly string[] {
  return value.split(' ').filter((word) => word !== '');
}

function own(names: Readonly<Record<string, string>>, name: string): readonly string[] {
  const found = Object.hasOwn(names, name) ? names[name] : undefined;
  return found === undefined ? [] : [found];
}
