import { chmodSync, existsSync, linkSync, rmSync } from 'node:fs';
import { openWriter } from '../../../dialects/duckdb/writer.ts';
import { lockFile } from './copy-files.ts';
import { fileFault } from './file-fault.ts';

/**
 * Holds a source, so that no other process copies it, until what it resolves to is called; the operating system lets go of it when
 * the process ends in whatever way. Throws a `CopyFault` where another process holds it.
 */
export async function lockSource(directory: string, source: string): Promise<() => Promise<void>> {
  const file = lockFile(directory, source);
  try {
    if (!existsSync(file)) await makeLock(file);
    const held = await openWriter(file, MEMORY);
    return () => held.abandon();
  } catch (cause) {
    throw fileFault(file, cause);
  }
}

/** A file of DuckDB with nothing in it: opening it is what locks it, on every system. */
const MEMORY = '16MB';

/** Nobody ever sees it half made, and whoever makes it second finds the first one's. */
async function makeLock(file: string): Promise<void> {
  const made = `${file}.${process.pid}`;
  rmSync(made, { force: true });
  try {
    await (await openWriter(made, MEMORY)).close();
    chmodSync(made, 0o600);
    linkSync(made, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(made, { force: true });
  }
}
