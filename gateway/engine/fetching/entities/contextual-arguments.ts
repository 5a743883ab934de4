import type { FetchDataKeyRenamer } from '@apollo/query-planner';
import type { Data } from '../data.ts';
import { isObject } from '../data.ts';
import type { Place } from './places.ts';
import { pathStep } from '../rewrites.ts';
import type { TypeConditions } from '../../document/type-conditions.ts';

/** A variable of a fetch whose value stands in an ancestor of the entity (`@context`, `@fromContext`). */
export interface ContextualArgument {
  readonly variable: string;
  /** How many ancestors up. */
  readonly up: number;
  readonly path: readonly (string | { readonly on: string })[];
}

export function compileContext(
  renamers: readonly FetchDataKeyRenamer[] = [],
): readonly ContextualArgument[] {
  return renamers.map(({ path, renameKeyTo }) => ({
    variable: renameKeyTo,
    up: path.filter((element) => element === '..').length,
    path: path.filter((element) => element !== '..').map(pathStep),
  }));
}

/** The values that the ancestors of a place give the contextual arguments. */
export function contextAt(
  { object, ancestors }: Place,
  context: readonly ContextualArgument[],
  conditions: TypeConditions,
): Data {
  const values: Data = {};
  for (const { variable, up, path } of context) {
    const start = up === 0 ? object : ancestors[ancestors.length - up];
    const value = follow(start, path, conditions);
    if (value !== undefined) values[variable] = value;
    else values[variable] ??= null;
  }
  return values;
}

function follow(
  start: unknown,
  path: ContextualArgument['path'],
  conditions: TypeConditions,
): unknown {
  let value = start;
  for (const [depth, step] of path.entries()) {
    if (Array.isArray(value))
      return value.map((item) => follow(item, path.slice(depth), conditions));
    if (!isObject(value)) return value;
    if (typeof step === 'string') value = value[step];
    else if (!conditions.covers(step.on, value['__typename'])) return undefined;
  }
  return value;
}
