import { createLocalJWKSet, createRemoteJWKSet, errors, type JSONWebKeySet } from 'jose';
import type { JWTVerifyGetKey } from 'jose';
import { z } from 'zod';
import { fault } from '../../service/errors/faults.ts';
import { ConfigFault } from '../../service/settings/config.ts';
import type { Log } from '../../service/log.ts';
import { openFreshFile } from './fresh-file.ts';
import { isUrl } from './identity-file.ts';

const TIMEOUT_MS = 5_000;
/** An unknown key has them asked for anew, but not more often. */
const COOLDOWN_MS = 30_000;

interface Ages {
  /** Older keys are asked for anew, beside the requests. */
  readonly refreshMs: number;
  /** How long the last ones stand while the issuer does not answer. */
  readonly mostMs: number;
  /** Between two tries. */
  readonly retryMs: number;
}

const AGES: Ages = { refreshMs: 600_000, mostMs: 86_400_000, retryMs: 2_000 };

const publicKeys = z.object({
  keys: z.array(z.looseObject({ kty: z.enum(['RSA', 'EC', 'OKP']), d: z.undefined().optional() })),
});

/** The public keys of an issuer, by URL or file. Keys may be changed at either without a restart. */
export async function openKeySet(place: string, log: Log, ages?: Ages): Promise<JWTVerifyGetKey> {
  if (isUrl(place)) return remoteKeys(place, log, ages);
  const file = await openFreshFile(place, (text) => keysIn(text, place), log);
  return async (header, token) => (await file())(header, token);
}

/** A set of keys as it stands in a file: none of them secret. */
function keysIn(text: string, file: string) {
  const result = publicKeys.safeParse(JSON.parse(text));
  if (!result.success) {
    throw new ConfigFault([`${file}: this is not a JSON Web Key Set of public keys.`]);
  }
  return createLocalJWKSet(result.data as unknown as JSONWebKeySet);
}

/**
 * Asked for at the first token, again beside the requests when they are old, and at once for a token whose key is not among
 * them. An issuer that is down costs nothing while its last keys are not too old.
 */
function remoteKeys(url: string, log: Log, ages = AGES): JWTVerifyGetKey {
  const remote = createRemoteJWKSet(new URL(url), {
    timeoutDuration: TIMEOUT_MS,
    cooldownDuration: COOLDOWN_MS,
    cacheMaxAge: Infinity,
  });
  let loaded = -Infinity;
  let tried = -Infinity;
  let loading: Promise<void> | undefined;

  async function load(): Promise<void> {
    try {
      await remote.reload();
      loaded = Date.now();
    } catch (error) {
      log.warn({ err: error, url }, 'the keys of an issuer of tokens cannot be fetched');
    } finally {
      tried = Date.now();
      loading = undefined;
    }
  }

  return async (header, token) => {
    if (Date.now() - loaded > ages.refreshMs && Date.now() - tried > ages.retryMs) {
      loading ??= load();
    }
    if (Date.now() - loaded > ages.mostMs) {
      await loading;
      if (Date.now() - loaded > ages.mostMs) throw fault('IDENTITY_UNAVAILABLE');
    }
    try {
      return await remote(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey) throw error;
      if (error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw fault('IDENTITY_UNAVAILABLE');
    }
  };
}
