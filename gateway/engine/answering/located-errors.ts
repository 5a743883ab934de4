import type { GraphQLFormattedError } from 'graphql';
import { fault } from '../../../service/errors/faults.ts';
import { answererOf } from './answerer.ts';
import type { Data, Path } from '../fetching/data.ts';
import { isObject } from '../fetching/data.ts';
import type { Failure } from '../fetching/failure.ts';
import type { CompiledPlan } from '../fetching/plan.ts';
import type { Violation } from './project.ts';
import type { Entry, Selection, ValueShape } from '../document/selection.ts';

/** What was asked: who answers which field, and what the client selected. */
interface Asked {
  readonly plan: CompiledPlan;
  readonly selection: Selection;
}

/** A path in the client's terms, and whether all of the internal path could be followed. */
interface Located {
  readonly path: Path;
  readonly whole: boolean;
}

/** An answer that is wrong at every place says so at so many of them. */
const MAX_ERRORS = 1_000;

/**
 * The errors of an answer in the client's terms: every failure at its place, and every violation that no failure
 * explains (§6.4.4: a null that an error has already told of adds no other). An error at one item of a list is taken to
 * explain the same field of all items.
 */
export function locatedErrors(
  failures: readonly Failure[],
  violations: readonly Violation[],
  root: Data,
  { plan, selection }: Asked,
): readonly GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  const explained = new Set<string>();
  /** Failures of one fetch share their paths. */
  const known = new Map<readonly Path[], readonly Located[]>();
  for (const { message, code, details, subgraph, paths, everywhere } of failures) {
    let located = known.get(paths);
    if (located === undefined) {
      located = paths.flatMap((path) => locate(path, 0, { selection }, root, []));
      for (const { path } of located) explained.add(withoutIndices(path));
      known.set(paths, located);
    }
    const extensions = { code, ...(details && { details }), service: subgraph };
    for (const { path } of toldAt(located, everywhere)) {
      errors.push(path.length === 0 ? { message, extensions } : { message, path, extensions });
      if (errors.length > MAX_ERRORS) return bounded(errors);
    }
  }
  for (const { message, path, fields } of violations) {
    if (isExplained(withoutIndices(path), explained)) continue;
    const service = answererOf(plan, fields);
    const extensions = { code: 'SUBGRAPH_BAD_ANSWER', ...(service !== undefined && { service }) };
    errors.push({ message, path, extensions });
    if (errors.length > MAX_ERRORS) return bounded(errors);
  }
  return errors;
}

const NOWHERE: Located = { path: [], whole: false };

/** The places of a failure that are told of: what was fetched only for another field's sake, where that field's object is. */
function toldAt(located: readonly Located[], everywhere: boolean): readonly Located[] {
  if (!everywhere) return [located.find(({ whole }) => whole) ?? located[0] ?? NOWHERE];
  const whole = located.filter((place) => place.whole);
  return whole.length > 0 ? whole : [located[0] ?? NOWHERE];
}

function bounded(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  return [...errors.slice(0, MAX_ERRORS), fault('TOO_MANY_ERRORS', { most: MAX_ERRORS }).toJSON()];
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
