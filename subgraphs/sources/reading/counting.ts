import DataLoader from 'dataloader';
import type { ReadOptions } from '../dialects/dialect.ts';
import { type AskedCount, countAll, type CountRows } from '../fan-out/counts.ts';

/** Counts for one request: those that are asked for at the same time are counted together. */
export function createCounting(options: ReadOptions): CountRows {
  const counts = new DataLoader<AskedCount, number>(
    async (all) => {
      const answers = await countAll(all, options);
      return all.map((asked) => answers.get(asked) ?? new TypeError('Nothing was counted'));
    },
    { cache: false, maxBatchSize: Infinity },
  );
  return (asked) => counts.load(asked);
}
