import type { Logger } from 'pino';
import { observed } from '../database/observed.ts';
import { requestEnd, unanswered } from '../database/told-faults.ts';
import type { Shelf, Source } from '../database/source.ts';
import { DatabaseFault, USUAL_LIMITS } from '../dialects/dialect.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import type { CopyKey } from './personal/copy-key.ts';
import { keyOfCopy } from './personal/key-of-copy.ts';
import { copiedTables, type OpenedCopy } from './copied-table.ts';
import { type CopyRead, keepAnswers, USUAL_KEPT } from './kept-answers.ts';
import type { CopyStore, WholeCopy } from './keeping/copy-store.ts';
import { type Manifest, MANIFEST, readManifest } from './keeping/manifest.ts';

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
  const { read, forget } = keepAnswers(answers, observedRead(store, log));
  const shelf: Shelf | null = store.form.isOneShelf
    ? {
        async read(codes, statement, options) {
          try {
            return await read(codes, statement, options);
          } catch (cause) {
            if (!(cause instanceof DatabaseFault)) throw cause;
            throw requestEnd(cause) ?? toldOf(cause, codes);
          }
        },
      }
    : null;
  const names = new Map(mappings.map(({ source }) => [source.code, source.name]));
  const graces = new Set<NodeJS.Timeout>();
  let refreshing: Promise<void> | undefined;
  let isFailing = false;

  /** What the client is told of copies that did not answer; the log says why, too. */
  function toldOf(cause: DatabaseFault, codes: readonly string[]): Error {
    const { reason } = cause;
    const kind = store.kindOf(cause.cause);
    log.warn({ source: codes.join(), reason, kind }, 'A copy did not answer');
    return unanswered(cause, codes.map((code) => names.get(code) ?? code).join(', '), USUAL_LIMITS);
  }

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
        const opened = await openCopy(mapping, copy).catch((error: unknown) => {
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
        if (current !== undefined) forgetLater(current.alias);
        break;
      }
    }
    if (failed.length > 0) throw new AggregateError(failed, 'Some copies do not say what they are');
  }

  /** Null for a copy that is not to be read; throws what says nothing of the copy. */
  async function openCopy(mapping: SourceMapping, copy: WholeCopy): Promise<OpenCopy | null> {
    const { code } = mapping.source;
    const refuse = (why: string, error?: unknown): null => {
      log.warn({ source: code, copy: copy.place, err: error }, `The copy ${why}: it is not read`);
      return null;
    };
    let alias: string;
    try {
      alias = await store.attach(copy);
    } catch (error) {
      return refuse('is none that can be opened', error);
    }
    let manifest: Manifest | null;
    let facts: OpenedCopy['facts'];
    try {
      manifest = readManifest(await store.valueIn(alias, MANIFEST));
      facts = await store.factsOf(alias);
    } catch (error) {
      await store.detach(alias);
      if (error instanceof DatabaseFault && store.saysBroken(error.cause))
        return refuse('is broken', error);
      throw error;
    }
    if (manifest?.digest !== mapping.digest) {
      await store.detach(alias);
      return refuse(
        manifest === null
          ? 'is of another version of this program'
          : 'was made under another mapping of the source',
      );
    }
    const wanted = keyOfCopy(mapping, given);
    const key = wanted?.id === manifest.key ? wanted : null;
    if (wanted !== null && key === null)
      log.warn(
        { source: code, copy: copy.place },
        'Personal data in the copy is encrypted with another key than COPY_KEY: it is read from the source',
      );
    log.info({ source: code, asOf: manifest.asOf, rows: manifest.rows }, 'A copy is read');
    const giveUp = (broken: unknown): void => {
      if (refused.has(copy.place)) return;
      refused.add(copy.place);
      refuse('is broken', broken);
      if (open.get(code)?.alias === alias) open.delete(code);
      forgetLater(alias);
      void refresh();
    };
    const opened = { form: store.form, alias, asOf: manifest.asOf, facts };
    const source = copiedSource(store, mapping, { opened, key, toldOf, giveUp, shelf, read });
    return { copy, alias, source };
  }

  function forgetLater(alias: string): void {
    const timer = setTimeout(() => {
      graces.delete(timer);
      forget(alias);
      store.detach(alias).catch((error: unknown) => {
        log.warn({ alias, err: error }, 'An old copy is still open');
      });
    }, GRACE);
    timer.unref();
    graces.add(timer);
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
      for (const timer of graces) clearTimeout(timer);
      await store.close();
    },
  };
}

interface Opened {
  readonly opened: OpenedCopy;
  /** Of its personal data, where that can be read. */
  readonly key: CopyKey | null;
  /** What the client is told of copies that did not answer. */
  readonly toldOf: (cause: DatabaseFault, codes: readonly string[]) => Error;
  /** Is told what shows that the file is broken. */
  readonly giveUp: (broken: unknown) => void;
  readonly shelf: Shelf | null;
  readonly read: CopyRead;
}

/** Reads from the store, and tells who listens and the log. */
function observedRead(store: CopyStore, log: Logger): CopyRead {
  const { client } = store.form.dialect;
  return async (sources, statement, options) => {
    const { sql } = statement;
    const started = performance.now();
    const rows = await observed({ client, sources, from: 'COPY', sql }, () =>
      store.read(statement, options),
    );
    const ms = Math.round(performance.now() - started);
    log.debug({ source: sources.join(), from: 'COPY', sql, rows: rows.length, ms }, 'A statement');
    return rows;
  };
}

/** The copy as a source: what reads any other reads it too. */
function copiedSource(
  store: CopyStore,
  mapping: SourceMapping,
  { opened, key, toldOf, giveUp, shelf, read }: Opened,
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
    async read(statement, options) {
      try {
        return await read([code], statement, options);
      } catch (cause) {
        if (!(cause instanceof DatabaseFault)) throw cause;
        if (store.saysBroken(cause.cause)) giveUp(cause);
        throw requestEnd(cause) ?? toldOf(cause, [code]);
      }
    },
    notice: () => undefined,
    close: () => Promise.resolve(),
  };
}
