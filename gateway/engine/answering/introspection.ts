import { executeSync, Kind } from 'graphql';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { ClientOperation } from '../document/client-operation.ts';
import type { Entry, Selection } from '../document/selection.ts';
import type { Data } from '../fetching/data.ts';

/** What an operation answers of the schema. */
export interface Introspected {
  /** By response key. */
  readonly json: ReadonlyMap<string, Uint8Array>;
  readonly errors: readonly GraphQLFormattedError[];
}

const NOTHING: Introspected = { json: new Map(), errors: [] };

/** Answers up to so many bytes are kept as long as their operation; longer ones, up to a whole schema, of a few. */
const MOST_KEPT_BYTES = 10_000;
const MOST_LONG = 8;

/** What operations answer of the schema, by their selections: kept where it does not depend on variables. */
export class Introspection {
  readonly #schema: GraphQLSchema;
  readonly #short = new WeakMap<Selection, Introspected>();
  readonly #long = new LRUCache<Selection, Introspected>({ max: MOST_LONG });

  constructor(schema: GraphQLSchema) {
    this.#schema = schema;
  }

  answer(client: ClientOperation, selection: Selection, variables: Readonly<Data>): Introspected {
    const known = this.#short.get(selection) ?? this.#long.get(selection);
    if (known !== undefined) return known;
    const entries = (selection.entriesFor(undefined) ?? []).filter(
      ({ introspection }) => introspection !== undefined,
    );
    const answered =
      entries.length === 0 ? NOTHING : introspect(entries, client, variables, this.#schema);
    const { variableDefinitions = [] } = client.definition;
    if (entries.length > 0 && variableDefinitions.length > 0) return answered;
    const bytes = [...answered.json.values()].reduce((sum, { length }) => sum + length, 0);
    (bytes > MOST_KEPT_BYTES ? this.#long : this.#short).set(selection, answered);
    return answered;
  }
}

/** What the root's `__schema` and `__type` answer; graphql-js knows that best. */
function introspect(
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
