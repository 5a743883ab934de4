import { readdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { WholeCopy } from '../copy-store.ts';

const ENDING = '.duckdb';

/** The copies in the folder, the newest of a source first. */
export function copyFiles(directory: string): readonly WholeCopy[] {
  let names: readonly string[];
  try {
    names = readdirSync(directory);
  } catch {
    // Nobody has copied anything yet.
    return [];
  }
  return names
    .flatMap((name): readonly WholeCopy[] => {
      const [, source = '', generation = ''] = /^(.+)\.(\d+)\.duckdb$/u.exec(name) ?? [];
      if (generation === '') return [];
      return [{ place: join(directory, name), source, generation: Number(generation) }];
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

/** Where a copy of all rows is laid out to be read. */
export function settledFile(directory: string, source: string): string {
  return join(directory, `${source}.settled${ENDING}`);
}

/** What a process holds that copies a source. */
export function lockFile(directory: string, source: string): string {
  return join(directory, `${source}.lock`);
}

/** Makes the finished file the newest copy of its source; of the others one stays, for whoever still reads it. */
export function publish(finished: string, directory: string, source: string): WholeCopy {
  const [newest, ...older] = copyFiles(directory).filter((file) => file.source === source);
  const generation = (newest?.generation ?? 0) + 1;
  const place = join(directory, `${source}.${generation}${ENDING}`);
  renameSync(finished, place);
  for (const { place: old } of older) rmSync(old, { force: true });
  return { place, source, generation };
}
