import { readFile, stat } from 'node:fs/promises';
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
export async function openFreshFile<T>(
  file: string,
  read: (text: string) => T,
  log: Log,
): Promise<FreshFile<T>> {
  let looked = Date.now();
  let changed = 0;
  let current: T;
  try {
    changed = await changedAt(file);
    current = read(await readFile(file, 'utf8'));
  } catch (error) {
    throw error instanceof ConfigFault
      ? error
      : new ConfigFault([`${file} cannot be read: ${(error as Error).message}.`]);
  }

  async function look(): Promise<void> {
    try {
      const now = await changedAt(file);
      if (now === changed) return;
      changed = now;
      current = read(await readFile(file, 'utf8'));
      log.info({ file }, 'a changed file is in use');
    } catch (error) {
      log.error({ err: error, file }, 'a changed file cannot be read; what it held before stands');
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
