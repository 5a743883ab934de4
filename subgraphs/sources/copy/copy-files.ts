import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** One whole copy of a source. */
export interface CopyFile {
  readonly path: string;
  readonly source: string;
  /** Counts the copies of the source: a clock may be set back. */
  readonly generation: number;
}

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

const ENDING = '.duckdb';

/** The copies in the folder, the newest of a source first. */
export function copyFiles(directory: string): readonly CopyFile[] {
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch {
    // Nobody has copied anything yet.
    return [];
  }
  return names
    .flatMap((name): readonly CopyFile[] => {
      const [, source = '', generation = ''] = /^(.+)\.(\d+)\.duckdb$/u.exec(name) ?? [];
      if (generation === '') return [];
      return [{ path: join(directory, name), source, generation: Number(generation) }];
    })
    .sort((a, b) => b.generation - a.generation);
}

/** Where a copy stands while all rows are read for it; one that was broken off is gone on with. */
export function unfinishedFile(directory: string, source: string): string {
  return join(directory, `${source}.unfinished${ENDING}`);
}

/** Where a copy stands while what has changed is read for it; one that was broken off is begun anew. */
export function changesFile(directory: string, source: string): string {
  return join(directory, `${source}.changes${ENDING}`);
}

/** What a process holds that copies a source. */
export function lockFile(directory: string, source: string): string {
  return join(directory, `${source}.lock`);
}

/** Makes the finished file the newest copy of its source; of the others one stays, for whoever still reads it. */
export function publish(finished: string, directory: string, source: string): CopyFile {
  const [newest, ...older] = copyFiles(directory).filter((file) => file.source === source);
  const generation = (newest?.generation ?? 0) + 1;
  const path = join(directory, `${source}.${generation}${ENDING}`);
  renameSync(finished, path);
  for (const { path: old } of older) rmSync(old, { force: true });
  return { path, source, generation };
}
