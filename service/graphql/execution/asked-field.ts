import {
  type FieldNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLResolveInfo,
  isNonNullType,
  type OperationDefinitionNode,
} from 'graphql';
import { type Execution, located, type Path } from './execution.ts';
import type { Selecting } from './selections.ts';

/** The query that fields stand in, and what was chosen in it. */
export interface Chosen extends Selecting {
  readonly operation: OperationDefinitionNode;
}

/** A field of a type, where a query asks for it. */
export interface AskedField {
  readonly chosen: Chosen;
  readonly parentType: GraphQLObjectType;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** What a resolver is told of where it is. */
  readonly infoAt: (path: Path, execution: Execution) => GraphQLResolveInfo;
  /** How an object of a type is answered under the field, with what is selected of it. */
  readonly objectOf: (type: GraphQLObjectType) => Completion;
}

/**
 * A value as its type demands it, or a promise of that. Throws, or rejects with, what it is not (GraphQL, CompleteValue). `path`: of
 * the value; undefined at leaves, under which nothing lies.
 */
export type Completion = (execution: Execution, value: unknown, path: Path | undefined) => unknown;

/** Says of a place with a value of a type what went wrong there: it is null, or where it must not be that is thrown on. */
export function failureAt(
  type: GraphQLOutputType,
  nodes: readonly FieldNode[],
): (execution: Execution, thrown: unknown, path: Path) => null {
  const isNullable = !isNonNullType(type);
  return (execution, thrown, path) => {
    const error = located(thrown, nodes, path);
    if (!isNullable) throw error;
    execution.errors.add(error, path);
    return null;
  };
}
