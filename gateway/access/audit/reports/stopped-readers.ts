import type { StoppedEntry } from '../entry.ts';
import type { StoredLine } from '../store.ts';
import { type LineReport, rowsOf } from './line-report.ts';

/** A reader who was stopped. */
export interface StoppedLine extends StoppedEntry {
  readonly at: string;
}

/** Those who wanted to see more within an hour than their role is shown, each hour once; `most` bounds how many of the last are told. */
export function stoppedReaders(
  stored: AsyncIterable<StoredLine>,
  most?: number,
): Promise<readonly StoppedLine[]> {
  return rowsOf(stored, stoppedReadersReport(most));
}

export function stoppedReadersReport(most = Infinity): LineReport<StoppedLine> {
  const found: StoppedLine[] = [];
  return {
    mark: '"stopped"',
    take({ kind, at, says }) {
      if (kind !== 'stopped') return;
      found.push({ ...(says as unknown as StoppedEntry), at });
      if (found.length > most) found.shift();
    },
    rows: () => found,
  };
}
