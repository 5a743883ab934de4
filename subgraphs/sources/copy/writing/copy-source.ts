import { mkdirSync } from 'node:fs';
import { fault } from '../../../../service/errors/faults.ts';
import type { BoundRootTable } from '../../compiler/bound-table.ts';
import type { Source } from '../../database/source.ts';
import type { FileWriter } from '../../dialects/duckdb/writer.ts';
import type { SourceMapping } from '../../mapping/mapping.ts';
import { type CopiedRoot, copiedTables } from '../copied-table.ts';
import { type CopyFile, publish } from '../copy-files.ts';
import type { CopyKey } from '../personal/copy-key.ts';
import { keyOfCopy } from '../personal/key-of-copy.ts';
import { type BaseCopy, baseOf } from './base-copy.ts';
import { copyChanges } from './copy-changes.ts';
import { CopyFault, copyFault, isBroken } from './copy-fault.ts';
import { holdSource } from './copy-lock.ts';
import { copyTable } from './copy-table.ts';
import type { Copying, CopyOptions } from './copying.ts';
import { finish, openChanges, openWhole } from './unfinished-copy.ts';

/** What was copied. */
export interface Copied extends CopyFile {
  /** Those of the copy that hang under no other. */
  readonly rows: number;
}

/**
 * Copies a source over one connection, with a pause after each page: all of its rows, or on top of the last copy those that have
 * changed, where the mapping says how that is known and it is not time to read all again. One that was broken off goes on where it
 * stopped, and nobody reads it before it is whole. Throws the source's own fault where that does not answer, and a `CopyFault`
 * where the copy cannot be written, or another process is writing it.
 */
export async function copySource(source: Source, options: CopyOptions): Promise<Copied> {
  const { mapping, code, name } = source;
  if (mapping === null) throw fault('SOURCE_MISCONFIGURED', { source: name });
  const { directory } = options;
  const key = keyOfCopy(mapping, options.key);
  if (key === undefined) throw new CopyFault(NO_KEY);
  const tables = await boundTables(source, mapping);
  makeFolder(directory);
  const letGo = await holdSource(directory, code);
  try {
    const base = await baseOf(mapping, key, options);
    const writing = { source, mapping, key, tables, options };
    try {
      return await write(writing, base);
    } catch (error) {
      if (base === null || !isBroken(error)) throw error;
      // What stands in the copy before cannot be trusted.
      return await write(writing, null);
    }
  } finally {
    letGo();
  }
}

const NO_KEY =
  'its mapping has personal data copied, which is encrypted, and there is no key: give COPY_KEY (32 bytes, such as “openssl rand -base64 32” prints), or say personal: false';

interface Writing extends Pick<Copying, 'source' | 'mapping' | 'options'> {
  readonly key: CopyKey | null;
  readonly tables: ReadonlyMap<string, BoundRootTable>;
}

/** Writes a copy and publishes it: of what has changed since the base, or of all rows where there is none. */
async function write(
  { source, mapping, key, tables, options }: Writing,
  base: BaseCopy | null,
): Promise<Copied> {
  const unfinished =
    base === null
      ? await openWhole(mapping, key, options)
      : await openChanges(mapping, base, options);
  const { writer } = unfinished;
  let rows = 0;
  try {
    for (const copied of Object.values(copiedTables(mapping, key)).flat()) {
      const table = tables.get(copied.id);
      if (table === undefined) continue;
      const copying = { source, table, copied, writer, mapping, options };
      if (base !== null && table.mapping.changed.length > 0) await copyChanges(copying);
      else {
        if (base !== null) await empty(writer, copied);
        await copyTable(copying);
      }
      rows += await rowsOf(writer, copied);
    }
    await finish(unfinished, { digest: mapping.digest, rows, key: key?.id ?? null });
  } catch (error) {
    // Half a page is none: what was read of it is read again.
    writer.abandon();
    throw error;
  }
  return { ...publish(unfinished.file, options.directory, mapping.source.code), rows };
}

function makeFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw copyFault(directory, cause);
  }
}

async function boundTables(
  source: Source,
  { entities }: SourceMapping,
): Promise<ReadonlyMap<string, BoundRootTable>> {
  const tables = await Promise.all(Object.keys(entities).map((entity) => source.tables(entity)));
  return new Map(tables.flat().map((table) => [table.id, table]));
}

async function empty(writer: FileWriter, copied: CopiedRoot): Promise<void> {
  for (const { name } of [copied, ...Object.values(copied.children)])
    await writer.query(`DROP TABLE IF EXISTS "${name}"`);
}

async function rowsOf(writer: FileWriter, { name }: CopiedRoot): Promise<number> {
  const [[rows] = []] = await writer.query(`SELECT COUNT(*) FROM "${name}"`);
  return Number(rows);
}
