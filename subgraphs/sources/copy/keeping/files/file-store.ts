import { chmodSync, constants, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { kindOf, saysBroken } from '../../../dialects/duckdb/broken-file.ts';
import { inDuckdb } from '../../../dialects/duckdb/form.ts';
import type { InstanceLimits } from '../../../dialects/duckdb/instance.ts';
import { type FileReader, openReader } from '../../../dialects/duckdb/reader.ts';
import { type Gathered, settle } from '../../../dialects/duckdb/settle.ts';
import { type FileWriter, openWriter } from '../../../dialects/duckdb/writer.ts';
import { telling, tellingWriter } from '../copy-fault.ts';
import type { CopyStore, CopyWriter, HeldSource } from '../copy-store.ts';
import { type Manifest, MANIFEST, readManifest } from '../manifest.ts';
import { changesFile, copyFiles, publish, settledFile, unfinishedFile } from './copy-files.ts';
import { fileFault } from './file-fault.ts';
import { lockSource } from './file-lock.ts';

/** A folder of files of DuckDB, and what reading and writing them may take of this machine. */
export interface FolderOfCopies extends InstanceLimits {
  readonly directory: string;
}

/** Copies in a folder, a file of DuckDB each, readable by their owner alone. */
export function fileStore({ directory, ...limits }: FolderOfCopies): CopyStore {
  let opening: Promise<FileReader> | undefined;

  /** One that did not open is tried again at the next look. */
  function reader(): Promise<FileReader> {
    opening ??= openReader(limits).catch((error: unknown) => {
      opening = undefined;
      throw error;
    });
    return opening;
  }

  let attached = 0;
  return {
    form: inDuckdb,
    list: () => Promise.resolve(copyFiles(directory)),
    async attach({ place }) {
      const files = await reader();
      attached += 1;
      const alias = `copy${attached}`;
      await files.attach(place, alias);
      return alias;
    },
    detach: async (alias) => (await reader()).detach(alias),
    valueIn: async (alias, table) => (await reader()).valueIn(alias, table),
    factsOf: async (alias) => (await reader()).factsOf(alias),
    read: async (statement, options) => (await reader()).read(statement, options),
    saysBroken,
    kindOf,
    async hold(source) {
      try {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
      } catch (cause) {
        throw fileFault(directory, cause);
      }
      const letGo = await lockSource(directory, source);
      try {
        // A pass that was killed left them; nobody goes on with them.
        removeScratch(directory, source);
      } catch (cause) {
        await letGo();
        throw cause;
      }
      return heldSource(directory, source, { memory: limits.memory, letGo });
    },
    async close() {
      // One that did not open has nothing to close.
      (await opening?.catch(() => undefined))?.close();
    },
  };
}

function heldSource(
  directory: string,
  source: string,
  { memory, letGo }: { readonly memory: string; readonly letGo: () => Promise<void> },
): HeldSource {
  const [unfinished, changes] = [unfinishedFile(directory, source), changesFile(directory, source)];

  const written = (place: string, file: FileWriter): CopyWriter => ({
    ...tellingWriter((cause) => fileFault(place, cause), file),
    place,
    async publish() {
      const tell = (cause: unknown) => fileFault(place, cause);
      await telling(tell, file.close());
      // One with a few changes stays as its base was laid out; one that there is no room to lay out is as right, and slower to read.
      if (place === unfinished) await settleInPlace(place, file.gathered()).catch(() => undefined);
      return publish(place, directory, source);
    },
  });
  /** Whatever moment the process is killed at, a whole file stands in the place. */
  const settleInPlace = async (place: string, gathered: Gathered): Promise<void> => {
    const settled = settledFile(directory, source);
    await settle(place, settled, { memory, gathered });
    renameSync(settled, place);
  };
  /** A file of our own with what `fill` puts into it. */
  const begun = (place: string, fill: () => Promise<void>): Promise<CopyWriter> =>
    telling(
      (cause) => fileFault(place, cause),
      (async () => {
        removeFile(place);
        await fill();
        const file = await openWriter(place, memory);
        try {
          chmodSync(place, 0o600);
        } catch (cause) {
          await file.close();
          throw cause;
        }
        return written(place, file);
      })(),
    );
  return {
    async newest() {
      const [copy] = copyFiles(directory).filter((its) => its.source === source);
      const manifest = copy === undefined ? null : await manifestIn(copy.place);
      return copy === undefined || manifest === null ? null : { copy, manifest };
    },
    isBegun: () => existsSync(unfinished),
    async reopen() {
      if (!existsSync(unfinished)) return null;
      try {
        return written(unfinished, await openWriter(unfinished, memory));
      } catch {
        // A process that was killed as it made the file leaves what is none of DuckDB's.
        return null;
      }
    },
    begin: () => begun(unfinished, () => Promise.resolve()),
    beginOn: ({ place }) =>
      begun(changes, () => copyFile(place, changes, constants.COPYFILE_FICLONE)),
    async letGo() {
      try {
        removeScratch(directory, source);
      } catch {
        // Whoever holds the source next removes it, or says why that cannot be.
      } finally {
        await letGo();
      }
    },
  };
}

/** Removes what is of no use to whoever holds the source next. Throws a `CopyFault`. */
function removeScratch(directory: string, source: string): void {
  for (const place of [changesFile(directory, source), settledFile(directory, source)])
    try {
      removeFile(place);
    } catch (cause) {
      throw fileFault(place, cause);
    }
}

/** A file of DuckDB, with what was written beside it. */
function removeFile(place: string): void {
  for (const ending of ['', '.wal']) rmSync(`${place}${ending}`, { force: true });
  rmSync(`${place}.tmp`, { force: true, recursive: true });
}

async function manifestIn(path: string): Promise<Manifest | null> {
  const reader = await openReader({ memory: '16MB', threads: 1 });
  try {
    await reader.attach(path, 'base');
    return readManifest(await reader.valueIn('base', MANIFEST));
  } catch {
    // A file that is broken is made anew.
    return null;
  } finally {
    reader.close();
  }
}
