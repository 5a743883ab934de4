import { subscribe, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { RequestSignal } from '../../request-controller.ts';
import { untilAborted } from './until-aborted.ts';

export interface SchemaSubscription {
  readonly schema: GraphQLSchema;
  readonly document: DocumentNode;
  readonly operationName?: string | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | undefined;
  readonly contextValue: unknown;
  /** When nobody waits any more. */
  readonly signal: RequestSignal;
}

/**
 * The results of a subscription that this process executes, once it has begun; one that cannot begin has one, with its errors. To be gone
 * through, or left, once.
 */
export async function schemaEvents({
  schema,
  document,
  operationName,
  variables,
  contextValue,
  signal,
}: SchemaSubscription): Promise<AsyncIterable<ExecutionResult>> {
  const begun = await subscribe({
    schema,
    document,
    contextValue,
    ...(variables && { variableValues: variables }),
    ...(operationName !== undefined && { operationName }),
  });
  if (!(Symbol.asyncIterator in begun)) return only(begun);
  // Nobody goes through it any more, by which its source would be told.
  if (signal.aborted) await begun.return(undefined);
  return untilAborted(begun, signal);
}

async function* only(result: ExecutionResult): AsyncGenerator<ExecutionResult> {
  yield await Promise.resolve(result);
}
