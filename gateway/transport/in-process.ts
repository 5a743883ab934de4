import { execute, GraphQLError, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { withinDeadline } from './deadline.ts';
import type {
  SubgraphAnswer,
  SubgraphOperation,
  SubgraphRequest,
  SubgraphTransport,
} from './transport.ts';

export interface InProcessTransportOptions {
  readonly schema: GraphQLSchema;
  /** What the resolvers get as their context; the signal aborts when nobody waits for the answer any more. */
  readonly createContext: (
    headers: Readonly<Record<string, string>>,
    signal: AbortSignal,
  ) => unknown;
  readonly deadlineMs: number;
  /** Masks an error as the subgraph's own server would; absent: as graphql-js has it. The headers name the request. */
  readonly formatError?: (
    error: GraphQLError,
    headers: Readonly<Record<string, string>>,
  ) => GraphQLFormattedError;
}

/** A subgraph's operation, parsed and validated once. */
type Prepared = { readonly document: DocumentNode } | { readonly errors: readonly GraphQLError[] };

/**
 * Executes a subgraph's schema in this process: no socket, no text, the answer handed over as objects.
 * Its scalars must serialise to what JSON holds, as they would have to over HTTP.
 */
export function createInProcessTransport(options: InProcessTransportOptions): SubgraphTransport {
  const { schema, createContext, deadlineMs } = options;
  const formatError = options.formatError ?? ((error) => error.toJSON());
  const prepared = new WeakMap<SubgraphOperation, Prepared>();

  function prepare(operation: SubgraphOperation): Prepared {
    let known = prepared.get(operation);
    if (known === undefined) {
      known = validated(schema, operation);
      prepared.set(operation, known);
    }
    return known;
  }

  async function run(request: SubgraphRequest, signal: AbortSignal): Promise<SubgraphAnswer> {
    const format = (error: GraphQLError) => formatError(error, request.headers);
    const operation = prepare(request.operation);
    if ('errors' in operation) return { errors: operation.errors.map(format), bytes: 0 };
    const { data, errors } = await execute({
      schema,
      document: operation.document,
      contextValue: await createContext(request.headers, signal),
      ...(request.variables && { variableValues: request.variables }),
      ...(request.operation.name !== undefined && { operationName: request.operation.name }),
    });
    return {
      ...(data !== undefined && { data }),
      ...(errors && { errors: errors.map(format) }),
      bytes: 0,
    };
  }

  return {
    execute: (request) =>
      withinDeadline(deadlineMs, request.signal, (signal) => run(request, signal)),
    close: () => Promise.resolve(),
  };
}

function validated(schema: GraphQLSchema, operation: SubgraphOperation): Prepared {
  try {
    const document = operation.document ?? parse(operation.text, { noLocation: true });
    const errors = validate(schema, document);
    return errors.length === 0 ? { document } : { errors };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}
