import {
  type FieldNode,
  getNullableType,
  type GraphQLOutputType,
  isLeafType,
  isNonNullType,
} from 'graphql';
import type { Completion } from './asked-field.ts';
import { type Execution, isPromise, located, type Path } from './execution.ts';

/** Where values of one type stand in an answer: under a field, or beside each other in a list. */
export interface Place {
  /** Undefined at a leaf: nothing lies under it, so that where it is need be known of its errors alone. */
  pathAt(parent: Path | undefined, key: string | number): Path | undefined;
  /** The value completed, or a promise of it. What is wrong with it at once is thrown, what is wrong later is said here. */
  hold(
    execution: Execution,
    value: unknown,
    parent: Path | undefined,
    key: string | number,
    path: Path | undefined,
  ): unknown;
  /** Null, and the error told; a place that must not be null throws it on, located. */
  fail(
    execution: Execution,
    thrown: unknown,
    parent: Path | undefined,
    key: string | number,
    path: Path | undefined,
  ): null;
}

/** `typename`: of the object that the field is one of; undefined in a list. */
export function placeOf(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
  complete: Completion,
  typename: string | undefined,
): Place {
  const isNullable = !isNonNullType(type);
  const isLeaf = isLeafType(getNullableType(type));
  const place: Place = {
    pathAt: (prev, key) => (isLeaf ? undefined : { prev, key, typename }),
    hold(execution, value, parent, key, path) {
      const completed = isPromise(value)
        ? value.then((its) => complete(execution, its, path))
        : complete(execution, value, path);
      if (!isPromise(completed)) return completed;
      return completed.then(undefined, (error: unknown) =>
        place.fail(execution, error, parent, key, path),
      );
    },
    fail(execution, thrown, prev, key, path = { prev, key, typename }) {
      const error = located(thrown, nodes, path);
      if (!isNullable) throw error;
      execution.errors.add(error, path);
      return null;
    },
  };
  return place;
}
