import { LRUCache } from 'lru-cache';
import { fault } from '../../service/errors/faults.ts';

/** Four digits have ten thousand forms: whoever may try ten of them an hour needs weeks for one code. */
const MOST_TRIES = 10;
const TRIES_MS = 3_600_000;

/** Counts a try of whoever; throws TOO_MANY_TRIES. */
export type CountTry = (who: string) => void;

/** Tries are counted an hour from the first. */
export function createTries(): CountTry {
  // It takes its room for all at once: nobody may ever try.
  let tries: LRUCache<string, number> | undefined;
  return (who) => {
    tries ??= new LRUCache({ max: 100_000, ttl: TRIES_MS, noUpdateTTL: true });
    const made = tries.get(who) ?? 0;
    if (made >= MOST_TRIES) throw fault('TOO_MANY_TRIES');
    tries.set(who, made + 1);
  };
}
