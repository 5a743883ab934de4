import type { GraphQLFormattedError } from 'graphql';
import type { Data, Path } from './data.ts';
import { isObject } from './data.ts';
import type { Failure } from './failure.ts';
import type { Violation } from './project.ts';
import type { Entry, Selection, ValueShape } from './selection.ts';

/** A path in the client's terms, and whether all of the internal path could be followed. */
interface Located {
  readonly path: Path;
  readonly whole: boolean;
}

/**
 * The errors of an answer in the client's terms: every failure at its place, and every violation that no failure
 * explains (§6.4.4: a null that an error has already told of adds no other).
 */
export function locatedErrors(
  failures: readonly Failure[],
  violations: readonly Violation[],
  root: Data,
  selection: Selection,
): GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  const explained = new Set<string>();
  for (const { message, code, details, subgraph, paths, everywhere } of failures) {
    const located = paths.flatMap((path) => locate(path, 0, { selection }, root, []));
    for (const { path } of located) explained.add(withoutIndices(path));
    const extensions = { code, ...(details && { details }), service: subgraph };
    // What was fetched only for another field's sake is told of where that field's object is.
    const known = located.filter(({ whole }) => whole);
    const told = known.length > 0 ? known : located.slice(0, 1);
    for (const { path } of everywhere ? told : told.slice(0, 1)) {
      errors.push(path.length === 0 ? { message, extensions } : { message, path, extensions });
    }
    if (told.length === 0) errors.push({ message, extensions });
  }
  for (const { message, path } of violations) {
    if (isExplained(withoutIndices(path), explained)) continue;
    errors.push({ message, path, extensions: { code: 'SUBGRAPH_BAD_ANSWER' } });
  }
  return errors;
}

function withoutIndices(path: Path): string {
  return path.filter((key) => typeof key === 'string').join('.');
}

function isExplained(path: string, explained: ReadonlySet<string>): boolean {
  for (const known of explained) {
    if (known === path || known.startsWith(`${path}.`) || path.startsWith(`${known}.`)) return true;
    if (known === '') return true;
  }
  return false;
}

/** Follows an internal path through the data; one field may stand under several of the client's keys. */
function locate(
  path: Path,
  depth: number,
  shape: Partial<ValueShape>,
  value: unknown,
  before: Path,
): readonly Located[] {
  const key = path[depth];
  if (key === undefined) return [{ path: before, whole: true }];
  if (typeof key === 'number') {
    const item: unknown = Array.isArray(value) ? value[key] : undefined;
    return locate(path, depth + 1, shape.item ?? {}, item, [...before, key]);
  }
  const entries = entriesAt(shape.selection, value).filter(({ source }) => source === key);
  if (entries.length === 0) return [{ path: before, whole: false }];
  const field = isObject(value) ? value[key] : undefined;
  const keys = new Map(entries.map((entry) => [entry.responseKey, entry]));
  return [...keys].flatMap(([responseKey, entry]) =>
    locate(path, depth + 1, entry.shape, field, [...before, responseKey]),
  );
}

function entriesAt(selection: Selection | undefined, value: unknown): readonly Entry[] {
  if (selection === undefined) return [];
  return isObject(value)
    ? (selection.entriesFor(value['__typename']) ?? [])
    : selection.anyEntries();
}
