import { z } from 'zod';
import { ConfigFault } from '../../service/settings/config.ts';

/** Texts of documents by the ids under which clients ask for them. */
export type Manifest = ReadonlyMap<string, string>;

const text = z.string().min(1);

/** Relay's `persistConfig.file` and graphql-codegen's `persisted-documents.json`. */
const byHash = z.record(z.string().min(1), text);

/** Of @apollo/generate-persisted-query-manifest. */
const apollo = z.object({
  format: z.literal('apollo-persisted-query-manifest'),
  version: z.literal(1),
  operations: z.array(z.object({ id: z.string().min(1), body: text, name: text, type: text })),
});

/** Reads a manifest in any of the three forms. Throws a `ConfigFault` that names the file. */
export function readManifest(json: string, file: string): Manifest {
  const value = parsed(json, file);
  const isApollo = typeof value === 'object' && value !== null && 'format' in value;
  const checked = isApollo ? apollo.safeParse(value) : byHash.safeParse(value);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const at = issue?.path.join('.') ?? '';
    throw new ConfigFault([
      `${file} is no manifest of documents: ${at}: ${issue?.message ?? ''}. It is {id: text}, or an apollo-persisted-query-manifest of version 1.`,
    ]);
  }
  return 'operations' in checked.data && isApollo
    ? new Map(
        (checked.data as z.output<typeof apollo>).operations.map(({ id, body }) => [id, body]),
      )
    : new Map(Object.entries(checked.data as z.output<typeof byHash>));
}

function parsed(json: string, file: string): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    throw new ConfigFault([`${file} is no JSON: ${(error as Error).message}.`]);
  }
}
