import { GraphQLError, parse, validate } from 'graphql';
import type { DocumentNode, ExecutionResult, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { createExecutor } from '../../service/graphql/execution/executor.ts';
import type { AnswerContext, Subgraph } from '../../service/graphql/subgraph.ts';
import { schemaEvents } from '../../service/graphql/subscriptions/schema-events.ts';
import { slices } from '../../service/slices.ts';
import { RequestController, type RequestSignal } from '../../service/request-controller.ts';
import { withinDeadline } from './deadline.ts';
import {
  type SubgraphAnswer,
  type SubgraphOperation,
  type SubgraphRequest,
  type SubgraphTransport,
  TransportFault,
} from './transport.ts';

export interface InProcessTransportOptions {
  readonly schema: GraphQLSchema;
  /** What the resolvers get as their context; the signal aborts when nobody waits for the answer any more. */
  readonly createContext: (
    headers: Readonly<Record<string, string>>,
    signal: RequestSignal,
  ) => AnswerContext | Promise<AnswerContext>;
  /** For whom a request is, by its headers; absent: for nobody in particular. */
  readonly whoAsks?: Subgraph['whoAsks'];
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
  const { schema, createContext, whoAsks, deadlineMs } = options;
  const formatError = options.formatError ?? ((error) => error.toJSON());
  const execute = createExecutor(schema);
  const prepared = new WeakMap<SubgraphOperation, Prepared>();

  function prepare(operation: SubgraphOperation): Prepared {
    let known = prepared.get(operation);
    if (known === undefined) {
      known = validated(schema, operation);
      prepared.set(operation, known);
    }
    return known;
  }

  async function run(request: SubgraphRequest, signal: RequestSignal): Promise<SubgraphAnswer> {
    const format = (error: GraphQLError) => formatError(error, request.headers);
    // What a new one takes to be validated comes behind what it took to be compiled.
    const slice = slices.next(await whoAsks?.(request.headers));
    if (slice !== undefined) await slice;
    if (signal.aborted) throw new TransportFault('REQUEST_CANCELLED');
    const operation = prepare(request.operation);
    if ('errors' in operation) return { errors: operation.errors.map(format), bytes: 0 };
    const contextValue = await createContext(request.headers, signal);
    const result = await execute({
      document: operation.document,
      contextValue,
      ...(request.variables && { variableValues: request.variables }),
      ...(request.operation.name !== undefined && { operationName: request.operation.name }),
    });
    return answerOf(result, contextValue, format);
  }

  async function* events(request: SubgraphRequest): AsyncGenerator<SubgraphAnswer> {
    const format = (error: GraphQLError) => formatError(error, request.headers);
    const operation = prepare(request.operation);
    if ('errors' in operation) {
      yield { errors: operation.errors.map(format), bytes: 0 };
      return;
    }
    const signal = request.signal ?? new RequestController().signal;
    const opened = await withinDeadline(deadlineMs, request.signal, async () => {
      try {
        const contextValue = await createContext(request.headers, signal);
        const results = await schemaEvents({
          schema,
          document: operation.document,
          contextValue,
          signal,
          operationName: request.operation.name,
          variables: request.variables,
        });
        return { contextValue, results };
      } catch (error) {
        return { refused: refusalOf(error, format) };
      }
    });
    if ('refused' in opened) {
      yield opened.refused;
      return;
    }
    const { contextValue, results } = opened;
    for await (const result of results) yield answerOf(result, contextValue, format);
  }

  return {
    subscribe: events,
    execute: (request) =>
      withinDeadline(deadlineMs, request.signal, async (signal) => {
        try {
          return await run(request, signal);
        } catch (error) {
          return refusalOf(error, (told) => formatError(told, request.headers));
        }
      }),
    close: () => Promise.resolve(),
  };
}

/** What is answered to one who asks and must not, as over HTTP; rethrows what is no refusal. */
function refusalOf(
  error: unknown,
  format: (error: GraphQLError) => GraphQLFormattedError,
): SubgraphAnswer {
  if (!(error instanceof GraphQLError)) throw error;
  return { bytes: 0, errors: [format(error)] };
}

function answerOf(
  { data, errors }: ExecutionResult,
  { masked }: AnswerContext,
  format: (error: GraphQLError) => GraphQLFormattedError,
): SubgraphAnswer {
  return {
    bytes: 0,
    ...(data !== undefined && { data }),
    ...(errors && { errors: errors.map(format) }),
    ...(masked && { masked }),
  };
}

function validated(schema: GraphQLSchema, operation: SubgraphOperation): Prepared {
  try {
    const document = operation.document ?? parse(operation.text, { noLocation: true });
    if (validate(schema, document).length === 0) return { document };
    // Read again from its text, as over HTTP: a scalar can tell where a value stands that it does not take.
    return { errors: validate(schema, parse(operation.text)) };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}
