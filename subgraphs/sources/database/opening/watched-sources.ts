import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openSources, type SourcesOptions } from './open-sources.ts';
import { createSharedDatabases } from './shared-databases.ts';
import type { Source } from '../source.ts';

/** The sources of a folder, as its files are now. */
export interface WatchedSources<Extra> {
  current(): readonly Source<Extra>[];
  /** Looks at the folder from now on, and tells of sources that have come, changed or gone. */
  watch(changed: (sources: readonly Source<Extra>[]) => Promise<void> | void): void;
  close(): Promise<void>;
}

/** Milliseconds from one look at the folder to the next: a network's file systems tell nobody of a change. */
const LOOK_EVERY = 1_000;

/** Milliseconds after which every request that may read a source that is gone has ended. */
const RETIRED_AFTER = 120_000;

/**
 * Opens the sources of a folder, and again whenever its files have changed. What a file says of a source that is as it was goes on
 * with its connections; a file at fault leaves what it said before.
 */
export function watchSources<Extra>(
  options: Omit<SourcesOptions<Extra>, 'databases'>,
  { lookEvery = LOOK_EVERY, retiredAfter = RETIRED_AFTER } = {},
): WatchedSources<Extra> {
  const { directory, log } = options;
  const databases = createSharedDatabases();
  let applied = stateOf(directory);
  let current = openSources({ ...options, databases });
  const retired = new Map<Source<Extra>, NodeJS.Timeout>();
  let timer: NodeJS.Timeout | undefined;
  let work: Promise<void> = Promise.resolve();

  function retire(source: Source<Extra>): void {
    const timeout = setTimeout(() => {
      retired.delete(source);
      source.close().catch((error: unknown) => {
        log.warn({ source: source.code, err: error }, 'A source that is gone was not closed');
      });
    }, retiredAfter).unref();
    retired.set(source, timeout);
  }

  async function reopen(changed: (sources: readonly Source<Extra>[]) => Promise<void> | void) {
    const before = current;
    const opened = openSources({ ...options, databases }, before);
    const next = await Promise.all(
      opened.map(async (source) => {
        if (before.includes(source)) return source;
        await source.tables('').catch(() => undefined);
        const old = before.find(({ code, mapping }) => code === source.code && mapping !== null);
        if (old === undefined || source.state().status !== 'MISCONFIGURED') return source;
        log.error(
          { source: source.code },
          'What its file says now is refused: it serves as before',
        );
        await source.close();
        return old;
      }),
    );
    const added = next.filter((source) => !before.includes(source));
    const gone = before.filter((source) => !next.includes(source));
    if (added.length === 0 && gone.length === 0) return;
    current = next;
    await changed(next);
    gone.forEach(retire);
    const codes = (sources: readonly Source<Extra>[]) => sources.map(({ code }) => code);
    log.info(
      { changed: codes(added), gone: codes(gone), serving: codes(next) },
      'The mapping files have changed: these sources answer now',
    );
  }

  return {
    current: () => current,
    watch(changed) {
      let seen = applied;
      const look = async (): Promise<void> => {
        const found = stateOf(directory);
        // A file that is being written is read when it rests.
        if (found !== null && found !== applied && found === seen) {
          applied = found;
          await reopen(changed);
        }
        seen = found;
      };
      timer = setInterval(() => {
        work = work.then(look).catch((error: unknown) => {
          log.error({ err: error }, 'The folder of mapping files cannot be looked at');
        });
      }, lookEvery).unref();
    },
    async close() {
      clearInterval(timer);
      await work;
      for (const timeout of retired.values()) clearTimeout(timeout);
      await Promise.all([...current, ...retired.keys()].map((source) => source.close()));
    },
  };
}

/** Which files lie in the folder, and when each was written; null where it cannot be read now. */
function stateOf(directory: string): string | null {
  try {
    const names = readdirSync(directory).filter((name) => /\.(?:ya?ml|csv)/iu.test(name));
    return JSON.stringify(
      names.sort().map((name) => [name, ...stateOfFile(join(directory, name))]),
    );
  } catch {
    return null;
  }
}

/** Empty where it cannot be looked at, as a link that leads nowhere: what the other files say counts all the same. */
function stateOfFile(file: string): readonly number[] {
  try {
    const { mtimeMs, size, ino } = statSync(file);
    return [mtimeMs, size, ino];
  } catch {
    return [];
  }
}
