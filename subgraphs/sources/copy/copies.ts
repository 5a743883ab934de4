import type { Logger } from 'pino';
import type { Source } from '../database/source.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import { copiedTables } from './copied-table.ts';
import { type CopyReads, createCopyReads } from './copy-reads.ts';
import type { CopyStore, WholeCopy } from './keeping/copy-store.ts';
import { USUAL_KEPT } from './kept-answers.ts';
import { openCopy, type ReadableCopy, refuse } from './open-copy.ts';
import type { CopyKey } from './personal/copy-key.ts';

/** The copies of some sources, each the newest that fits its mapping. */
export interface Copies {
  /** The source as it was copied, in the source's own name; null while there is no such copy. */
  of(source: string): Source | null;
  /** Looks for newer ones in the store. Where that fails what was read before is read on, and the log says so once until it is over. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds for which an older copy is kept, for statements that were compiled for it. */
const GRACE = 60_000;

interface OpenCopy {
  readonly copy: WholeCopy;
  readonly alias: string;
  readonly source: Source;
}

/** Opens what keeps copies only when there is one to be read. */
export function openCopies(
  mappings: readonly SourceMapping[],
  {
    store,
    log,
    key: given,
    answers = USUAL_KEPT,
  }: {
    readonly store: CopyStore;
    readonly log: Logger;
    /** What personal data in them is encrypted with. */
    readonly key?: CopyKey | undefined;
    /** Bytes of what was counted in them that are kept. */
    readonly answers?: number | undefined;
  },
): Copies {
  const open = new Map<string, OpenCopy>();
  const refused = new Set<string>();
  const reads = createCopyReads(mappings, store, log, answers);
  const letGo = createLettingGo(store, log, reads);
  let refreshing: Promise<void> | undefined;
  let isFailing = false;

  async function look(): Promise<void> {
    const copies = await store.list();
    const failed: unknown[] = [];
    for (const mapping of mappings) {
      const { code } = mapping.source;
      const current = open.get(code);
      // Where the store was emptied, generations begin anew.
      const isThere = copies.some(({ place }) => place === current?.copy.place);
      const newest = isThere ? (current?.copy.generation ?? 0) : 0;
      const newer = copies.filter(
        ({ source, generation, place }) =>
          source === code && generation > newest && !refused.has(place),
      );
      for (const copy of newer) {
        const opened = await openSource(mapping, copy).catch((error: unknown) => {
          failed.push(error);
          return undefined;
        });
        // What says nothing of the copy is looked at again the next time.
        if (opened === undefined) continue;
        if (opened === null) {
          refused.add(copy.place);
          continue;
        }
        open.set(code, opened);
        if (current !== undefined) letGo.later(current.alias);
        break;
      }
    }
    if (failed.length > 0) throw new AggregateError(failed, 'Some copies do not say what they are');
  }

  /** Null for a copy that is not to be read; throws what says nothing of the copy. */
  async function openSource(mapping: SourceMapping, copy: WholeCopy): Promise<OpenCopy | null> {
    const { code } = mapping.source;
    const readable = await openCopy(store, copy, mapping, given, log);
    if (readable === null) return null;
    const { alias } = readable.opened;
    const giveUp = (broken: unknown): void => {
      if (refused.has(copy.place)) return;
      refused.add(copy.place);
      refuse(log, copy, 'is broken', broken);
      if (open.get(code)?.alias === alias) open.delete(code);
      letGo.later(alias);
      void refresh();
    };
    const read = reads.of(code, giveUp);
    return { copy, alias, source: copiedSource(mapping, readable, { read, shelf: reads.shelf }) };
  }

  function refresh(): Promise<void> {
    refreshing ??= look()
      .then(
        () => {
          if (isFailing) log.info('The copies are looked for again');
          isFailing = false;
        },
        (error: unknown) => {
          if (!isFailing) log.error({ err: error }, 'The copies cannot be looked for');
          isFailing = true;
        },
      )
      .finally(() => {
        refreshing = undefined;
      });
    return refreshing;
  }

  return {
    of: (source) => open.get(source)?.source ?? null,
    refresh,
    async close() {
      await refreshing;
      letGo.stop();
      await store.close();
    },
  };
}

/** Lets go of copies once no statement that was compiled for them can be under way. */
function createLettingGo(store: CopyStore, log: Logger, { forget }: CopyReads) {
  const graces = new Set<NodeJS.Timeout>();
  return {
    later(alias: string): void {
      const timer = setTimeout(() => {
        graces.delete(timer);
        forget(alias);
        store.detach(alias).catch((error: unknown) => {
          log.warn({ alias, err: error }, 'An old copy is still open');
        });
      }, GRACE);
      timer.unref();
      graces.add(timer);
    },
    stop(): void {
      for (const timer of graces) clearTimeout(timer);
    },
  };
}

/** The copy as a source: what reads any other reads it too. */
function copiedSource(
  mapping: SourceMapping,
  { opened, key }: ReadableCopy,
  { read, shelf }: Pick<Source, 'read' | 'shelf'>,
): Source {
  const { code, name } = mapping.source;
  const copied = copiedTables(mapping, key);
  const tables = Object.fromEntries(
    Object.entries(copied).map(([entity, roots]) => [
      entity,
      roots.map((root) => root.bind(opened)),
    ]),
  );
  const since = new Date();
  return {
    code,
    name,
    file: mapping.file,
    asOf: opened.asOf,
    extra: mapping.extra as Source['extra'],
    mapping,
    from: 'COPY',
    copy: () => null,
    shelf,
    isUnchangedSince: () => Promise.resolve(false),
    state: () => ({ status: 'OK', since, reasons: [], lastError: null }),
    tables: (entity) => Promise.resolve(tables[entity] ?? []),
    read,
    notice: () => undefined,
    close: () => Promise.resolve(),
  };
}
