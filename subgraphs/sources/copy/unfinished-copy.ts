import { chmodSync, existsSync, rmSync } from 'node:fs';
import { type FileWriter, openWriter } from '../dialects/duckdb/writer.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import { localNow } from '../model/moment.ts';
import { copyFault, tellingFaults } from './copy-fault.ts';
import {
  COPY_VERSION,
  type Manifest,
  MANIFEST,
  readManifest,
  unfinishedFile,
} from './copy-files.ts';

/** The manifest that a copy begins with; it bears the final one's name only when the copy is whole. */
const BEGUN = '_begun';

/** A copy that is being written. */
export interface UnfinishedCopy {
  readonly writer: FileWriter;
  /** Local moment at which it was begun. */
  readonly asOf: string;
}

/**
 * Goes on with the copy that was broken off, or begins one where there is none of this mapping; the source is held meanwhile. Its
 * writer, too, throws a `CopyFault`.
 */
export async function openUnfinished(
  { source, digest }: SourceMapping,
  { directory, memory }: { readonly directory: string; readonly memory: string },
): Promise<UnfinishedCopy> {
  const file = unfinishedFile(directory, source.code);
  const found = await reopened(file, memory);
  if (found?.begun.digest === digest) return { writer: found.writer, asOf: found.begun.asOf };
  // A file that is new, broken, of another mapping, or of another version of this program.
  found?.writer.abandon();
  try {
    for (const ending of ['', '.wal']) rmSync(`${file}${ending}`, { force: true });
    const writer = tellingFaults(file, await openWriter(file, memory));
    chmodSync(file, 0o600);
    const asOf = source.asOf ?? localNow();
    await sign(writer, BEGUN, { version: COPY_VERSION, digest, asOf, rows: 0 });
    await writer.commit();
    return { writer, asOf };
  } catch (cause) {
    throw copyFault(file, cause);
  }
}

/** Says of the copy that it is whole. */
export async function finish(
  writer: FileWriter,
  { digest, asOf, rows }: Omit<Manifest, 'version'>,
): Promise<void> {
  await sign(writer, MANIFEST, { version: COPY_VERSION, digest, asOf, rows });
  await writer.close();
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
