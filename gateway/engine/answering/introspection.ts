import { executeSync, Kind } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { ClientOperation } from '../document/client-operation.ts';
import type { Data } from '../fetching/data.ts';
import type { Entry } from '../document/selection.ts';

export interface Introspected {
  readonly json: ReadonlyMap<string, Uint8Array>;
  readonly errors: readonly GraphQLFormattedError[];
}

/** What the root's `__schema` and `__type` answer, by response key; graphql-js knows that best. */
export function introspect(
  entries: readonly Entry[],
  { definition, fragments }: ClientOperation,
  variables: Readonly<Data>,
  schema: GraphQLSchema,
): Introspected {
  const selections = entries.flatMap(({ introspection }) => introspection ?? []);
  const { data, errors = [] } = executeSync({
    schema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        { ...definition, selectionSet: { kind: Kind.SELECTION_SET, selections } },
        ...fragments.values(),
      ],
    },
    variableValues: variables,
  });
  const json = Object.entries(data ?? {}).map(
    ([key, value]) => [key, Buffer.from(JSON.stringify(value))] as const,
  );
  return { json: new Map(json), errors: errors.map((error) => error.toJSON()) };
}
