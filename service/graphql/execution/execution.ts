import { type GraphQLError, locatedError, type FieldNode } from 'graphql';
import type { KnownArguments, Variables } from './arguments.ts';

/** A place in an answer, by what leads there from its root. */
export interface Path {
  readonly prev: Path | undefined;
  readonly key: string | number;
  /** The type that the field of this name is one of; undefined at an item of a list. */
  readonly typename: string | undefined;
}

/** One time that a query is executed. */
export interface Execution {
  readonly rootValue: unknown;
  readonly contextValue: unknown;
  readonly variableValues: Variables;
  readonly knownArguments: KnownArguments;
  readonly errors: Errors;
}

/** Errors in the order in which they came; what was null already by another error above it has none of its own. */
export class Errors {
  readonly all: GraphQLError[] = [];
  readonly #nulled = new Set<Path | undefined>();

  add(error: GraphQLError, path: Path | undefined): void {
    if (this.#isNulled(path)) return;
    this.#nulled.add(path);
    this.all.push(error);
  }

  #isNulled(path: Path | undefined): boolean {
    if (this.#nulled.size === 0) return false;
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return true;
    return this.#nulled.has(undefined);
  }
}

/** An error said of a place: whatever was thrown, as GraphQL tells it. */
export function located(thrown: unknown, nodes: readonly FieldNode[], path: Path): GraphQLError {
  const keys: (string | number)[] = [];
  for (let at: Path | undefined = path; at !== undefined; at = at.prev) keys.unshift(at.key);
  return locatedError(thrown, nodes, keys);
}

export function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof (value as { then?: unknown } | null | undefined)?.then === 'function';
}

/** Nobody waits for these any more: what they reject with is nobody's, and must not end the process. */
export function leave(values: readonly unknown[]): void {
  for (const one of values) if (isPromise(one)) one.then(undefined, () => undefined);
}
