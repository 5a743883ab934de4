import { chmodSync, constants, existsSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { type FileWriter, openWriter } from '../../dialects/duckdb/writer.ts';
import type { SourceMapping } from '../../mapping/mapping.ts';
import { localNow } from '../../model/moment.ts';
import type { CopyKey } from '../personal/copy-key.ts';
import type { BaseCopy } from './base-copy.ts';
import { copyFault, tellingFaults } from './copy-fault.ts';
import {
  changesFile,
  COPY_VERSION,
  type Manifest,
  MANIFEST,
  readManifest,
  unfinishedFile,
} from '../copy-files.ts';

/** The manifest that a copy begins with; it bears the final one's name only when the copy is whole. */
const BEGUN = '_begun';

/** A copy that is being written; its writer throws a `CopyFault`. */
export interface UnfinishedCopy {
  readonly file: string;
  readonly writer: FileWriter;
  /** Local moment at which it was begun. */
  readonly asOf: string;
  /** Moment at which all rows were read for the last time. */
  readonly full: string;
}

interface Place {
  readonly directory: string;
  readonly memory: string;
}

/** Goes on with the copy of all rows that was broken off, or begins one where there is none of this mapping. */
export async function openWhole(
  { source, digest }: SourceMapping,
  copyKey: CopyKey | null,
  { directory, memory }: Place,
): Promise<UnfinishedCopy> {
  const file = unfinishedFile(directory, source.code);
  const found = await reopened(file, memory);
  const key = copyKey?.id ?? null;
  if (found?.begun.digest === digest && found.begun.key === key)
    return { ...found.begun, file, writer: found.writer };
  // A file that is new, broken, of another mapping or key, or of another version of this program.
  found?.writer.abandon();
  try {
    remove(file);
    const writer = tellingFaults(file, await openWriter(file, memory));
    chmodSync(file, 0o600);
    const [asOf, full] = [source.asOf ?? localNow(), new Date().toISOString()];
    await sign(writer, BEGUN, { version: COPY_VERSION, digest, asOf, rows: 0, key, full });
    await writer.commit();
    return { file, writer, asOf, full };
  } catch (cause) {
    throw copyFault(file, cause);
  }
}

/** Begins a copy with all that the base holds. */
export async function openChanges(
  { source }: SourceMapping,
  base: BaseCopy,
  { directory, memory }: Place,
): Promise<UnfinishedCopy> {
  const file = changesFile(directory, source.code);
  try {
    remove(file);
    await copyFile(base.path, file, constants.COPYFILE_FICLONE);
    chmodSync(file, 0o600);
    const writer = tellingFaults(file, await openWriter(file, memory));
    const { full } = base.manifest;
    return { file, writer, asOf: source.asOf ?? localNow(), full };
  } catch (cause) {
    throw copyFault(file, cause);
  }
}

/** Says of the copy that it is whole. */
export async function finish(
  { writer, asOf, full }: UnfinishedCopy,
  { digest, rows, key }: Pick<Manifest, 'digest' | 'rows' | 'key'>,
): Promise<void> {
  await sign(writer, MANIFEST, { version: COPY_VERSION, digest, asOf, rows, key, full });
  await writer.close();
}

function remove(file: string): void {
  for (const ending of ['', '.wal']) rmSync(`${file}${ending}`, { force: true });
}

/** Null where there is no such file, or none that this version of the program has begun. */
async function reopened(
  file: string,
  memory: string,
): Promise<{ readonly writer: FileWriter; readonly begun: Manifest } | null> {
  if (!existsSync(file)) return null;
  let writer: FileWriter | undefined;
  try {
    writer = await openWriter(file, memory);
    const [[text] = []] = await writer.query(`SELECT manifest FROM "${BEGUN}"`);
    const begun = readManifest(text);
    if (begun !== null) return { writer: tellingFaults(file, writer), begun };
  } catch {
    // A process that was killed as it made the file leaves what is none of DuckDB's.
  }
  writer?.abandon();
  return null;
}

async function sign(writer: FileWriter, table: string, manifest: Manifest): Promise<void> {
  await writer.query(`DROP TABLE IF EXISTS "${table}"`);
  await writer.table(table, [{ name: 'manifest', type: 'text' }]);
  await writer.append(table, [[JSON.stringify(manifest)]]);
}
