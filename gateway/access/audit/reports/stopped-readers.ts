import { readLine } from '../chain.ts';
import type { StoppedEntry } from '../entry.ts';
import type { StoredLine } from '../store.ts';

/** A reader who was stopped. */
export interface StoppedLine extends StoppedEntry {
  readonly at: string;
}

/** Those who wanted to see more within an hour than their role is shown, each hour once; `most` bounds how many of the last are told. */
export async function stoppedReaders(
  stored: AsyncIterable<StoredLine>,
  most = Infinity,
): Promise<readonly StoppedLine[]> {
  const found: StoppedLine[] = [];
  for await (const { text } of stored) {
    // Few lines of a trail are of it: only those that may be are read.
    if (!text.includes('"stopped"')) continue;
    const line = readLine(text);
    if (line?.kind !== 'stopped') continue;
    found.push({ ...(line.says as unknown as StoppedEntry), at: line.at });
    if (found.length > most) found.shift();
  }
  return found;
}
