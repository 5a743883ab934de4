import { getOperationAST, GraphQLError } from 'graphql';
import type { DocumentNode, OperationDefinitionNode } from 'graphql';
import { IN_PARTS, withDeferralsApart } from './deferrals.ts';
import type { Deferral } from './deferrals.ts';
import { fragmentsOf } from './selection-sets.ts';
import type { Fragments } from './selection-sets.ts';
import { switchesIn } from './switches.ts';

/** An operation as a client wrote it, each of its deferrals at one place alone. */
export interface ClientOperation {
  readonly definition: OperationDefinitionNode;
  readonly fragments: Fragments;
  /** The Boolean variables on which it depends what is asked at all, and when it is answered. */
  readonly switches: readonly string[];
  readonly deferrals: readonly Deferral[];
}

/** Reads the operation of a valid document; throws a `GraphQLError` where it is none that can be executed here. */
export function readOperation(document: DocumentNode, name: string | undefined): ClientOperation {
  const definition = getOperationAST(document, name);
  if (definition === undefined || definition === null) {
    throw unresolved('Which operation to execute is not clear.');
  }
  const apart = withDeferralsApart(definition, fragmentsOf(document));
  const switches = switchesIn(document);
  return { ...apart, switches: apart.deferrals.length > 0 ? [...switches, IN_PARTS] : switches };
}

/** What refuses a document that names no operation which this schema executes. */
export function unresolved(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } });
}
