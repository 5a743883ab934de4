import { readLine } from '../chain.ts';
import type { SeenEntry } from '../entry.ts';
import type { StoredLine } from '../store.ts';

/** A line of the trail that tells what was seen. */
export interface SeenLine extends SeenEntry {
  readonly n: number;
  readonly at: string;
}

/** Which lines are wanted; all that is given must hold. */
export interface Wanted {
  /** The key of a record that was seen. */
  readonly record?: string | undefined;
  /** Who saw it. */
  readonly who?: string | undefined;
  /** A class that was seen or searched by. */
  readonly class?: string | undefined;
}

/** The lines of a trail that tell what was seen, and are wanted. */
export async function* seenLines(
  stored: AsyncIterable<StoredLine>,
  wanted: Wanted = {},
): AsyncGenerator<SeenLine> {
  for await (const { text } of stored) {
    // Most lines of a long trail are not: only those that may be are read.
    if (wanted.record !== undefined && !text.includes(JSON.stringify(wanted.record))) continue;
    const line = readLine(text);
    if (line?.kind !== 'seen') continue;
    // Lines of before 2026-11-26 do not tell masks from what is plain.
    const seen = { masked: [], ...line.says } as unknown as SeenLine;
    if (isWanted(seen, wanted)) yield seen;
  }
}

function isWanted(seen: SeenLine, { record, who, class: wanted }: Wanted): boolean {
  return (
    (record === undefined || Object.values(seen.records).some((ids) => ids.includes(record))) &&
    (who === undefined || seen.who.subject === who) &&
    (wanted === undefined || seen.classes.includes(wanted) || seen.searched.includes(wanted))
  );
}
