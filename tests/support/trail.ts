import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDayFiles, readDayFiles } from '../../gateway/access/audit/day-files.ts';
import type { SeenEntry } from '../../gateway/access/audit/entry.ts';
import { keyFileIn } from '../../gateway/access/audit/settings.ts';
import {
  openSigningKey,
  publicFileOf,
  readPublicKey,
} from '../../gateway/access/audit/signing-key.ts';
import type { StoredLine } from '../../gateway/access/audit/store.ts';
import { openTrail } from '../../gateway/access/audit/trail.ts';
import { type Checkpoint, verifyTrail } from '../../gateway/access/audit/verify.ts';

/** A folder for a trail, which goes with the test. */
export function trailFolder(): { readonly directory: string; remove(): void } {
  const directory = mkdtempSync(join(tmpdir(), 'motcua-trail-'));
  return {
    directory,
    remove() {
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

interface FolderOptions {
  readonly clock?: () => number;
  readonly keepDays?: number;
  /** As `openDayFiles` takes it. */
  readonly writeThrough?: number;
}

/** Opens the trail in a folder, at a time that the test says. */
export async function openFolder(
  directory: string,
  { clock, keepDays, writeThrough }: FolderOptions = {},
) {
  return openTrail({
    store: await openDayFiles(directory, writeThrough),
    key: openSigningKey(keyFileIn(directory)),
    keepDays,
    ...(clock && { clock }),
    onError: (error) => {
      throw error;
    },
  });
}

/** Holds the trail in a folder against itself. */
export function verifyFolder(directory: string, noted?: Checkpoint) {
  const key = readPublicKey(publicFileOf(keyFileIn(directory)));
  return verifyTrail(readDayFiles(directory), [key], noted);
}

export async function linesIn(directory: string): Promise<readonly StoredLine[]> {
  const lines: StoredLine[] = [];
  for await (const line of readDayFiles(directory)) lines.push(line);
  return lines;
}

/** An officer of Năm Căn who has seen a dossier, unless told otherwise. */
export function seen(request: string, other: Partial<SeenEntry> = {}): SeenEntry {
  return {
    kind: 'seen',
    request,
    who: { subject: 'issuer#lan', kind: 'person', roles: ['officer'], offices: ['H12.NC'] },
    from: '127.0.0.1',
    via: 'graphql',
    operation: 'Dossiers',
    hash: 'a'.repeat(64),
    records: { Dossier: ['H12.NC:1'] },
    rows: 1,
    classes: ['name'],
    masked: [],
    searched: [],
    sources: ['H12.NC'],
    ...other,
  };
}
