import type {
  FieldNode,
  GraphQLField,
  GraphQLObjectType,
  GraphQLResolveInfo,
  OperationDefinitionNode,
} from 'graphql';
import type { Execution, Path } from './execution.ts';
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
