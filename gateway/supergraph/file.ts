import { unwatchFile, watchFile } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { ConfigFault } from '../../service/settings/config.ts';
import type { Log } from '../../service/log.ts';

/** A supergraph that may change while it is served. */
export interface SupergraphSource {
  readonly sdl: string;
  /** Tells of each new text until closed. */
  onChange(listener: (sdl: string) => Promise<void>): void;
  close(): void;
}

/** Looking at the file's time rather than listening to its folder works on every file system, mounted ones too. */
const POLL_MS = 1_000;

/** Reads a supergraph from a file, and again whenever the file changes. */
export async function openSupergraphFile(
  file: string,
  log: Log,
  pollMs = POLL_MS,
): Promise<SupergraphSource> {
  let current = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new ConfigFault([`The supergraph cannot be read: ${(error as Error).message}.`]);
  });
  let telling = Promise.resolve();

  return {
    sdl: current,
    onChange(listener) {
      async function look(): Promise<void> {
        try {
          const sdl = await readFile(file, 'utf8');
          if (sdl === current) return;
          current = sdl;
          await listener(sdl);
        } catch (error) {
          log.error(
            { err: error, file },
            'the supergraph file cannot be read; the old one serves on',
          );
        }
      }
      watchFile(file, { interval: pollMs, persistent: false }, () => {
        telling = telling.then(look);
      });
      // It may have changed while the gateway began over what was read first.
      telling = telling.then(look);
    },
    close() {
      unwatchFile(file);
    },
  };
}

/** A supergraph that stays as it is. */
export function fixedSupergraph(sdl: string): SupergraphSource {
  return { sdl, onChange: () => undefined, close: () => undefined };
}
