import { executeSync, Kind } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { wireText, type WireEncoding } from '../../service/wire-text.ts';
import type { ClientOperation } from './client-operation.ts';
import type { Data } from './data.ts';
import type { Entry } from './selection.ts';

export interface Introspected {
  readonly texts: ReadonlyMap<string, string>;
  readonly errors: readonly GraphQLFormattedError[];
}

/** What the root's `__schema` and `__type` answer, by response key; graphql-js knows that best. */
export function introspect(
  entries: readonly Entry[],
  { definition, fragments }: ClientOperation,
  variables: Readonly<Data>,
  { schema, encoding }: { readonly schema: GraphQLSchema; readonly encoding: WireEncoding },
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
  const texts = Object.entries(data ?? {}).map(
    ([key, value]) => [key, wireText(JSON.stringify(value), encoding)] as const,
  );
  return { texts: new Map(texts), errors: errors.map((error) => error.toJSON()) };
}
