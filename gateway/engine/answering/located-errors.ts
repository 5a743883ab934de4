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

/** A part of an answer that comes later. */
export interface LaterPart {
  /** What has failed before. */
  readonly failures: readonly Failure[];
  /** Whether something stands in that part. */
  readonly isWithin: (path: Path) => boolean;
  /** How long the paths of its places are: nothing above them becomes null for what is missing in it. */
  readonly depth: number;
}

/** A path in the client's terms. */
interface Located {
  readonly path: Path;
  /** Whether all of the internal path could be followed. */
  readonly whole: boolean;
  /** How much of the path leads to what is null where this is missing: itself, or what a non-null field takes with it. */
  readonly nullAt: number;
}

/** An answer that is wrong at every place says so at so many of them. */
const MAX_ERRORS = 1_000;

/**
 * The errors of an answer in the client's terms: every failure at its place, and every violation that no failure
 * explains (§6.4.4: a null that an error has already told of adds no other).
 *
 * @param part - Where they are those of a part. What has failed before is told where it concerns what is answered now: a value may be
 * answered in several parts.
 */
export function locatedErrors(
  failures: readonly Failure[],
  violations: readonly Violation[],
  root: Data,
  { plan, selection }: Asked,
  part?: LaterPart,
): readonly GraphQLFormattedError[] {
  const errors: GraphQLFormattedError[] = [];
  const explained = new Explained();
  /** Failures of one fetch share their paths. */
  const known = new Map<readonly Path[], readonly Located[]>();
  const located = (paths: readonly Path[]): readonly Located[] =>
    paths.flatMap((path) => locate(path, 0, { selection }, root, AT_ROOT));
  const locatedAt = (paths: readonly Path[]): readonly Located[] => {
    let places = known.get(paths);
    if (places === undefined) {
      places = located(paths);
      for (const { path } of places) explained.add(path);
      known.set(paths, places);
    }
    return places;
  };
  const tell = (failure: Failure, places: readonly Located[]): void => {
    const { message, code, details, subgraph, told } = failure;
    const extensions = {
      ...failure.extensions,
      code,
      ...(details && { details }),
      service: subgraph,
    };
    for (const { path } of toldAt(places, told, part?.depth)) {
      errors.push(path.length === 0 ? { message, extensions } : { message, path, extensions });
      if (errors.length > MAX_ERRORS) return;
    }
  };
  for (const failure of part?.failures ?? []) {
    const places = located(failure.paths).filter(
      ({ path, whole }) => whole && part?.isWithin(path) === true,
    );
    for (const { path } of places) explained.add(path);
    if (places.length > 0) tell(failure, places);
    if (errors.length > MAX_ERRORS) return bounded(errors);
  }
  for (const failure of failures) {
    if (failure.alsoMissing !== undefined) locatedAt(failure.alsoMissing);
    tell(failure, locatedAt(failure.paths));
    if (errors.length > MAX_ERRORS) return bounded(errors);
  }
  for (const { message, code, path, fields, isNull } of violations) {
    if (code === undefined && explained.has(path)) continue;
    const service = code === undefined ? answererOf(plan, fields) : undefined;
    const extensions = {
      code: code ?? (isNull === undefined ? 'SUBGRAPH_BAD_ANSWER' : 'NULL_WHERE_NON_NULL'),
      ...(isNull && { details: isNull }),
      ...(service !== undefined && { service }),
    };
    errors.push({ message, path, extensions });
    if (errors.length > MAX_ERRORS) return bounded(errors);
  }
  return errors;
}

const AT_ROOT: Located = { path: [], whole: false, nullAt: 0 };

/** The places of a failure that are told of: what was fetched only for another field's sake, where that field's object is. */
function toldAt(located: readonly Located[], told: Failure['told'], depth = 0): readonly Located[] {
  const whole = located.filter((place) => place.whole);
  const [first = AT_ROOT] = whole.length > 0 ? whole : located;
  if (told === 'ONCE') return [first];
  if (whole.length === 0) return distinct(located);
  return told === 'AT_ALL' ? whole : eachNull(whole, depth);
}

/** Each place that the client knows, once: of one object several things may be missing. */
function distinct(located: readonly Located[]): readonly Located[] {
  const places = new Map(located.map((place) => [prefixes(place.path).at(-1), place]));
  return places.size === 0 ? [AT_ROOT] : [...places.values()];
}

/** One place for each null that the reader sees: not those within a null that another's absence has made, and none twice. */
function eachNull(located: readonly Located[], depth: number): readonly Located[] {
  const nullOf = ({ path, nullAt }: Located) => prefixes(path, Math.max(nullAt, depth));
  const nulls = new Map<string, Located>();
  for (const place of located) {
    const key = nullOf(place).at(-1) ?? '';
    if (!nulls.has(key)) nulls.set(key, place);
  }
  return [...nulls.values()].filter((place) =>
    nullOf(place)
      .slice(0, -1)
      .every((above) => !nulls.has(above)),
  );
}

/** The paths of which an error tells; what lies above or beneath such a path is explained by it. */
class Explained {
  readonly #paths = new Set<string>();
  readonly #above = new Set<string>();

  add(path: Path): void {
    const all = prefixes(path);
    for (const above of all) this.#above.add(above);
    this.#paths.add(all.at(-1) ?? '');
  }

  has(path: Path): boolean {
    const all = prefixes(path);
    return this.#above.has(all.at(-1) ?? '') || all.some((above) => this.#paths.has(above));
  }
}

/** A path's beginnings as text, the root's first and its own last. */
function prefixes(path: Path, length = path.length): readonly string[] {
  const all = [''];
  for (let i = 0; i < length; i++) all.push(`${all[i] ?? ''}.${path[i] ?? ''}`);
  return all;
}

function bounded(errors: readonly GraphQLFormattedError[]): readonly GraphQLFormattedError[] {
  return [...errors.slice(0, MAX_ERRORS), fault('TOO_MANY_ERRORS', { most: MAX_ERRORS }).toJSON()];
}

/** Follows an internal path through the data; one field may stand under several of the client's keys. */
function locate(
  path: Path,
  depth: number,
  shape: Partial<ValueShape>,
  value: unknown,
  before: Located,
): readonly Located[] {
  const key = path[depth];
  if (key === undefined) return [{ ...before, whole: true }];
  if (typeof key === 'number') {
    const item: unknown = Array.isArray(value) ? value[key] : undefined;
    return locate(path, depth + 1, shape.item ?? {}, item, within(before, key, shape.item));
  }
  const entries = entriesAt(shape.selection, value).filter(({ source }) => source === key);
  if (entries.length === 0) return [before];
  const field = isObject(value) ? value[key] : undefined;
  const keys = new Map(entries.map((entry) => [entry.responseKey, entry]));
  return [...keys].flatMap(([responseKey, entry]) =>
    locate(path, depth + 1, entry.shape, field, within(before, responseKey, entry.shape)),
  );
}

function within(
  { path: before, nullAt }: Located,
  key: string | number,
  shape: ValueShape | undefined,
): Located {
  const path = [...before, key];
  return { path, whole: false, nullAt: shape?.nonNull === true ? nullAt : path.length };
}

function entriesAt(selection: Selection | undefined, value: unknown): readonly Entry[] {
  if (selection === undefined) return [];
  return isObject(value)
    ? (selection.entriesFor(value['__typename']) ?? [])
    : selection.anyEntries();
}
