import { LRUCache } from 'lru-cache';
import { DatabaseFault, type ReadOptions, type Statement } from '../dialects/dialect.ts';
import { valuesOf } from '../dialects/shared/running/kept-reads.ts';
import type { RawRow } from '../model/raw.ts';

/** Runs one SELECT over the copies of some sources. Throws a `DatabaseFault`. */
export type CopyRead = (
  sources: readonly string[],
  statement: Statement,
  options?: ReadOptions,
) => Promise<readonly RawRow[]>;

/** Reads of copies, of which what tells of nobody is given again as long as it is kept. */
export interface KeptAnswers {
  readonly read: CopyRead;
  /** Lets go of all that was kept of a copy, which is under way too; `alias` stands before the names of its tables. */
  readonly forget: (alias: string) => void;
}

/** Bytes where nothing is said. */
export const USUAL_KEPT = 16 * 1024 * 1024;

/** What one answer may be of all that is kept. */
const LARGEST = 1 / 8;

/**
 * Keeps what statements gave that tell of nobody, up to so many bytes: a copy never changes and its name is given to no other, so that
 * the same text over the same tables with the same values gives the same. What who asks may see stands in these: nobody is given what
 * he would not have read. Those that are asked at the same time are one, and each counts against its own request as if it had run.
 */
export function keepAnswers(most: number, read: CopyRead): KeptAnswers {
  const kept =
    most === 0
      ? null
      : new LRUCache<string, readonly RawRow[]>({
          maxSize: most,
          maxEntrySize: Math.ceil(most * LARGEST),
          sizeCalculation: bytesOf,
        });
  const running = new Map<string, Promise<readonly RawRow[]>>();

  async function run(
    said: string,
    ...[sources, statement, options]: Parameters<CopyRead>
  ): Promise<readonly RawRow[]> {
    const answer = read(sources, statement, options);
    running.set(said, answer);
    try {
      const rows = await answer;
      // A copy that was let go of meanwhile is never asked again under that name, or is another.
      if (running.get(said) === answer) kept?.set(said, rows);
      return rows;
    } finally {
      if (running.get(said) === answer) running.delete(said);
    }
  }

  return {
    async read(sources, statement, options = {}) {
      const { request, signal, timeout } = options;
      // Whoever waits no longer than he says himself waits for no other.
      if (statement.tellsOfNobody !== true || signal !== undefined || timeout !== undefined)
        return read(sources, statement, options);
      const said = textOf(statement);
      for (;;) {
        const known = kept?.get(said) ?? running.get(said);
        if (known === undefined) return run(said, sources, statement, options);
        try {
          const rows = await unlessEnded(known, request);
          request?.spend({ statements: 1, rows: rows.length });
          throwIfEnded(request);
          return rows;
        } catch (error) {
          throwIfEnded(request);
          if (!isOfOneRequest(error)) throw error;
        }
      }
    },
    forget(alias) {
      const name = `"${alias}".`;
      for (const all of [kept, running])
        for (const said of [...(all?.keys() ?? [])]) if (said.includes(name)) all?.delete(said);
    },
  };
}

/** What another request reads, or why this one ended meanwhile. */
async function unlessEnded<T>(answer: T | Promise<T>, request: ReadOptions['request']): Promise<T> {
  throwIfEnded(request);
  let forget: (() => void) | undefined;
  const ended = new Promise<never>((_resolve, reject) => {
    forget = request?.onEnd(reject);
  });
  try {
    return await Promise.race([answer, ended]);
  } finally {
    forget?.();
  }
}

function throwIfEnded(request: ReadOptions['request']): void {
  if (request?.ended !== undefined) throw request.ended;
}

/** What says that who asked has left, has read too much, or did not get a turn in time: nothing of the statement. */
const OF_ONE_REQUEST = new Set<DatabaseFault['reason']>([
  'CANCELLED',
  'TOO_COSTLY',
  'BUSY',
  'TIMEOUT',
]);

function isOfOneRequest(error: unknown): boolean {
  return error instanceof DatabaseFault && OF_ONE_REQUEST.has(error.reason);
}

/** The same for the same statement with the same values, and for no other. */
function textOf({ sql, bindings }: Statement): string {
  return bindings.length === 0 ? sql : `${sql} ${valuesOf(bindings)}`;
}

/** About what rows and the text that they are kept by take: two bytes a character, and a dozen words beside. */
function bytesOf(rows: readonly RawRow[], said: string): number {
  const ofRow = (row: RawRow): number =>
    row.reduce<number>(
      (sum, value) => sum + 16 + (typeof value === 'string' ? 2 * value.length : 0),
      32,
    );
  return rows.reduce((sum, row) => sum + ofRow(row), 100 + 2 * said.length);
}
