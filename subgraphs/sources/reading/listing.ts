import DataLoader from 'dataloader';
import type { ReadOptions } from '../dialects/dialect.ts';
import type { RawRow } from '../model/raw.ts';
import { type AskedList, readLists } from '../fan-out/lists.ts';

/** Lists of rows for one request: those that are asked for at the same time are read together. */
export function createListing(
  options: ReadOptions,
): (asked: AskedList) => Promise<readonly RawRow[]> {
  const lists = new DataLoader<AskedList, readonly RawRow[]>((all) => readLists(all, options), {
    cache: false,
    maxBatchSize: Infinity,
  });
  return (asked) => lists.load(asked);
}
