import { describe, expect, it } from '@jest/globals';
import { createDocumentCache, roomFor } from '../../../gateway/engine/document-cache.ts';

describe('a cache of documents', () => {
  it('tells why it gives up each', () => {
    const told: string[] = [];
    const cache = createDocumentCache<object>(2, (reason) => told.push(reason));

    cache.set('a', {}, roomFor(1));
    cache.set('a', {}, roomFor(1));
    cache.set('b', {}, roomFor(1));
    cache.set('c', {}, roomFor(0));
    cache.delete('b');

    expect(told).toEqual(['set', 'evict', 'delete']);
  });
});
