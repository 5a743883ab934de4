import type { Logger } from 'pino';
import { observed } from '../database/observed.ts';
import { requestEnd, unanswered } from '../database/told-faults.ts';
import type { Source } from '../database/source.ts';
import { DatabaseFault, USUAL_LIMITS } from '../dialects/dialect.ts';
import { saysBroken } from '../dialects/duckdb/broken-file.ts';
import type { InstanceLimits } from '../dialects/duckdb/instance.ts';
import { type FileReader, openReader } from '../dialects/duckdb/reader.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import type { CopyKey } from './personal/copy-key.ts';
import { keyOfCopy } from './personal/key-of-copy.ts';
import { copiedTables } from './copied-table.ts';
import { type CopyFile, copyFiles, type Manifest, MANIFEST, readManifest } from './copy-files.ts';

/** The copies of some sources, each the newest that fits its mapping. */
export interface Copies {
  /** The source as it was copied, in the source's own name; null while there is no such copy. */
  of(source: string): Source | null;
  /** Looks for newer ones in the folder. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds for which an older copy is kept, for statements that were compiled for it. */
const GRACE = 60_000;

interface OpenCopy {
  readonly file: CopyFile;
  readonly alias: string;
  readonly source: Source;
}

/** Opens DuckDB only when there is a copy to be read. */
export function openCopies(
  mappings: readonly SourceMapping[],
  {
    directory,
    log,
    key: given,
    ...limits
  }: InstanceLimits & {
    readonly directory: string;
    readonly log: Logger;
    /** What personal data in them is encrypted with. */
    readonly key?: CopyKey | undefined;
  },
): Copies {
  const open = new Map<string, OpenCopy>();
  const refused = new Set<string>();
  const graces = new Set<NodeJS.Timeout>();
  let reader: Promise<FileReader> | undefined;
  let refreshing: Promise<void> | undefined;
  let attached = 0;

  async function look(): Promise<void> {
    const files = copyFiles(directory);
    for (const mapping of mappings) {
      const { code } = mapping.source;
      const current = open.get(code);
      // Where the folder was emptied, generations begin anew.
      const isThere = files.some(({ path }) => path === current?.file.path);
      const newest = isThere ? (current?.file.generation ?? 0) : 0;
      const newer = files.filter(
        ({ source, generation, path }) =>
          source === code && generation > newest && !refused.has(path),
      );
      for (const file of newer) {
        const opened = await openCopy(await openedReader(), mapping, file);
        if (opened === null) {
          refused.add(file.path);
          continue;
        }
        open.set(code, opened);
        if (current !== undefined) forgetLater(await openedReader(), current.alias);
        break;
      }
    }
  }

  /** One that did not open is tried again at the next look. */
  function openedReader(): Promise<FileReader> {
    reader ??= openReader(limits).catch((error: unknown) => {
      reader = undefined;
      throw error;
    });
    return reader;
  }

  async function openCopy(
    files: FileReader,
    mapping: SourceMapping,
    file: CopyFile,
  ): Promise<OpenCopy | null> {
    attached += 1;
    const alias = `copy${attached}`;
    const { code } = mapping.source;
    const refuse = (why: string, error?: unknown): null => {
      log.warn({ source: code, file: file.path, err: error }, `The copy ${why}: it is not read`);
      return null;
    };
    try {
      await files.attach(file.path, alias);
    } catch (error) {
      return refuse('is no file that can be opened', error);
    }
    const { manifest, error } = await manifestOf(files, alias);
    if (manifest?.digest !== mapping.digest) {
      await files.detach(alias);
      if (error !== undefined) return refuse('is broken', error);
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
        { source: code, file: file.path },
        'Personal data in the copy is encrypted with another key than COPY_KEY: it is read from the source',
      );
    log.info({ source: code, asOf: manifest.asOf, rows: manifest.rows }, 'A copy is read');
    const giveUp = (broken: unknown): void => {
      if (refused.has(file.path)) return;
      refused.add(file.path);
      refuse('is broken', broken);
      if (open.get(code)?.alias === alias) open.delete(code);
      forgetLater(files, alias);
      refresh().catch((failed: unknown) => {
        log.error({ err: failed }, 'The copies cannot be looked for');
      });
    };
    const source = copiedSource(files, mapping, { alias, asOf: manifest.asOf, key, log, giveUp });
    return { file, alias, source };
  }

  function forgetLater(files: FileReader, alias: string): void {
    const timer = setTimeout(() => {
      graces.delete(timer);
      files.detach(alias).catch((error: unknown) => {
        log.warn({ alias, err: error }, 'An old copy is still open');
      });
    }, GRACE);
    timer.unref();
    graces.add(timer);
  }

  function refresh(): Promise<void> {
    refreshing ??= look().finally(() => {
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
      // One that did not open has nothing to close.
      (await reader?.catch(() => undefined))?.close();
    },
  };
}

async function manifestOf(
  files: FileReader,
  alias: string,
): Promise<{ readonly manifest: Manifest | null; readonly error?: unknown }> {
  try {
    return { manifest: readManifest(await files.valueIn(alias, MANIFEST)) };
  } catch (error) {
    return { manifest: null, error };
  }
}

interface Opened {
  readonly alias: string;
  readonly asOf: string;
  /** Of its personal data, where that can be read. */
  readonly key: CopyKey | null;
  readonly log: Logger;
  /** Is told what shows that the file is broken. */
  readonly giveUp: (broken: unknown) => void;
}

/** `Binder Error`, say: what DuckDB says behind it may quote values of rows and filters. */
function kindOf(error: unknown): string | undefined {
  return error instanceof Error ? /^[A-Z][\w ]* Error/u.exec(error.message)?.[0] : undefined;
}

/** The copy as a source: what reads any other reads it too. */
function copiedSource(
  files: FileReader,
  mapping: SourceMapping,
  { alias, asOf, key, log, giveUp }: Opened,
): Source {
  const { code, name } = mapping.source;
  const copied = copiedTables(mapping, key);
  const tables = Object.fromEntries(
    Object.entries(copied).map(([entity, roots]) => [
      entity,
      roots.map((root) => root.bind(alias, asOf)),
    ]),
  );
  const since = new Date();
  return {
    code,
    name,
    asOf,
    extra: mapping.extra as Source['extra'],
    mapping,
    from: 'COPY',
    copy: () => null,
    state: () => ({ status: 'OK', since, reasons: [], lastError: null }),
    tables: (entity) => Promise.resolve(tables[entity] ?? []),
    async read(statement, options) {
      const started = performance.now();
      try {
        const { sql } = statement;
        const rows = await observed({ client: 'duckdb', source: code, from: 'COPY', sql }, () =>
          files.read(statement, options),
        );
        const ms = Math.round(performance.now() - started);
        const said = { source: code, from: 'COPY', sql: statement.sql, rows: rows.length, ms };
        log.debug(said, 'A statement');
        return rows;
      } catch (cause) {
        if (!(cause instanceof DatabaseFault)) throw cause;
        if (saysBroken(cause.cause)) giveUp(cause);
        const end = requestEnd(cause);
        if (end !== null) throw end;
        const { reason } = cause;
        log.warn({ source: code, reason, kind: kindOf(cause.cause) }, 'A copy did not answer');
        throw unanswered(cause, name, USUAL_LIMITS);
      }
    },
    notice: () => undefined,
    close: () => Promise.resolve(),
  };
}
