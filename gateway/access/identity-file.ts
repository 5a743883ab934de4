import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { ConfigFault } from '../../service/settings/config.ts';
import { checkedYaml } from '../../service/yaml/checked-yaml.ts';
import { describeFault } from '../../service/yaml/written-fault.ts';

/** What a token may be signed by: public keys alone, so that nobody who can check one can make one. */
const ALGORITHMS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const;

/** Where in a token a value stands: a name, or names behind each other (`realm_access.roles`). */
const claimPath = z.string().min(1);
const oneOrMore = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1)])
  .transform((given) => (typeof given === 'string' ? [given] : given));
const rights = {
  roles: z.array(z.string().min(1)).default([]),
  claims: z.record(z.string(), z.array(z.string())).default({}),
  scopes: z.array(z.string().min(1)).default([]),
};

const issuer = z.strictObject({
  /** The `iss` of its tokens, word for word. */
  issuer: z.string().min(1),
  /** Whom its tokens must be for. */
  audience: oneOrMore,
  /** Its public keys (RFC 7517): a URL, which is asked, or a file. */
  jwks: z.string().min(1),
  algorithms: z.array(z.enum(ALGORITHMS)).min(1).default(['RS256', 'PS256', 'ES256', 'EdDSA']),
  roles: oneOrMore.default(['roles']),
  /** Roles of the policy by those of the token; if given, all others count for nothing. */
  roleNames: z.record(z.string(), z.string()).optional(),
  scopes: oneOrMore.default(['scope', 'scp']),
  /** Names that rules of rows use, and where in the token they stand. */
  claims: z.record(z.string().regex(/^\w+$/), claimPath).default({}),
  purpose: claimPath.optional(),
});

const proxy = z.strictObject({
  /** The header in which it tells the subject of a client's certificate, which it has checked; it must set it on every request. */
  header: z
    .string()
    .regex(/^[!#$%&'*+.^_`|~\w-]+$/)
    .toLowerCase(),
  /** Its addresses or networks: `10.1.2.3`, `10.1.0.0/16`. Who comes from elsewhere with that header is refused. */
  addresses: z.array(z.string().regex(/^[\da-f.:]+(?:\/\d{1,3})?$/i)).min(1),
  /** Services by the subject of their certificate, word for word. */
  services: z.record(z.string(), z.strictObject(rights)),
});

const identityFile = z.strictObject({
  issuers: z.array(issuer).default([]),
  proxy: proxy.optional(),
  /** Policies by the roles that consent to them, for `@policy`; a role consents to the one of its own name. */
  policies: z.record(z.string(), z.array(z.string())).default({}),
  /** What becomes of a request that shows nothing. */
  anonymous: z.enum(['refuse', 'allow']).default('refuse'),
  /** By how many seconds clocks may differ. */
  clockTolerance: z.number().int().min(0).max(120).default(10),
});

/** Where one issuer's tokens are from, and how they are read. */
export type IssuerSettings = Readonly<z.output<typeof issuer>>;
export type ProxySettings = Readonly<z.output<typeof proxy>>;
export type IdentitySettings = Readonly<z.output<typeof identityFile>>;

/** What an API key or a certificate stands for. */
export const rightsOfService = z.strictObject(rights);

/** Settings where nothing is told but what is given. */
export function identitySettings(given: z.input<typeof identityFile>): IdentitySettings {
  return identityFile.parse(given);
}

/** What may stand where several forms fit. */
const FORMS = 'write a name, or a list of names; docs/access.md has examples';

/** Reads identity.yaml; files that it names are beside it. Throws every fault together. */
export function readIdentityFile(text: string, file: string): IdentitySettings {
  const checked = checkedYaml(text, { file, schema: identityFile, forms: FORMS });
  if ('faults' in checked) throw new ConfigFault(checked.faults.map(describeFault));
  const { issuers, ...rest } = checked.value;
  const placed = issuers.map((one) => {
    if (!isUrl(one.jwks)) return { ...one, jwks: resolve(dirname(file), one.jwks) };
    if (isSafe(new URL(one.jwks))) return one;
    const reason = 'keys are asked for by https, or by http on this host alone';
    throw new ConfigFault([`${file}: ${one.issuer}: jwks: ${reason}`]);
  });
  return { ...rest, issuers: placed };
}

export function isUrl(place: string): boolean {
  return /^https?:\/\//i.test(place);
}

/** Keys that come in the clear may be anybody's. */
function isSafe({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
