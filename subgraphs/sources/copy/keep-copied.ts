import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Source } from '../database/source.ts';
import { localNow } from '../model/moment.ts';
import { untilBegin, untilEnd } from './hours.ts';
import { copySource } from './writing/copy-source.ts';
import type { CopyOptions } from './writing/copying.ts';

interface Schedule extends CopyOptions {
  readonly log: Logger;
  /** Milliseconds from the end of one copy of a source to the next. */
  readonly every: number;
  readonly signal: AbortSignal;
  readonly onCopied: () => void;
}

/** Milliseconds after which what is due is looked for again at the latest: clocks are set. */
const LOOK_EVERY = 60_000;

/**
 * Copies the sources one after the other, again and again, until the signal, each in the hours that its mapping allows. One that
 * fails is tried again when it is due next; one whose hours end goes on when they begin.
 */
export async function keepCopied(
  sources: readonly Source[],
  { log, every, onCopied, ...options }: Schedule,
): Promise<void> {
  const { signal } = options;
  const due = new Map(sources.map((source) => [source, performance.now()]));

  const copy = async (source: Source, hours: string | undefined): Promise<number> => {
    const over = hours === undefined ? [] : [AbortSignal.timeout(untilEnd(hours, localNow()))];
    try {
      const { rows } = await copySource(source, {
        ...options,
        signal: AbortSignal.any([signal, ...over]),
      });
      log.info({ source: source.code, rows }, 'A source was copied');
      onCopied();
    } catch (error) {
      if (signal.aborted) return every;
      if (over.some(({ aborted }) => aborted)) {
        log.info(
          { source: source.code },
          'The hours of copying are over: the copy goes on in the next',
        );
        return 0;
      }
      const why = error instanceof Error ? error.message : String(error);
      log.warn({ source: source.code }, `The source was not copied: ${why}`);
    }
    return every;
  };

  while (!signal.aborted) {
    const waits: number[] = [LOOK_EVERY];
    for (const [source, at] of due) {
      const hours = source.mapping?.copy.hours;
      const closed = hours === undefined ? 0 : untilBegin(hours, localNow());
      if (closed === 0 && performance.now() >= at)
        due.set(source, (await copy(source, hours)) + performance.now());
      waits.push(Math.max(closed, (due.get(source) ?? 0) - performance.now()));
    }
    await sleep(Math.max(1_000, Math.min(...waits)), undefined, { signal, ref: false }).catch(
      () => undefined,
    );
  }
}
