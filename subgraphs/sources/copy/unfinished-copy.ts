import { chmodSync, rmSync } from 'node:fs';
import { type FileWriter, openWriter } from '../dialects/duckdb/writer.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import { localNow } from '../model/moment.ts';
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

/** Why a copy cannot be written, for whoever runs the program. */
class CopyFault extends Error {
  override readonly name = 'CopyFault';
}

/** Goes on with the copy that was broken off, or begins one where there is none of this mapping. Throws a `CopyFault`. */
export async function openUnfinished(
  { source, digest }: SourceMapping,
  { directory, memory }: { readonly directory: string; readonly memory: string },
): Promise<UnfinishedCopy> {
  const file = unfinishedFile(directory, source.code);
  const open = () => writable(file, () => openWriter(file, memory));
  const found = await open();
  const begun = await begunIn(found);
  if (begun?.digest === digest) return { writer: found, asOf: begun.asOf };
  // A file that is new, of another mapping, or of another version of this program.
  await found.close();
  for (const ending of ['', '.wal']) rmSync(`${file}${ending}`, { force: true });
  const writer = await open();
  chmodSync(file, 0o600);
  const asOf = source.asOf ?? localNow();
  await sign(writer, BEGUN, { version: COPY_VERSION, digest, asOf, rows: 0 });
  await writer.commit();
  return { writer, asOf };
}

/** Says of the copy that it is whole. */
export async function finish(
  writer: FileWriter,
  { digest, asOf, rows }: Omit<Manifest, 'version'>,
): Promise<void> {
  await sign(writer, MANIFEST, { version: COPY_VERSION, digest, asOf, rows });
}

async function begunIn(writer: FileWriter): Promise<Manifest | null> {
  const [table] = await writer.query(`SELECT 1 FROM duckdb_tables() WHERE table_name = '${BEGUN}'`);
  if (table === undefined) return null;
  const [[text] = []] = await writer.query(`SELECT manifest FROM "${BEGUN}"`);
  return readManifest(text);
}

async function sign(writer: FileWriter, table: string, manifest: Manifest): Promise<void> {
  await writer.table(table, [{ name: 'manifest', type: 'text' }]);
  await writer.append(table, [[JSON.stringify(manifest)]]);
}

async function writable<T>(file: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : '';
    const why = /lock/iu.test(said)
      ? 'another process is copying this source: wait until it is done, or stop it'
      : `the file cannot be written (${said.split('\n')[0] ?? ''}): see to the folder’s rights and to the room on the disk`;
    throw new CopyFault(`${file}: ${why}`, { cause });
  }
}
