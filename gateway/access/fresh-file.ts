import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigFault } from '../../service/settings/config.ts';
import type { Log } from '../../service/log.ts';

/** What a file holds now. */
export type FreshFile<T> = () => Promise<T>;

/** How often a file's time is looked at. */
const LOOK_MS = 1_000;

/**
 * Reads a file, and again when it has changed and somebody asks. What cannot be read any more is logged, and what was
 * read last stands.
 */
export function openFreshFile<T>(
  file: string,
  read: (text: string) => T,
  log: Log,
): Promise<FreshFile<T>> {
  return openFresh(
    file,
    { changed: () => changedAt(file), load: async () => read(await readFile(file, 'utf8')) },
    log,
  );
}

/** The same for a file, or for all of a folder with such an ending, by their names. */
export async function openFreshFiles<T>(
  place: string,
  ending: string,
  read: (texts: ReadonlyMap<string, string>) => T,
  log: Log,
): Promise<FreshFile<T>> {
  async function files(): Promise<readonly string[]> {
    if (!(await stat(place)).isDirectory()) return [place];
    const names = await readdir(place);
    return names
      .filter((name) => name.endsWith(ending))
      .sort()
      .map((name) => join(place, name));
  }
  const each = async <R>(
    of: (file: string) => Promise<R>,
  ): Promise<readonly (readonly [string, R])[]> =>
    Promise.all((await files()).map(async (file) => [file, await of(file)] as const));
  return openFresh(
    place,
    {
      changed: async () => (await each(changedAt)).join(),
      load: async () => read(new Map(await each((file) => readFile(file, 'utf8')))),
    },
    log,
  );
}

async function openFresh<T>(
  place: string,
  { changed, load }: { readonly changed: () => Promise<unknown>; readonly load: () => Promise<T> },
  log: Log,
): Promise<FreshFile<T>> {
  let looked = Date.now();
  let stamp: unknown;
  let current: T;
  try {
    stamp = await changed();
    current = await load();
  } catch (error) {
    throw error instanceof ConfigFault
      ? error
      : new ConfigFault([`${place} cannot be read: ${(error as Error).message}.`]);
  }

  let refused = '';

  async function look(): Promise<void> {
    let now: unknown;
    try {
      now = await changed();
      if (now !== stamp) {
        current = await load();
        stamp = now;
        log.info({ file: place }, 'a changed file is in use');
      }
      refused = '';
    } catch (error) {
      const { syscall, message } = error as NodeJS.ErrnoException;
      // What is written wrongly stays so until it is written again. What the system refuses it may give at the next look, with no
      // other time on the file: permissions that were mended, files that others have closed.
      if (syscall === undefined) stamp = now;
      else if (message === refused) return;
      refused = syscall === undefined ? '' : message;
      log.error(
        { err: error, file: place },
        'a changed file cannot be read; what it held before stands',
      );
    }
  }

  return async () => {
    if (Date.now() - looked >= LOOK_MS) {
      looked = Date.now();
      await look();
    }
    return current;
  };
}

async function changedAt(file: string): Promise<number> {
  const { mtimeMs, size } = await stat(file);
  // Two writes within the clock's step mostly differ in size.
  return mtimeMs + size / 1e9;
}
