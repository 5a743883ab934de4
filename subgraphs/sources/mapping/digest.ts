import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { CopyRules } from './mapping.ts';
import { readTextFile } from './text-file.ts';

/** What a mapping says, and each crosswalk that it names: two that agree in it read the same rows from the same database. */
export function mappingDigest(file: string, spec: Readonly<Record<string, unknown>>): string {
  const hash = createHash('sha256');
  const { database, copy, ...rest } = spec;
  const { client, url, schema, timezone } = database as Readonly<Record<string, unknown>>;
  // Who asks, and how patiently, changes nothing of what the rows say.
  const place = String(url).replace(/\/\/[^@/]*@/u, '//');
  const { personal } = copy as CopyRules;
  const said = JSON.stringify({ ...rest, personal, database: { client, place, schema, timezone } });
  hash.update(said);
  for (const [, crosswalk = ''] of said.matchAll(/"codes":("(?:[^"\\]|\\.)*")/gu))
    hash.update(readTextFile(join(dirname(file), JSON.parse(crosswalk) as string)));
  return hash.digest('base64url');
}
