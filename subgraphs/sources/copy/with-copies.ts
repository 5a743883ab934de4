import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Source } from '../database/source.ts';
import { openCopies } from './copies.ts';
import { type KeptCopies, openStore } from './keeping/open-store.ts';
import type { CopyKey } from './personal/copy-key.ts';
import { unchangedBy } from './unchanged.ts';
import { keepCopied } from './keep-copied.ts';

/** Where copies are kept, and when they are written. */
export interface CopySettings extends KeptCopies {
  /** What personal data is encrypted with, where a mapping allows that it is copied. */
  readonly key?: CopyKey | undefined;
  /** Bytes of what was counted in copies that a subgraph keeps; 16 MiB where nothing is said. */
  readonly answers?: number | undefined;
  /** Milliseconds from one pass over all sources to the next; null where another process copies them. */
  readonly every: number | null;
  /** Milliseconds after which all rows are read again of a source that tells which have changed; a day where nothing is said. */
  readonly fullEvery?: number | undefined;
}

/** The copies beside the sources, as long as the sources serve. */
export interface Copying {
  start(): Promise<void>;
  /** Resolves once the copies that there are can be read, or a store does not say for two seconds; undefined where that is over. */
  opened(): Promise<void> | undefined;
  /** Copies no more, and closes once no request can be reading what it has. */
  retire(): void;
  close(): Promise<void>;
}

/** Milliseconds after which every request that may read these copies has ended. */
const RETIRED_AFTER = 120_000;

/** Milliseconds that requests wait for copies to be opened: what is live may be answered meanwhile. */
const OPENED_WITHIN = 2_000;

/** Milliseconds after which another process's new copy is seen at the latest. */
const LOOK_EVERY = 5_000;

/** The sources, each with its copy where there is one. */
export function withCopies<Extra>(
  subgraph: string,
  sources: readonly Source<Extra>[],
  settings: CopySettings | undefined,
  log: Logger,
): { readonly sources: readonly Source<Extra>[]; readonly copying: Copying | null } {
  if (settings === undefined) return { sources, copying: null };
  const { every, fullEvery, key, answers } = settings;
  const store = openStore(settings, subgraph, log);
  const mappings = sources.flatMap(({ mapping }) => mapping ?? []);
  const copies = openCopies(mappings, { store, log, key, answers });
  const stop = new AbortController();
  let look: NodeJS.Timeout | undefined;
  let copying: Promise<void> | undefined;
  let isOpened = false;

  async function waitToOpen(): Promise<void> {
    await Promise.race([copies.refresh(), pause(OPENED_WITHIN, undefined, { ref: false })]);
    isOpened = true;
  }

  const refresh = (): void => {
    void copies.refresh();
  };
  return {
    // What a copy holds of a source are that source's own rows.
    sources: sources.map((source) => ({
      ...source,
      copy: () => copies.of(source.code) as Source<Extra> | null,
      ...(source.mapping?.copy.check === undefined
        ? {}
        : { isUnchangedSince: unchangedBy(source, source.mapping.copy.check) }),
    })),
    copying: {
      opened: () => (isOpened ? undefined : waitToOpen()),
      async start() {
        await copies.refresh();
        isOpened = true;
        look = setInterval(refresh, LOOK_EVERY).unref();
        if (every !== null)
          copying = keepCopied(sources, {
            store,
            log,
            every,
            fullEvery,
            key,
            signal: stop.signal,
            onCopied: refresh,
          });
      },
      retire() {
        clearInterval(look);
        stop.abort();
        setTimeout(() => {
          copies.close().catch((error: unknown) => {
            log.warn({ err: error }, 'The copies cannot be closed');
          });
        }, RETIRED_AFTER).unref();
      },
      async close() {
        clearInterval(look);
        stop.abort();
        await copying;
        await copies.close();
      },
    },
  };
}
