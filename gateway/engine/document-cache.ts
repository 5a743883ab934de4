import { LRUCache } from 'lru-cache';

/** What was made of documents, by their text or hash. */
export type DocumentCache<T extends object> = LRUCache<string, T>;

/** Characters of documents in one cache: parsed and planned, a document takes some hundred bytes for each. */
const MOST_CHARS = 1_000_000;

/** Hears why an entry is given up: `evict` where others needed its room, `set` where one took its place, `delete`. */
type OnForgotten = (reason: LRUCache.DisposeReason) => void;

/** Keeps those used last, so many at most and of no more characters together than fit; one that alone is longer is not kept. */
export function createDocumentCache<T extends object>(
  most: number,
  onForgotten?: OnForgotten,
): DocumentCache<T> {
  return new LRUCache({
    max: most,
    maxSize: MOST_CHARS,
    ...(onForgotten && {
      dispose: (_value, _key, reason) => {
        onForgotten(reason);
      },
    }),
  });
}

/** What an entry takes of a cache's room, for `set`. */
export function roomFor(chars: number): { readonly size: number } {
  return { size: Math.max(1, chars) };
}
