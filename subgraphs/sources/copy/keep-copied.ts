import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import type { Source } from '../database/source.ts';
import { copySource } from './writing/copy-source.ts';
import type { CopyOptions } from './writing/copying.ts';

interface Schedule extends CopyOptions {
  readonly log: Logger;
  /** Milliseconds from the end of one pass to the next. */
  readonly every: number;
  readonly signal: AbortSignal;
  readonly onCopied: () => void;
}

/** Copies the sources one after the other, again and again, until the signal. One that fails is tried again in the next pass. */
export async function keepCopied(
  sources: readonly Source[],
  { log, every, onCopied, ...options }: Schedule,
): Promise<void> {
  const { signal } = options;
  const copy = async (source: Source): Promise<void> => {
    try {
      const { rows } = await copySource(source, options);
      log.info({ source: source.code, rows }, 'A source was copied');
      onCopied();
    } catch (error) {
      if (signal.aborted) return;
      const why = error instanceof Error ? error.message : String(error);
      log.warn({ source: source.code }, `The source was not copied: ${why}`);
    }
  };
  while (!signal.aborted) {
    for (const source of sources) await copy(source);
    await sleep(every, undefined, { signal, ref: false }).catch(() => undefined);
  }
}
