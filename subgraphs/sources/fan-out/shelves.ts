import { GraphQLError } from 'graphql';
import { chunksOf } from '../../../service/chunks-of.ts';
import type { Shelf, Source } from '../database/source.ts';
import { hasTooMuchToDo } from './origins.ts';

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
    (source) => source,
  );
  const known = await Promise.all(groups.map(({ asked }) => askGroup(asked, together)));
  return new Map(known.flatMap((its) => [...its]));
}

async function askGroup<T>(group: readonly Source[], together: AskTogether<T>): Promise<Known<T>> {
  try {
    const parts = [...(await together(group))];
    return new Map(parts.map(([source, part]) => [source, () => part]));
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    if (!hasTooMuchToDo(error)) return new Map();
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

/** What is asked of sources on one shelf, in parts of no more than are asked as one. Several tables of one source are, too. */
export function onShelves<T>(
  all: readonly T[],
  sourceOf: (asked: T) => Source,
): readonly { readonly shelf: Shelf; readonly asked: readonly [T, ...(readonly T[])] }[] {
  const shelves = new Map<Shelf, T[]>();
  for (const one of all) {
    const { shelf } = sourceOf(one);
    if (shelf === null) continue;
    const others = shelves.get(shelf);
    if (others === undefined) shelves.set(shelf, [one]);
    else others.push(one);
  }
  return [...shelves].flatMap(([shelf, its]) =>
    chunksOf(its, MOST_TOGETHER).map((asked) => ({ shelf, asked })),
  );
}
