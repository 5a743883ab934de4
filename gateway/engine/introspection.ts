import { executeSync, Kind } from 'graphql';
import type {
  FragmentDefinitionNode,
  GraphQLFormattedError,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { Data } from './data.ts';
import type { Entry } from './selection.ts';

export interface Introspected {
  readonly texts: ReadonlyMap<string, string>;
  readonly errors: readonly GraphQLFormattedError[];
}

/** What the root's `__schema` and `__type` answer, by response key; graphql-js knows that best. */
export function introspect(
  schema: GraphQLSchema,
  entries: readonly Entry[],
  operation: OperationDefinitionNode,
  fragments: Iterable<FragmentDefinitionNode>,
  variables: Readonly<Data>,
): Introspected {
  const selections = entries.flatMap(({ introspection }) => introspection ?? []);
  const { data, errors = [] } = executeSync({
    schema,
    document: {
      kind: Kind.DOCUMENT,
      definitions: [
        { ...operation, selectionSet: { kind: Kind.SELECTION_SET, selections } },
        ...fragments,
      ],
    },
    variableValues: variables,
  });
  const texts = Object.entries(data ?? {}).map(
    ([key, value]) => [key, JSON.stringify(value)] as const,
  );
  return { texts: new Map(texts), errors: errors.map((error) => error.toJSON()) };
}
