import type { SourceMapping } from '../../mapping/mapping.ts';
import { localNow } from '../../model/moment.ts';
import type { BaseCopy, CopyWriter, HeldSource, WholeCopy } from '../keeping/copy-store.ts';
import { COPY_VERSION, type Manifest, MANIFEST, readManifest } from '../keeping/manifest.ts';
import type { CopyKey } from '../personal/copy-key.ts';

/** The manifest that a copy begins with; it bears the final one's name only when the copy is whole. */
const BEGUN = '_begun';

/** A copy that is being written. */
export interface UnfinishedCopy {
  readonly writer: CopyWriter;
  /** Local moment at which it was begun. */
  readonly asOf: string;
  /** Moment at which all rows were read for the last time. */
  readonly full: string;
}

/** Goes on with the copy of all rows that was broken off, or begins one where there is none of this mapping. */
export async function openWhole(
  { source, digest }: SourceMapping,
  copyKey: CopyKey | null,
  held: HeldSource,
): Promise<UnfinishedCopy> {
  const found = await reopened(held);
  const key = copyKey?.id ?? null;
  if (found?.begun.digest === digest && found.begun.key === key)
    return { ...found.begun, writer: found.writer };
  // One that is new, broken, of another mapping or key, or of another version of this program.
  await found?.writer.abandon();
  const writer = await held.begin();
  const [asOf, full] = [source.asOf ?? localNow(), new Date().toISOString()];
  await sign(writer, BEGUN, { version: COPY_VERSION, digest, asOf, rows: 0, key, full });
  await writer.commit();
  return { writer, asOf, full };
}

/** Begins a copy with all that the base holds. */
export async function openChanges(
  { source }: SourceMapping,
  { copy, manifest: { full } }: BaseCopy,
  held: HeldSource,
): Promise<UnfinishedCopy> {
  return { writer: await held.beginOn(copy), asOf: source.asOf ?? localNow(), full };
}

/** Says of the copy that it is whole, and publishes it. */
export async function finish(
  { writer, asOf, full }: UnfinishedCopy,
  { digest, rows, key }: Pick<Manifest, 'digest' | 'rows' | 'key'>,
): Promise<WholeCopy> {
  await sign(writer, MANIFEST, { version: COPY_VERSION, digest, asOf, rows, key, full });
  return writer.publish();
}

/** Null where no copy was begun, or none by this version of the program. */
async function reopened(
  held: HeldSource,
): Promise<{ readonly writer: CopyWriter; readonly begun: Manifest } | null> {
  const writer = await held.reopen();
  if (writer === null) return null;
  try {
    const [[text] = []] = await writer.query(`SELECT manifest FROM "${BEGUN}"`);
    const begun = readManifest(text);
    if (begun !== null) return { writer, begun };
  } catch {
    // It was killed before it said what it was.
  }
  await writer.abandon();
  return null;
}

async function sign(writer: CopyWriter, table: string, manifest: Manifest): Promise<void> {
  await writer.query(`DROP TABLE IF EXISTS "${table}"`);
  await writer.table(table, [{ name: 'manifest', type: 'text' }]);
  await writer.append(table, [[JSON.stringify(manifest)]]);
}
