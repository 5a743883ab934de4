import type { Logger } from 'pino';
import { DatabaseFault } from '../dialects/dialect.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import type { OpenedCopy } from './copied-table.ts';
import type { CopyStore, WholeCopy } from './keeping/copy-store.ts';
import { type Manifest, MANIFEST, readManifest } from './keeping/manifest.ts';
import type { CopyKey } from './personal/copy-key.ts';
import { keyOfCopy } from './personal/key-of-copy.ts';

/** A copy that is read, and the key of its personal data, where that can be read. */
export interface ReadableCopy {
  readonly opened: OpenedCopy;
  readonly key: CopyKey | null;
}

/**
 * Opens a copy and holds it against the mapping of its source. Null for one that is not to be read, which the log tells; throws what
 * says nothing of the copy.
 */
export async function openCopy(
  store: CopyStore,
  copy: WholeCopy,
  mapping: SourceMapping,
  given: CopyKey | undefined,
  log: Logger,
): Promise<ReadableCopy | null> {
  let alias: string;
  try {
    alias = await store.attach(copy);
  } catch (error) {
    // A system that opens no more files says nothing of this one.
    if (!store.saysBroken(error)) throw error;
    return refuse(log, copy, 'is none that can be opened', error);
  }
  let manifest: Manifest | null;
  let facts: OpenedCopy['facts'];
  try {
    manifest = readManifest(await store.valueIn(alias, MANIFEST));
    facts = await store.factsOf(alias);
  } catch (error) {
    await store.detach(alias);
    if (error instanceof DatabaseFault && store.saysBroken(error.cause))
      return refuse(log, copy, 'is broken', error);
    throw error;
  }
  if (manifest?.digest !== mapping.digest) {
    await store.detach(alias);
    return refuse(
      log,
      copy,
      manifest === null
        ? 'is of another version of this program'
        : 'was made under another mapping of the source',
    );
  }
  const { asOf, rows } = manifest;
  const wanted = keyOfCopy(mapping, given);
  const key = wanted?.id === manifest.key ? wanted : null;
  if (wanted !== null && key === null)
    log.warn(
      { source: copy.source, copy: copy.place },
      'Personal data in the copy is encrypted with another key than COPY_KEY: it is read from the source',
    );
  log.info({ source: copy.source, asOf, rows }, 'A copy is read');
  return { opened: { form: store.form, alias, asOf, facts }, key };
}

/** Tells the log of a copy that is not read. */
export function refuse(
  log: Logger,
  { source, place }: WholeCopy,
  why: string,
  error?: unknown,
): null {
  log.warn({ source, copy: place, err: error }, `The copy ${why}: it is not read`);
  return null;
}
