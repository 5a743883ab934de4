import { LRUCache } from 'lru-cache';

const MOST_TEXTS = 32;
const MS = 2_000;

/**
 * The same reader, which knows what it has read of the last texts for a moment: offices of one program include the same files, and each
 * file is looked at for its offices before it is read. Later nobody reads them again, and they are let go of.
 */
export function latelyRead<Read extends object>(
  read: (text: string) => Read,
): (text: string) => Read {
  const known = new LRUCache<string, Read>({ max: MOST_TEXTS, ttl: MS, ttlAutopurge: true });
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const now = read(text);
    known.set(text, now);
    return now;
  };
}
