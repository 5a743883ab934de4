import { fault } from '../../../../service/errors/faults.ts';
import type { BoundRootTable } from '../../compiler/bound-table.ts';
import type { Source } from '../../database/source.ts';
import type { KeptWriter } from '../../dialects/shared/kept/kept-writer.ts';
import type { SourceMapping } from '../../mapping/mapping.ts';
import { type CopiedRoot, copiedTables } from '../copied-table.ts';
import { CopyFault } from '../keeping/copy-fault.ts';
import type { BaseCopy, HeldSource, WholeCopy } from '../keeping/copy-store.ts';
import type { CopyKey } from '../personal/copy-key.ts';
import { keyOfCopy } from '../personal/key-of-copy.ts';
import { baseOf } from './base-copy.ts';
import { copyChanges } from './copy-changes.ts';
import { copyTable } from './copy-table.ts';
import type { Copying, CopyOptions } from './copying.ts';
import { finish, openChanges, openWhole } from './unfinished-copy.ts';

/** What was copied. */
export interface Copied extends WholeCopy {
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
  const key = keyOfCopy(mapping, options.key);
  if (key === undefined) throw new CopyFault(NO_KEY);
  const tables = await boundTables(source, mapping);
  const held = await options.store.hold(code, options.signal);
  try {
    const base = await baseOf(mapping, key, held, options);
    const writing = { source, mapping, key, tables, options, held };
    try {
      return await write(writing, base);
    } catch (error) {
      if (base === null || !(error instanceof CopyFault && error.isBroken)) throw error;
      // What stands in the copy before cannot be trusted.
      return await write(writing, null);
    }
  } finally {
    await held.letGo();
  }
}

const NO_KEY =
  'its mapping has personal data copied, which is encrypted, and there is no key: give COPY_KEY (32 bytes, such as “openssl rand -base64 32” prints), or say personal: false';

interface Writing extends Pick<Copying, 'source' | 'mapping' | 'options'> {
  readonly key: CopyKey | null;
  readonly tables: ReadonlyMap<string, BoundRootTable>;
  readonly held: HeldSource;
}

/** Writes a copy and publishes it: of what has changed since the base, or of all rows where there is none. */
async function write(
  { source, mapping, key, tables, options, held }: Writing,
  base: BaseCopy | null,
): Promise<Copied> {
  const unfinished =
    base === null ? await openWhole(mapping, key, held) : await openChanges(mapping, base, held);
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
    const told = { digest: mapping.digest, rows, key: key?.id ?? null };
    return { ...(await finish(unfinished, told)), rows };
  } catch (error) {
    // Half a page is none: what was read of it is read again.
    await writer.abandon();
    throw error;
  }
}

async function boundTables(
  source: Source,
  { entities }: SourceMapping,
): Promise<ReadonlyMap<string, BoundRootTable>> {
  const tables = await Promise.all(Object.keys(entities).map((entity) => source.tables(entity)));
  return new Map(tables.flat().map((table) => [table.id, table]));
}

async function empty(writer: KeptWriter, copied: CopiedRoot): Promise<void> {
  for (const { name } of [copied, ...Object.values(copied.children)])
    await writer.query(`DROP TABLE IF EXISTS "${name}"`);
}

async function rowsOf(writer: KeptWriter, { name }: CopiedRoot): Promise<number> {
  const [[rows] = []] = await writer.query(`SELECT COUNT(*) FROM "${name}"`);
  return Number(rows);
}
