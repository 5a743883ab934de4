import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { stringify } from 'yaml';
import { z } from 'zod';
import { makeApiKey, readApiKeys } from '../../gateway/access/api-keys.ts';
import { runCommand } from '../../service/settings/arguments.ts';
import { ConfigFault } from '../../service/settings/config.ts';
import { wholeNumber } from '../../service/settings/settings.ts';

const DAY_MS = 86_400_000;
const names = z
  .string()
  .default('')
  .transform((list) => list.split(/[\s,]+/).filter((name) => name !== ''));

void runCommand(
  {
    usage: 'npm run api-key -- --name NAME --roles ROLES --api-keys FILE [--days N]',
    about:
      'Makes an API key, prints it once and writes what it hashes to into the file, which a gateway with --api-keys takes in by itself. A key of that name is replaced.',
    settings: z.object({
      name: z
        .string()
        .regex(/^[\w.-]{1,64}$/)
        .meta({
          flag: 'name',
          give: 'a name of letters, digits, dots and dashes',
          about: 'whose key it is, as the trail will name it',
        }),
      roles: names.pipe(z.array(z.string()).min(1)).meta({
        flag: 'roles',
        give: 'names of roles, separated by commas',
        about: 'roles of the policy',
      }),
      claims: names.pipe(z.array(z.string().regex(/^\w+=.+$/))).meta({
        flag: 'claims',
        give: 'name=value pairs, separated by commas',
        about: 'what rules of rows use, such as office=H12.NC',
      }),
      scopes: names.meta({
        flag: 'scopes',
        give: 'names, separated by commas',
        about: 'for @requiresScopes',
      }),
      days: wholeNumber(1, 3_650).default(365).meta({
        flag: 'days',
        give: 'a number of days',
        about: 'how long it is good',
      }),
      apiKeys: z.string().meta({
        flag: 'api-keys',
        env: 'API_KEYS_FILE',
        give: 'a file',
        about: 'where what keys hash to is kept',
      }),
    }),
  },
  ({ name, roles, claims, scopes, days, apiKeys: file }) => {
    const { keys } = existsSync(file)
      ? readApiKeys(readFileSync(file, 'utf8'), file)
      : { keys: [] };
    const { key, sha256 } = makeApiKey();
    const entry = {
      name,
      sha256,
      roles,
      claims: claimsOf(claims),
      scopes,
      expires: new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10),
    };
    const others = keys.filter((one) => one.name !== name);
    writeWhole(file, stringify({ keys: [...others, entry] }));
    process.stdout.write(`${key}\n`);
    return Promise.resolve();
  },
);

function claimsOf(pairs: readonly string[]): Readonly<Record<string, readonly string[]>> {
  const claims = new Map<string, string[]>();
  for (const pair of pairs) {
    const at = pair.indexOf('=');
    const name = pair.slice(0, at);
    claims.set(name, [...(claims.get(name) ?? []), pair.slice(at + 1)]);
  }
  return Object.fromEntries(claims);
}

/** At once, so that no gateway reads half of it. */
function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    throw new ConfigFault([`${file} cannot be written: ${(error as Error).message}.`]);
  }
}
