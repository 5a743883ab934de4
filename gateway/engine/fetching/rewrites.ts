import type { FetchDataRewrite } from '@apollo/query-planner';
import type { Data } from './data.ts';
import { isObject } from './data.ts';
import type { TypeConditions } from '../document/type-conditions.ts';

/** One change that the planner asks for in what goes to a subgraph or comes back. */
export interface Rewrite {
  /** Field names, and type conditions as `{ on }`, down to the object that is changed. */
  readonly path: readonly (string | { readonly on: string })[];
  readonly field: string;
  readonly renameTo?: string;
  readonly setTo?: unknown;
}

const FRAGMENT = '... on ';

/** A step of a rewrite's path in the planner's notation. */
export function pathStep(element: string): string | { readonly on: string } {
  return element.startsWith(FRAGMENT) ? { on: element.slice(FRAGMENT.length) } : element;
}

/** Reads the planner's rewrites once, for every object they will be applied to. */
export function compileRewrites(rewrites: readonly FetchDataRewrite[] = []): readonly Rewrite[] {
  return rewrites.map((rewrite) => {
    const path = rewrite.path.slice(0, -1).map(pathStep);
    const field = rewrite.path.at(-1) ?? '';
    return rewrite.kind === 'KeyRenamer'
      ? { path, field, renameTo: rewrite.renameKeyTo }
      : { path, field, setTo: rewrite.setValueTo as unknown };
  });
}

export function applyRewrites(
  rewrites: readonly Rewrite[],
  value: unknown,
  conditions: TypeConditions,
): void {
  for (const rewrite of rewrites) apply(rewrite, 0, value, conditions);
}

function apply(rewrite: Rewrite, depth: number, value: unknown, conditions: TypeConditions): void {
  if (Array.isArray(value)) {
    for (const item of value) apply(rewrite, depth, item, conditions);
    return;
  }
  if (!isObject(value)) return;
  const step = rewrite.path[depth];
  if (step === undefined) change(rewrite, value);
  else if (typeof step === 'string') apply(rewrite, depth + 1, value[step], conditions);
  else if (value['__typename'] === undefined || conditions.covers(step.on, value['__typename'])) {
    apply(rewrite, depth + 1, value, conditions);
  }
}

function change({ field, renameTo, setTo }: Rewrite, object: Data): void {
  if (renameTo === undefined) {
    object[field] = setTo;
  } else if (object[field] !== undefined) {
    object[renameTo] = object[field];
    object[field] = undefined;
  }
}
