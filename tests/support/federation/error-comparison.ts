import type { GraphQLFormattedError } from 'graphql';
import type { Answer } from './federation.ts';
import type { World } from './world/world.ts';

type Path = readonly (string | number)[];

/**
 * What is wrong with the errors of an answer whose data is right: errors of the monolith that are not told, and errors
 * told that the monolith does not have. Where nulls spread, which of several errors tells of them is free (§6.4.4).
 * What is fetched for the sake of a `@requires` or a context alone, or of an interface object whose type is not known
 * yet, may fail too: that is told where its object stands.
 */
export function errorFaults(ours: Answer, expected: Answer, { rules }: World): readonly string[] {
  const { data } = expected;
  const told = new Set(ours.errors.map(textOf));
  const toldAt = new Set(ours.errors.map(({ path }) => nullAt(data, path)));
  const untold = expected.errors.filter((error) =>
    hasSpread(data, error.path) ? !toldAt.has(nullAt(data, error.path)) : !told.has(textOf(error)),
  );
  const known = new Set(expected.errors.map(textOf));
  const explained = new Set(expected.errors.map(({ path }) => nullAt(data, path)));
  const surplus = ours.errors.filter(
    (error) =>
      !known.has(textOf(error)) &&
      !explained.has(nullAt(data, error.path)) &&
      !(rules.fetchesBesides && valueAt(data, error.path) !== null),
  );
  return [
    ...untold.map((error) => `not told: ${textOf(error)}`),
    ...surplus.map((error) => `told besides: ${textOf(error)}`),
  ];
}

/** A null where none may be is told of in the words of whoever finds it. */
function textOf({ message, path = [] }: GraphQLFormattedError): string {
  const text = message.startsWith('Cannot return null') ? 'Cannot return null' : message;
  return `${text} at ${path.join('.')}`;
}

/** The path of the null that an error at a path has made of the data. */
function nullAt(data: unknown, path: Path = []): string {
  return path.slice(0, depthOf(data, path)).join('.');
}

function hasSpread(data: unknown, path: Path = []): boolean {
  return depthOf(data, path) < path.length;
}

/** How much of a path is there. */
function depthOf(data: unknown, path: Path): number {
  const depth = path.findIndex(
    (_key, index) => (valueAt(data, path.slice(0, index)) ?? null) === null,
  );
  return depth === -1 ? path.length : depth;
}

function valueAt(data: unknown, path: Path = []): unknown {
  return path.reduce<unknown>(
    (value, key) => (value as Record<string | number, unknown>)[key],
    data,
  );
}
