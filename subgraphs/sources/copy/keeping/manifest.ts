import { z } from 'zod';

/** The table in which each copy says what it is. */
export const MANIFEST = '_copy';

/** The form in which copies are kept; those in another are made anew. */
export const COPY_VERSION = 2;

const manifestSchema = z.object({
  version: z.literal(COPY_VERSION),
  /** Of the mapping under which it was read. */
  digest: z.string(),
  /** Local moment at which reading began: what the database held then is in it. */
  asOf: z.string(),
  rows: z.number(),
  /** The key with which its personal fields are encrypted; null where it has none. */
  key: z.string().nullable(),
  /** Moment at which all rows were read for the last time. */
  full: z.iso.datetime(),
});

export type Manifest = z.infer<typeof manifestSchema>;

/** Null where the text is none, or of another version of this program. */
export function readManifest(text: unknown): Manifest | null {
  try {
    return manifestSchema.safeParse(JSON.parse(String(text))).data ?? null;
  } catch {
    return null;
  }
}
