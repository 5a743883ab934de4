import DataLoader from 'dataloader';
import { groupBy } from '../../../service/group-by.ts';
import { byHalves, MOST_KEYS } from '../database/by-halves.ts';
import { nextSlice } from '../database/next-slice.ts';
import type { ReadOptions } from '../dialects/dialect.ts';

export type Fields = ReadonlySet<string>;

export type NonEmpty<T> = readonly [T, ...T[]];

/** What tells look-ups apart, and how a group of them is read. */
interface Batch<L, A> {
  /** Look-ups of one group are read by one statement. */
  readonly groupOf: (lookup: L) => string;
  /** The same for look-ups that ask for the same, whatever their fields. */
  readonly keyOf: (lookup: L) => string;
  /** Answers in the order asked. */
  readonly read: (lookups: NonEmpty<L>, fields: Fields) => Promise<readonly A[]>;
  /** Look-ups of one statement at the most; absent: as many as keys. */
  readonly most?: number;
}

/**
 * A loader whose look-ups of one tick are grouped, each group read by as few statements as `most` look-ups in one allow, with the
 * fields of all. The contract of dataloader holds: answers in the order asked; a statement that fails fails its own look-ups only.
 */
export function batched<L extends { readonly fields: Fields }, A>(
  { request }: Pick<ReadOptions, 'request'>,
  { groupOf, keyOf, read, most = MOST_KEYS }: Batch<L, A>,
): DataLoader<L, A, string> {
  return new DataLoader(
    async (lookups) => {
      const answers: (A | Error)[] = [];
      const placed = lookups.map((lookup, index) => ({ lookup, index }));
      const sizes = new Map<string, number>();
      const statements = groupBy(placed, ({ lookup }) => {
        const group = groupOf(lookup);
        const size = sizes.get(group) ?? 0;
        sizes.set(group, size + 1);
        return `${group}|${Math.floor(size / most)}`;
      });
      const answering = (members: readonly (typeof placed)[number][]): Promise<void> =>
        byHalves(
          members,
          async (some) => {
            const [first, ...others] = some.map(({ lookup }) => lookup);
            if (first === undefined) return;
            const group: NonEmpty<L> = [first, ...others];
            const found = await read(group, new Set(group.flatMap(({ fields }) => [...fields])));
            some.forEach(({ index }, place) => {
              answers[index] = found[place] as A;
            });
          },
          (some, error) => {
            for (const { index } of some) answers[index] = error as Error;
          },
        );
      const [first, ...others] = statements;
      const reading = first === undefined ? [] : [answering(first)];
      for (const members of others) {
        // A statement of thousands of values takes milliseconds to write; those that take none are asked for at the same time.
        const slice = nextSlice(request);
        if (slice !== undefined) await slice;
        reading.push(answering(members));
      }
      await Promise.all(reading);
      return answers;
    },
    {
      maxBatchSize: Infinity,
      cacheKeyFn: (lookup) => `${keyOf(lookup)}|${wordOf(lookup.fields)}`,
    },
  );
}

const words = new WeakMap<Fields, string>();

/** The same for the same fields; one set of them is mostly for hundreds of look-ups. */
export function wordOf(fields: Fields): string {
  const word = words.get(fields) ?? [...fields].sort().join(',');
  words.set(fields, word);
  return word;
}
