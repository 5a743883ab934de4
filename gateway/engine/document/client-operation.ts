import { getOperationAST, GraphQLError, OperationTypeNode } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { fragmentsOf } from './selection-sets.ts';
import type { Fragments } from './selection-sets.ts';
import { switchesIn } from './switches.ts';

/** An operation as a client wrote it. */
export interface ClientOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** The Boolean variables on which it depends what is asked at all. */
  readonly switches: readonly string[];
}

/** Reads the operation of a valid document; throws a `GraphQLError` where it is none that can be executed here. */
export function readOperation(document: DocumentNode, name: string | undefined): ClientOperation {
  const definition = getOperationAST(document, name);
  if (definition === undefined || definition === null) {
    throw unresolved('Which operation to execute is not clear.');
  }
  if (definition.operation === OperationTypeNode.SUBSCRIPTION) {
    throw unresolved('Subscriptions are not served here.');
  }
  return {
    definition,
    fragments: fragmentsOf(document),
    switches: switchesIn(document),
  };
}

/** What refuses a document that names no operation which this schema executes. */
export function unresolved(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
