import { GraphQLError } from 'graphql';
import { chunksOf } from '../../../service/chunks-of.ts';
import type { Shelf, Source } from '../database/source.ts';
import { statusOf } from './origins.ts';

/** What a source gave, and how many rows that are. */
export interface Part<T> {
  readonly result: T;
  readonly rows: number;
}

/**
 * Asks sources on one shelf as one. Those that it tells nothing of are asked alone. A result that several have as one is the same
 * object for each.
 */
export type AskTogether<T> = (sources: readonly Source[]) => Promise<ReadonlyMap<Source, Part<T>>>;

/** What each of some sources gave; throws how it failed. */
type Known<T> = ReadonlyMap<Source, () => Part<T>>;

/** Sources that are asked as one at the most: planning one statement takes longer the more tables it reads. */
const MOST_TOGETHER = 50;

/**
 * What the sources gave that are asked first, those on one shelf as one. Where only one of them may be the reason of a fault, such as
 * a file that is broken, nothing is known of any, and each is to be asked alone.
 */
export async function askShelves<T>(
  ways: readonly Promise<readonly Source[]>[],
  together: AskTogether<T> | undefined,
): Promise<Known<T>> {
  if (together === undefined) return new Map();
  const groups = onShelves(
    (await Promise.allSettled(ways)).flatMap((way) =>
      way.status === 'fulfilled' ? way.value.slice(0, 1) : [],
    ),
  );
  const known = await Promise.all(groups.map((group) => askGroup(group, together)));
  return new Map(known.flatMap((its) => [...its]));
}

async function askGroup<T>(group: readonly Source[], together: AskTogether<T>): Promise<Known<T>> {
  try {
    const parts = [...(await together(group))];
    return new Map(parts.map(([source, part]) => [source, () => part]));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const status = statusOf(error);
    if (status !== 'BUSY' && status !== 'TIMEOUT') return new Map();
    // What has too much to do is not asked for the same again, in as many statements as there are sources.
    return new Map(
      group.map((source) => [
        source,
        () => {
          throw error;
        },
      ]),
    );
  }
}

/** Those that stand on one shelf, in parts of no more than are asked as one. Several tables of one source are, too. */
function onShelves(sources: readonly Source[]): readonly (readonly Source[])[] {
  const shelves = new Map<Shelf, Source[]>();
  for (const source of sources) {
    if (source.shelf === null) continue;
    const others = shelves.get(source.shelf);
    if (others === undefined) shelves.set(source.shelf, [source]);
    else others.push(source);
  }
  return [...shelves.values()].flatMap((all) => chunksOf(all, MOST_TOGETHER));
}
