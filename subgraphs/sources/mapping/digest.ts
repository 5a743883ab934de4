import { createHash } from 'node:crypto';
import { dirname, join } from 'node:path';
import type { CopyRules } from './mapping.ts';
import { readTextFile } from '../../../service/yaml/text-file.ts';

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
  for (const crosswalk of crosswalksIn(rest))
    hash.update(readTextFile(join(dirname(file), crosswalk)));
  return hash.digest('base64url');
}

/** The files of codes that are named anywhere, in their order. */
function crosswalksIn(spec: unknown, key = ''): readonly string[] {
  if (typeof spec === 'string') return key === 'codes' ? [spec] : [];
  if (typeof spec !== 'object' || spec === null) return [];
  // A table that stands in the mapping itself.
  if (key === 'codes' && !Array.isArray(spec)) return [];
  if (Array.isArray(spec)) return spec.flatMap((one) => crosswalksIn(one, key));
  return Object.entries(spec).flatMap(([name, one]) => crosswalksIn(one, name));
}
