import type { GraphQLFormattedError } from 'graphql';
import type { LaterPart } from '../answering/located-errors.ts';
import type { Path } from '../fetching/data.ts';

type Errors = readonly GraphQLFormattedError[];

/**
 * The errors of a part by its places, which are at one depth of the answer. What stands at none of them is told of nowhere: its
 * place has become null in what was answered before. What stands above them is told at the first.
 *
 * @param errorsOf - Told what stands within a place, and how long the paths of places are.
 */
export function placedErrors(
  places: readonly { readonly path: Path }[],
  errorsOf: (within: Pick<LaterPart, 'isWithin' | 'depth'>) => Errors,
): readonly Errors[] {
  const depth = places[0]?.path.length ?? 0;
  const placed = places.map(() => [] as GraphQLFormattedError[]);
  const indices = new Map(places.map(({ path }, index) => [JSON.stringify(path), index]));
  const indexOf = (path: Path): number | undefined =>
    path.length < depth
      ? indexAbove(path, places)
      : indices.get(JSON.stringify(path.slice(0, depth)));
  const isWithin = (path: Path): boolean => path.length > depth && indexOf(path) !== undefined;
  for (const error of errorsOf({ isWithin, depth })) {
    const index = indexOf(error.path ?? []);
    if (index !== undefined) placed[index]?.push(error);
  }
  return placed;
}

function indexAbove(path: Path, places: readonly { readonly path: Path }[]): number | undefined {
  const index = places.findIndex((place) => path.every((key, depth) => place.path[depth] === key));
  return index === -1 ? undefined : index;
}
