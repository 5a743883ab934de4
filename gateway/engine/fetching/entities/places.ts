import type { Data } from '../data.ts';
import { isObject } from '../data.ts';

/** One field of a path to objects in the data, and how many lists lie between it and its objects. */
export interface Step {
  readonly field: string;
  readonly lists: number;
}

/** Reads a planner's path (`['reviews', '@', 'author']`). */
export function compilePath(path: readonly (string | number)[]): readonly Step[] {
  const steps: { field: string; lists: number }[] = [];
  for (const element of path) {
    const last = steps.at(-1);
    if (element === '@' && last !== undefined) last.lists += 1;
    else steps.push({ field: String(element), lists: 0 });
  }
  return steps;
}

/** The objects that stand at a path, in the order of the data; what is null or missing on the way is passed over. */
export function objectsAt(root: Data, path: readonly Step[]): readonly Data[] {
  let objects: readonly Data[] = [root];
  for (const { field, lists } of path) {
    const next: Data[] = [];
    for (const object of objects) collect(object[field], lists, next);
    objects = next;
  }
  return objects;
}

function collect(value: unknown, lists: number, into: Data[]): void {
  if (value === null || value === undefined) return;
  if (lists === 0) {
    if (isObject(value)) into.push(value);
  } else if (Array.isArray(value)) {
    for (const item of value as unknown[]) collect(item, lists - 1, into);
  }
}

/** An object of the data with all that led to it. */
export interface Place {
  readonly object: Data;
  /** Internal field names and list indices from the root. */
  readonly path: readonly (string | number)[];
  /** The objects whose fields were followed, the root first. */
  readonly ancestors: readonly Data[];
}

/** As `objectsAt`, in the same order, for the rare times when the way counts: errors, and contextual arguments. */
export function placesAt(root: Data, path: readonly Step[]): readonly Place[] {
  let places: readonly Place[] = [{ object: root, path: [], ancestors: [] }];
  for (const { field, lists } of path) {
    const next: Place[] = [];
    for (const { object, path: before, ancestors } of places) {
      collectPlaces(object[field], lists, [...before, field], [...ancestors, object], next);
    }
    places = next;
  }
  return places;
}

function collectPlaces(
  value: unknown,
  lists: number,
  path: readonly (string | number)[],
  ancestors: readonly Data[],
  into: Place[],
): void {
  if (value === null || value === undefined) return;
  if (lists === 0) {
    if (isObject(value)) into.push({ object: value, path, ancestors });
  } else if (Array.isArray(value)) {
    (value as unknown[]).forEach((item, index) => {
      collectPlaces(item, lists - 1, [...path, index], ancestors, into);
    });
  }
}
