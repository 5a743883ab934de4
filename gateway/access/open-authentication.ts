import { readFile } from 'node:fs/promises';
import { ANONYMOUS } from '../../service/access/identity.ts';
import { ConfigFault } from '../../service/settings/config.ts';
import type { Log } from '../../service/log.ts';
import { createApiKeyReader, readApiKeys } from './api-keys.ts';
import { type Authenticate, createAuthentication } from './authentication.ts';
import { openFreshFile } from './fresh-file.ts';
import { identitySettings, readIdentityFile } from './identity-file.ts';
import { openKeySet } from './key-set.ts';
import type { PoliciesOfRoles } from './rights.ts';
import { createTokenReader } from './tokens.ts';
import { createProxyReader } from './trusted-proxy.ts';

/** Files by which the gateway knows who asks. */
export interface IdentityFiles {
  /** identity.yaml. */
  readonly identity?: string | undefined;
  readonly apiKeys?: string | undefined;
}

/** Who asks, and what `@policy` takes their roles for. */
export interface Opened {
  readonly authenticate: Authenticate;
  readonly policies: PoliciesOfRoles;
}

/** Opens what identities are established by; undefined where none of it is given. */
export async function openAuthentication(
  { identity, apiKeys }: IdentityFiles,
  log: Log,
): Promise<Opened | undefined> {
  if (identity === undefined && apiKeys === undefined) return undefined;
  const settings =
    identity === undefined
      ? identitySettings({})
      : readIdentityFile(await textOf(identity), identity);
  const { issuers, proxy, anonymous, clockTolerance, policies } = settings;
  const open = await Promise.all(
    issuers.map(async (one) => ({ settings: one, keys: await openKeySet(one.jwks, log) })),
  );
  const authenticate = createAuthentication({
    readToken: createTokenReader(open, clockTolerance),
    ...(apiKeys !== undefined && {
      readApiKey: createApiKeyReader(
        await openFreshFile(apiKeys, (text) => readApiKeys(text, apiKeys), log),
      ),
    }),
    ...(proxy && { proxy: { header: proxy.header, read: createProxyReader(proxy) } }),
    ...(anonymous === 'allow' && { anonymous: ANONYMOUS }),
  });
  return { authenticate, policies };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw new ConfigFault([`${file} cannot be read: ${(error as Error).message}.`]);
  }
}
