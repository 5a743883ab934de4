import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Identity } from '../../service/access/identity.ts';
import { ConfigFault } from '../../service/settings/config.ts';
import { checkedYaml } from '../../service/yaml/checked-yaml.ts';
import { describeFault } from '../../service/yaml/written-fault.ts';
import type { FreshFile } from './fresh-file.ts';
import { rightsOfService } from './identity-file.ts';
import { unauthenticated } from './unauthenticated.ts';

/** The header in which an API key is shown. */
export const API_KEY_HEADER = 'x-api-key';

const MARK = 'motcua_';
/** A key of this many random bytes needs no slow hash: it cannot be guessed. */
const KEY_BYTES = 32;
const MOST_CHARS = 200;

const apiKeys = z.strictObject({
  keys: z.array(
    rightsOfService.extend({
      name: z
        .string()
        .regex(/^[\w.-]{1,64}$/, 'write at most 64 letters, digits, “.”, “_” and “-”'),
      sha256: z
        .string()
        .regex(/^[\da-f]{64}$/, 'write what npm run api-key wrote: 64 hexadecimal digits'),
      /** The last day on which it is good, in the time zone of the host. */
      expires: z.iso.date('write a day, as in 2026-12-31').optional(),
    }),
  ),
});

export type ApiKeys = Readonly<z.output<typeof apiKeys>>;
type ApiKey = ApiKeys['keys'][number];

/** What may stand where several forms fit. */
const FORMS = 'have npm run api-key write it; docs/access.md has an example';

/** Reads a file of keys, which holds none: only what each hashes to. Throws every fault together. */
export function readApiKeys(text: string, file: string): ApiKeys {
  const checked = checkedYaml(text, { file, schema: apiKeys, forms: FORMS });
  if ('faults' in checked) throw new ConfigFault(checked.faults.map(describeFault));
  return checked.value;
}

/** A key for its holder, and what the file keeps of it. */
export function makeApiKey(): { readonly key: string; readonly sha256: string } {
  const key = MARK + randomBytes(KEY_BYTES).toString('base64url');
  return { key, sha256: digestOf(key).toString('hex') };
}

/** Whose an API key is; rejects with `UNAUTHENTICATED`. */
export function createApiKeyReader(file: FreshFile<ApiKeys>): (key: string) => Promise<Identity> {
  return async (key) => {
    if (key.length > MOST_CHARS) throw unauthenticated('API_KEY_UNKNOWN');
    const digest = digestOf(key);
    const { keys } = await file();
    let found: ApiKey | undefined;
    // All of them, whichever it is: how long it takes tells nothing.
    for (const one of keys) {
      if (timingSafeEqual(Buffer.from(one.sha256, 'hex'), digest)) found = one;
    }
    if (found === undefined) throw unauthenticated('API_KEY_UNKNOWN');
    const { name, roles, claims, scopes, expires } = found;
    if (expires !== undefined && expires < today()) throw unauthenticated('API_KEY_EXPIRED');
    return { subject: `api-key#${name}`, kind: 'service', roles, claims, scopes };
  };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function today(): string {
  const now = new Date();
  const part = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${part(now.getMonth() + 1)}-${part(now.getDate())}`;
}
