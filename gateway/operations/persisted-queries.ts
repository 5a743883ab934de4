import { hash } from 'node:crypto';
import type { SharedStore } from '../../service/redis/shared-store.ts';
import { createDocumentCache, roomFor } from '../engine/document-cache.ts';

/** How Apollo Server keeps the texts of persisted operations. */
export interface TextCache {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
  delete(key: string): Promise<boolean>;
}

const MAX_TEXTS = 1_000;
/** A client that has not asked for so long sends its text again. */
const KEPT_S = 30 * 24 * 3_600;

/**
 * The texts that this process was told last and, where there is a store that several gateways share, those that any of them was
 * told. Whatever comes from there is held against its hash: who can write into the store cannot give an operation another text.
 */
export function createTextCache(shared: SharedStore | undefined): TextCache {
  const own = createDocumentCache<{ readonly text: string }>(MAX_TEXTS);
  const keep = (key: string, text: string): void => {
    own.set(key, { text }, roomFor(text.length));
  };
  return {
    async get(key) {
      const known = own.get(key);
      if (known !== undefined) return known.text;
      const text = await shared?.get(key);
      if (text === undefined || !key.endsWith(hash('sha256', text))) return undefined;
      keep(key, text);
      return text;
    },
    async set(key, text) {
      keep(key, text);
      await shared?.set(key, text, KEPT_S);
    },
    delete: (key) => Promise.resolve(own.delete(key)),
  };
}
