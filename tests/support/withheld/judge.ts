import { isDeepStrictEqual } from 'node:util';
import { getNamedType, type GraphQLField, type GraphQLObjectType, isObjectType } from 'graphql';

type Path = readonly (string | number)[];
type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type JsonObject = Readonly<Record<string, Json>>;

/** An answer of the graph. */
export interface GraphAnswer {
  readonly data: JsonObject | null;
  readonly errors?: readonly { readonly path?: Path; readonly extensions?: JsonObject }[];
}

/** What an answer is beside the truth. */
export interface Judgement {
  /** Places where it says something else and nothing marks that. */
  readonly wrong: readonly string[];
  /** Fields, as `Type.field`, of which something is withheld, and marked, while their parent stands. */
  readonly withheld: ReadonlySet<string>;
  /** Fields that have a value somewhere. */
  readonly told: ReadonlySet<string>;
}

/** Counts over all sources: where one is missing, what they stand in says so, and each of them may be another. */
const COUNTED = new Set([
  ...['DossierGroup', 'DossierMeasures', 'Report06aRow', 'Report06aColumns'],
  ...['Report07bRow', 'Report07bColumns'],
  ...['DocumentGroup', 'DocumentMeasures', 'RatingGroup', 'RatingMeasures'],
]);

const TELLING = new Set(['SourceAnswer', 'PageInfo', 'SourceStatus', 'SourceStatusChange']);

/** Whether a field says how it went or when, not what there is. A cursor remembers who was left out. */
export function tellsHow(
  parent: GraphQLObjectType,
  { name, type }: GraphQLField<unknown, unknown>,
): boolean {
  const isMark = TELLING.has(parent.name) || TELLING.has(getNamedType(type).name);
  return isMark || name === 'cursor' || name === 'partial' || name === 'asOf';
}

/**
 * Holds an answer against the truth, place by place: each is the same, or null with an error of its own, or within an object
 * that is `partial` or names a source that did not answer. A row that is missing is marked by such an object, or by a null in
 * its list with an error of its own.
 */
export function judge(
  query: GraphQLObjectType,
  truth: GraphAnswer,
  { data, errors = [] }: GraphAnswer,
): Judgement {
  const wrong: string[] = [];
  const withheld = new Set<string>();
  const told = new Set<string>();
  const located = new Set(
    errors.flatMap(({ path = [] }) => path.map((_part, at) => path.slice(0, at + 1).join('.'))),
  );
  const isLocated = (path: Path): boolean => located.has(path.join('.'));
  const fault = (path: Path, what: string): void => {
    wrong.push(`${path.join('.')} ${what}`);
  };

  function object(type: GraphQLObjectType, right: JsonObject, got: JsonObject, path: Path): void {
    const isMarked = marked(got);
    for (const [name, field] of Object.entries(type.getFields())) {
      const one = right[name];
      const other = got[name];
      const named = getNamedType(field.type);
      if (one === undefined || tellsHow(type, field)) continue;
      const coordinate = `${type.name}.${name}`;
      if (other === undefined) {
        fault([...path, name], 'is not there');
        continue;
      }
      if (one !== null && !isDeepStrictEqual(one, [])) told.add(coordinate);
      const below = isObjectType(named) ? named : null;
      const isWhole = value(below, one, other, [...path, name], isMarked);
      if (!isWhole) withheld.add(coordinate);
    }
  }

  /** Whether nothing is withheld of it itself; `excused` where the object around it says that it is not whole. */
  function value(
    type: GraphQLObjectType | null,
    right: Json,
    got: Json,
    path: Path,
    excused: boolean,
  ): boolean {
    if (right === null && got === null) return true;
    if (excused && type !== null && COUNTED.has(type.name) && got !== null) return false;
    if (got === null) {
      if (!excused && !isLocated(path)) fault(path, 'is null without an error');
      return false;
    }
    if (Array.isArray(right) && Array.isArray(got)) return list(type, right, got, path, excused);
    if (type !== null && isObject(right) && isObject(got)) {
      object(type, right, got, path);
      return !marked(got);
    }
    if (isDeepStrictEqual(right, got)) return true;
    const isLower = typeof right === 'number' && typeof got === 'number' && got < right;
    if (!excused || !isLower) fault(path, `is ${JSON.stringify(got)} for ${JSON.stringify(right)}`);
    return false;
  }

  function list(
    type: GraphQLObjectType | null,
    right: readonly Json[],
    got: readonly Json[],
    path: Path,
    excused: boolean,
  ): boolean {
    const left = [...right];
    let gaps = 0;
    got.forEach((item, at) => {
      if (item === null) {
        gaps += 1;
        value(type, {}, item, [...path, at], false);
        return;
      }
      const place = left.findIndex((one) => isDeepStrictEqual(identityOf(one), identityOf(item)));
      const [own] = place === -1 ? [] : left.splice(place, 1);
      if (own === undefined) fault([...path, at], 'is no row of the truth');
      else value(type, own, item, [...path, at], excused);
    });
    const isMissed = left.length > 0;
    if (isMissed && gaps === 0 && !excused) fault(path, `is without ${left.length} rows`);
    return !isMissed && gaps === 0;
  }

  if (data === null) fault([], 'is nothing at all');
  else object(query, truth.data ?? {}, data, []);
  return { wrong, withheld, told };
}

/** Whether an object itself says that it is not whole. */
function marked({ partial, sources }: JsonObject): boolean {
  return (
    partial === true ||
    (Array.isArray(sources) &&
      (sources as readonly Json[]).some((one) => isObject(one) && one['status'] !== 'OK'))
  );
}

/** By what a row is known again: its key, or else the values that it holds itself. */
function identityOf(item: Json): Json {
  if (!isObject(item)) return item;
  const { id, code, node = null } = item;
  if (isObject(node)) return identityOf(node);
  // A cursor remembers who was left out.
  const own = Object.entries(item).filter(
    ([name, value]) => name !== 'cursor' && value !== null && !isCompound(value),
  );
  return id ?? code ?? Object.fromEntries(own);
}

function isCompound(value: Json): boolean {
  return isObject(value) || Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
