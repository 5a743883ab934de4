import { describe, expect, it } from '@jest/globals';
import { Lru } from '../../../gateway/engine/lru.ts';

describe('Lru', () => {
  it('forgets what was used longest ago, once there are too many', () => {
    const lru = new Lru<number>(2);

    lru.set('a', 1);
    lru.set('b', 2);
    lru.get('a');
    lru.set('c', 3);

    expect([lru.get('a'), lru.get('b'), lru.get('c')]).toEqual([1, undefined, 3]);
  });

  it('forgets as many as cost too much together, and does not take what does alone', () => {
    const lru = new Lru<number>(10, 100);

    for (const key of ['a', 'b', 'c']) lru.set(key, 1, 30);
    lru.set('c', 2, 40);
    lru.set('d', 3, 50);

    expect([...lru.values()]).toEqual([2, 3]);

    lru.set('e', 4, 101);

    expect([...lru.values()]).toEqual([2, 3]);
  });
});
