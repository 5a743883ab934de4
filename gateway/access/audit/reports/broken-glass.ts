import { readLine } from '../chain.ts';
import type { GlassEntry } from '../entry.ts';
import type { StoredLine } from '../store.ts';
import type { SeenLine } from './seen-lines.ts';

/** Glass that was broken, and what was seen through it. */
export interface BrokenGlassLine extends GlassEntry {
  readonly at: string;
  /** Answers that were given by the right that was taken. */
  readonly answers: number;
}

/** All glass that was broken in these lines, the last first; `most` bounds how many are told. */
export async function brokenGlass(
  stored: AsyncIterable<StoredLine>,
  most = Infinity,
): Promise<readonly BrokenGlassLine[]> {
  const found = new Map<string, Omit<BrokenGlassLine, 'answers'> & { answers: number }>();
  for await (const { text } of stored) {
    // Few lines of a trail are of it: only those that may be are read.
    if (!text.includes('"glass"')) continue;
    const line = readLine(text);
    if (line?.kind === 'glass') {
      const { request } = line.says as unknown as GlassEntry;
      found.set(request, { ...(line.says as unknown as GlassEntry), at: line.at, answers: 0 });
      const [oldest] = found.keys();
      if (found.size > most && oldest !== undefined) found.delete(oldest);
    } else if (line?.kind === 'seen') {
      const seen = found.get((line.says as unknown as SeenLine).glass ?? '');
      if (seen !== undefined) seen.answers += 1;
    }
  }
  return [...found.values()].reverse();
}
