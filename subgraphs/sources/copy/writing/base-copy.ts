import { existsSync } from 'node:fs';
import { openReader } from '../../dialects/duckdb/reader.ts';
import type { SourceMapping } from '../../mapping/mapping.ts';
import { copyFiles, type Manifest, MANIFEST, readManifest, unfinishedFile } from '../copy-files.ts';
import type { CopyKey } from '../personal/copy-key.ts';
import type { CopyOptions } from './copying.ts';

/** A whole copy, on top of which changes are read. */
export interface BaseCopy {
  readonly path: string;
  readonly manifest: Manifest;
}

const A_DAY = 86_400_000;

/** The newest copy where just its changes are to be read; null where all rows are. */
export async function baseOf(
  { source: { code }, digest, entities }: SourceMapping,
  key: CopyKey | null,
  { directory, full = false, fullEvery = A_DAY }: CopyOptions,
): Promise<BaseCopy | null> {
  const tellsChanges = Object.values(entities)
    .flat()
    .some(({ changed }) => changed.length > 0);
  if (full || !tellsChanges || existsSync(unfinishedFile(directory, code))) return null;
  const [newest] = copyFiles(directory).filter(({ source }) => source === code);
  if (newest === undefined) return null;
  const manifest = await manifestIn(newest.path);
  if (manifest?.digest !== digest || manifest.key !== (key?.id ?? null)) return null;
  const age = Date.now() - Date.parse(manifest.full);
  // A clock that was set back tells nothing.
  return age >= 0 && age < fullEvery ? { path: newest.path, manifest } : null;
}

async function manifestIn(path: string): Promise<Manifest | null> {
  const reader = await openReader({ memory: '16MB', threads: 1 });
  try {
    await reader.attach(path, 'base');
    const sql = `SELECT manifest FROM base."${MANIFEST}"`;
    const [[text] = []] = await reader.read({ sql, bindings: [] });
    return readManifest(text);
  } catch {
    // A file that is broken is made anew.
    return null;
  } finally {
    reader.close();
  }
}
