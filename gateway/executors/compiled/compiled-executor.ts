import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import { getOperationAST, OperationTypeNode, type GraphQLSchema } from 'graphql';
import type { Exchange } from '../../../service/http/exchange.ts';
import type { MaxAgeOf } from '../../cache-policy.ts';
import type { GatewayContext } from '../../context.ts';
import {
  readParameters,
  type KnownDocument,
  type RequestParameters,
} from '../../operations/known-operations.ts';
import { partsFormatOf } from '../../parts/format.ts';
import type { Executor, ExecutorParts } from '../executor.ts';
import { AnswerWriter, resultOf } from './answer-writer.ts';
import { type Asked, EngineRequests, type EngineRequestParts } from './engine-requests.ts';
import { createGeneration, type Generation, type GenerationParts } from './generation.ts';
import { OperationRunner } from './operation-runner.ts';
import { type Found, Subscriber, type SubscriberParts } from './subscriber.ts';

export interface CompiledExecutorParts
  extends
    ExecutorParts,
    EngineRequestParts,
    GenerationParts,
    Pick<SubscriberParts, 'createContext' | 'checkAsked' | 'subscriptions'> {
  readonly maxAgeOf: MaxAgeOf;
}

/** Operations that a new supergraph's engine has compiled before its first request. */
const WARMED = 100;

/**
 * Our engine. A document that nothing is to be said against comes by the shortcut, without Apollo Server's pipeline; what
 * that has to refuse, to register or to negotiate goes through it. Both ways meet in `ask`.
 */
export function createCompiledExecutor(parts: CompiledExecutorParts): Executor {
  const { createContext, checkAsked, maxAgeOf, subscriptions } = parts;
  const requests = new EngineRequests(parts);
  const answers = new AnswerWriter(parts.log, parts.errorExtensions);
  const runner = new OperationRunner({ createContext, checkAsked, maxAgeOf, requests, answers });
  const subscriber = new Subscriber({
    createContext,
    checkAsked,
    requests,
    answers,
    subscriptions,
  });
  const listeners = new Set<GatewaySchemaLoadOrUpdateCallback>();
  /** Apollo Server may finish a request with the schema that it began with. */
  const generations = new WeakMap<GraphQLSchema, Generation>();
  let current = begin(parts.supergraphSdl);

  function begin(sdl: string): Generation {
    const generation = createGeneration(parts, sdl);
    generations.set(generation.engine.schema, generation);
    return generation;
  }

  /** The way through Apollo Server, which masks and presents errors by its plugins. */
  async function execute(context: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const { schema, source, document, queryHash, request } = context;
    const generation = generations.get(schema) ?? current;
    generation.known.admit(source, document, queryHash);
    const answer = await runner.ask(
      generation.engine,
      { document, documentHash: queryHash },
      request,
      context.context as GatewayContext,
    );
    return resultOf(answer);
  }

  /**
   * A document as the supergraph that serves now has it, where another may have begun to since it was found; undefined where it is
   * new there, or good no more, which is for Apollo Server to say.
   */
  function foundNow(found: Found, request: RequestParameters): Found | undefined {
    const { engine } = current;
    if (found.engine === engine) return found;
    const known = current.known.find(request);
    return known === undefined || 'refusals' in known ? undefined : { engine, known };
  }

  function tell({ engine, sdl }: Generation): void {
    for (const listener of listeners) {
      listener({ apiSchema: engine.schema, coreSupergraphSdl: sdl });
    }
  }

  return {
    gateway: {
      onSchemaLoadOrUpdate(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      load() {
        tell(current);
        return Promise.resolve({ executor: execute });
      },
      stop() {
        current.engine.close();
        return Promise.resolve();
      },
    },
    shortcut: {
      answer(body, exchange, { queriesOnly, inParts, subscribes, refusesOnly }) {
        const request = refusesOnly ? undefined : readParameters(body);
        const known = request ? current.known.find(request) : current.known.tooMuchIn(body);
        if (known !== undefined && 'refusals' in known)
          return Promise.resolve(answers.refusedText(known, exchange));
        if (request === undefined || known === undefined) return undefined;
        const found: Found = { engine: current.engine, known };
        const now = () => foundNow(found, request);
        const kind = kindOf(known, request);
        if (kind === OperationTypeNode.SUBSCRIPTION) {
          if (!subscribes) return undefined;
          tellOperation(known, request, exchange);
          return subscriber.subscribe(now, request, exchange);
        }
        if (queriesOnly && kind !== OperationTypeNode.QUERY) return undefined;
        const format =
          inParts && known.defers ? partsFormatOf(exchange.headers['accept']) : undefined;
        tellOperation(known, request, exchange);
        return runner.executeKnown(now, request, exchange, format);
      },
    },
    async swap(sdl) {
      const next = begin(sdl);
      try {
        await next.engine.warm(current.engine.hottest(WARMED));
      } catch (error) {
        next.engine.close();
        throw error;
      }
      const before = current;
      current = next;
      tell(next);
      // They were planned for the one before, with its directives.
      subscriptions.complete();
      void before.engine.drained().then(() => {
        before.engine.close();
      });
    },
  };
}

function kindOf(
  { document }: KnownDocument,
  { operationName }: Asked,
): OperationTypeNode | undefined {
  return getOperationAST(document, operationName)?.operation;
}

/** Has log and metrics name the operation. */
function tellOperation(known: KnownDocument, { operationName }: Asked, exchange: Exchange): void {
  const operation = operationName ?? known.operations[0];
  exchange.told.hash = known.documentHash;
  if (operation !== undefined) exchange.told.operation = operation;
}
