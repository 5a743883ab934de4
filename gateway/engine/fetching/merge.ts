import { Kind } from 'graphql';
import type { SelectionSetNode } from 'graphql';
import type { Data } from './data.ts';
import { isObject } from './data.ts';
import type { Rewrite } from './rewrites.ts';
import type { TypeConditions } from '../document/type-conditions.ts';

/** What an answer was asked for. */
export interface MergeShape {
  /** Its fields: a subgraph that answers others must not take the place of those who were asked for them. */
  readonly names: Set<string>;
  /** The fields that hold objects, and theirs; every other field holds a leaf, whatever it looks like. */
  readonly objects: Map<string, MergeShape>;
}

/** The shape of what a selection set answers, over all its fragments. */
export function shapeOf(
  { selections }: SelectionSetNode,
  shape: MergeShape = { names: new Set(), objects: new Map() },
): MergeShape {
  for (const selection of selections) {
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      shapeOf(selection.selectionSet, shape);
    } else if (selection.kind === Kind.FIELD) {
      const name = selection.alias?.value ?? selection.name.value;
      shape.names.add(name);
      if (selection.selectionSet === undefined) continue;
      shape.objects.set(name, shapeOf(selection.selectionSet, shape.objects.get(name)));
    }
  }
  return shape;
}

/** Follows a rewrite of the answer: a field that is renamed before merging has its shape under the new name. */
export function renameIn(shape: MergeShape, { path, field, renameTo }: Rewrite): void {
  let at: MergeShape | undefined = shape;
  for (const step of path) {
    if (typeof step === 'string') at = at?.objects.get(step);
  }
  if (at === undefined || renameTo === undefined) return;
  at.names.add(renameTo);
  const renamed = at.objects.get(field);
  if (renamed !== undefined) at.objects.set(renameTo, union(at.objects.get(renameTo), renamed));
}

function union(one: MergeShape | undefined, other: MergeShape): MergeShape {
  const objects = new Map(one?.objects);
  for (const [name, shape] of other.objects) objects.set(name, union(objects.get(name), shape));
  return { names: new Set([...(one?.names ?? []), ...other.names]), objects };
}

/**
 * Merges what a subgraph answered into an object of the data. Objects that both have are merged; an object is never
 * replaced by another subgraph's null, and its type by none that a subgraph with an interface object knows it by, so that
 * the order in which answers come makes no difference.
 */
export function mergeInto(
  target: Data,
  source: Data,
  { names, objects }: MergeShape,
  conditions: TypeConditions,
): void {
  const typename = target['__typename'];
  const leavesOnly = objects.size === 0;
  for (const key of names) {
    const value = source[key];
    if (value === undefined) continue;
    const existing = leavesOnly ? undefined : target[key];
    if (existing === undefined || existing === null) {
      target[key] = value;
      continue;
    }
    const shape = objects.get(key);
    if (shape === undefined) target[key] = value;
    else if (value !== null && value !== existing)
      target[key] = mergedValue(existing, value, shape, conditions);
  }
  if (typename !== undefined && target['__typename'] !== typename) {
    if (!conditions.isAbstract(typename)) target['__typename'] = typename;
  }
}

function mergedValue(
  target: unknown,
  source: unknown,
  shape: MergeShape,
  conditions: TypeConditions,
): unknown {
  if (isObject(target) && isObject(source)) {
    mergeInto(target, source, shape, conditions);
    return target;
  }
  if (Array.isArray(target) && Array.isArray(source) && target.length === source.length) {
    for (let i = 0; i < target.length; i++) {
      target[i] =
        target[i] === null
          ? (source[i] as unknown)
          : mergedItem(target[i], source[i], shape, conditions);
    }
    return target;
  }
  return source;
}

function mergedItem(
  target: unknown,
  source: unknown,
  shape: MergeShape,
  conditions: TypeConditions,
): unknown {
  return source === null ? target : mergedValue(target, source, shape, conditions);
}
