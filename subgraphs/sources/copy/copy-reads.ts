import type { Logger } from 'pino';
import { observed } from '../database/observed.ts';
import type { Shelf, Source } from '../database/source.ts';
import { requestEnd, unanswered } from '../database/told-faults.ts';
import {
  DatabaseFault,
  type ReadOptions,
  type Statement,
  USUAL_LIMITS,
} from '../dialects/dialect.ts';
import type { SourceMapping } from '../mapping/mapping.ts';
import type { RawRow } from '../model/raw.ts';
import type { CopyStore } from './keeping/copy-store.ts';
import { type CopyRead, keepAnswers } from './kept-answers.ts';

/** Is told what shows that a copy is broken. */
type GiveUp = (broken: DatabaseFault) => void;

/** How copies are read: reading throws what the client is told. */
export interface CopyReads {
  /** Several that stand together; null where each copy stands by itself. */
  readonly shelf: Shelf | null;
  /** The copy of one source. */
  readonly of: (source: string, giveUp: GiveUp) => Source['read'];
  /** Lets go of what is kept of a copy's answers. */
  readonly forget: (alias: string) => void;
}

/** `answers`: bytes of what was counted in them that are kept. */
export function createCopyReads(
  mappings: readonly SourceMapping[],
  store: CopyStore,
  log: Logger,
  answers: number,
): CopyReads {
  const { read, forget } = keepAnswers(answers, observedRead(store, log));
  const names = new Map(mappings.map(({ source }) => [source.code, source.name]));

  /** What the client is told of copies that did not answer; the log says why, too. */
  function toldOf(cause: DatabaseFault, codes: readonly string[]): Error {
    const { reason } = cause;
    const kind = store.kindOf(cause.cause);
    log.warn({ source: codes.join(), reason, kind }, 'A copy did not answer');
    return unanswered(cause, codes.map((code) => names.get(code) ?? code).join(', '), USUAL_LIMITS);
  }

  async function toldRead(
    codes: readonly string[],
    statement: Statement,
    options: ReadOptions | undefined,
    giveUp?: GiveUp,
  ): Promise<readonly RawRow[]> {
    try {
      return await read(codes, statement, options);
    } catch (cause) {
      if (!(cause instanceof DatabaseFault)) throw cause;
      if (giveUp !== undefined && store.saysBroken(cause.cause)) giveUp(cause);
      throw requestEnd(cause) ?? toldOf(cause, codes);
    }
  }

  return {
    shelf: store.form.isOneShelf
      ? { read: (codes, statement, options) => toldRead(codes, statement, options) }
      : null,
    of: (code, giveUp) => (statement, options) => toldRead([code], statement, options, giveUp),
    forget,
  };
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
