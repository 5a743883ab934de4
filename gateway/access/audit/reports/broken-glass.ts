import type { GlassEntry } from '../entry.ts';
import type { StoredLine } from '../store.ts';
import { type LineReport, rowsOf } from './line-report.ts';
import type { SeenLine } from './seen-lines.ts';

/** Glass that was broken, and what was seen through it. */
export interface BrokenGlassLine extends GlassEntry {
  readonly at: string;
  /** Answers that were given by the right that was taken. */
  readonly answers: number;
}

/** All glass that was broken in these lines, the last first; `most` bounds how many are told. */
export function brokenGlass(
  stored: AsyncIterable<StoredLine>,
  most?: number,
): Promise<readonly BrokenGlassLine[]> {
  return rowsOf(stored, brokenGlassReport(most));
}

export function brokenGlassReport(most = Infinity): LineReport<BrokenGlassLine> {
  const found = new Map<string, Omit<BrokenGlassLine, 'answers'> & { answers: number }>();
  return {
    mark: '"glass"',
    take({ kind, at, says }) {
      if (kind === 'glass') {
        const entry = says as unknown as GlassEntry;
        found.set(entry.request, { ...entry, at, answers: 0 });
        const [oldest] = found.keys();
        if (found.size > most && oldest !== undefined) found.delete(oldest);
      } else if (kind === 'seen') {
        const seen = found.get((says as unknown as SeenLine).glass ?? '');
        if (seen !== undefined) seen.answers += 1;
      }
    },
    rows: () => [...found.values()].reverse(),
  };
}
