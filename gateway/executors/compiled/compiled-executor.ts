import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import { getOperationAST, OperationTypeNode, type GraphQLSchema } from 'graphql';
import { whoOf } from '../../../service/access/asker.ts';
import { fault } from '../../../service/errors/faults.ts';
import type { ShortAnswer } from '../../../service/graphql/answering.ts';
import type { Exchange } from '../../../service/http/exchange.ts';
import { slices } from '../../../service/slices.ts';
import type { MaxAgeOf } from '../../cache-policy.ts';
import type { GatewayContext } from '../../context.ts';
import type { Engine, EngineAnswer } from '../../engine/api.ts';
import { createEngine } from '../../engine/engine.ts';
import type { ClosedFields } from '../../engine/operation.ts';
import { keptPlans } from '../../engine/planning/plans/kept-plans.ts';
import { plansMadeHere, type Plans } from '../../engine/planning/plans/plans.ts';
import { PlanningThreads } from '../../engine/planning/plans/threads/planning-threads.ts';
import type { DocumentReader } from '../../operations/document-reader.ts';
import {
  KnownOperations,
  readParameters,
  type KnownDocument,
  type RequestParameters,
} from '../../operations/known-operations.ts';
import { answeredInParts } from '../../parts/answered-in-parts.ts';
import { partsFormatOf, type PartsFormat } from '../../parts/format.ts';
import { subgraphsOf } from '../../supergraph/subgraphs-of.ts';
import type { Executor, ExecutorParts } from '../executor.ts';
import { AnswerWriter, extensionsOf, refused, resultOf, thrown } from './answer-writer.ts';
import { type Asked, EngineRequests, type EngineRequestParts } from './engine-requests.ts';
import { type Found, Subscriber, type SubscriberParts } from './subscriber.ts';

export interface CompiledExecutorParts
  extends
    ExecutorParts,
    EngineRequestParts,
    Pick<SubscriberParts, 'createContext' | 'checkAsked' | 'subscriptions'> {
  /** What an operation may cost, how many values it may answer, and how long lists are taken to be that nothing is told of. */
  readonly maxCost: number;
  readonly maxValues: number;
  readonly defaultListSize: number;
  readonly maxResponseBytes: number;
  /** What becomes of fields that are closed to whoever asks. */
  readonly closedFields: ClosedFields;
  /** Extensions of subgraphs' errors that clients may see. */
  readonly errorExtensions: ReadonlySet<string>;
  /** How operations are planned: in so many threads, or in none of their own; each in so long, so many waiting. */
  readonly plannerThreads: number;
  readonly planningMs: number;
  readonly maxPlanning: number;
  /** Where plans are kept for the next process; absent: nowhere. */
  readonly plansDir: string | undefined;
  /** How documents are read that are asked of a schema. */
  readonly readerFor: (schema: GraphQLSchema) => DocumentReader;
  readonly maxAgeOf: MaxAgeOf;
  /** Whether what answers show counts, and so is to be known though nobody records it. */
  readonly countsReading: boolean;
}

/** A supergraph's engine, and the documents that are good for it. */
interface Generation {
  readonly sdl: string;
  readonly engine: Engine;
  readonly known: KnownOperations;
}

/** Plans that the next process finds. */
const MOST_KEPT_PLANS = 1_000;

/** When threads that plan begin where plans are kept: the start and its first answers need none, on a slow machine either. */
const PLANNING_BEGINS_MS = 10_000;

/** Operations that a new supergraph's engine has compiled before its first request. */
const WARMED = 100;

/**
 * Our engine. A document that nothing is to be said against comes by the shortcut, without Apollo Server's pipeline; what
 * that has to refuse, to register or to negotiate goes through it. Both ways meet in `ask`.
 */
export function createCompiledExecutor(parts: CompiledExecutorParts): Executor {
  const { transportFor, createContext, readerFor, maxAgeOf, checkAsked, subscriptions } = parts;
  const { maxCost, maxValues, defaultListSize, maxResponseBytes, closedFields, errorExtensions } =
    parts;
  const requests = new EngineRequests(parts);
  const answers = new AnswerWriter(parts.log, errorExtensions);
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
    const places = new Map(subgraphsOf(sdl).map((place) => [place.name, place]));
    const engine = createEngine({
      supergraphSdl: sdl,
      createPlans,
      maxCost,
      maxValues,
      defaultListSize,
      maxResponseBytes,
      closedFields,
      errorExtensions,
      watches: parts.recordSeen !== undefined || parts.countsReading,
      transports: (name) => transportFor(places.get(name) ?? { name, url: '' }),
    });
    const known = new KnownOperations(readerFor(engine.schema));
    const generation = { sdl, engine, known };
    generations.set(engine.schema, generation);
    return generation;
  }

  function createPlans(supergraphSdl: string): Plans {
    const { plannerThreads: threads, planningMs: limitMs, maxPlanning: maxWaiting } = parts;
    const plans = (beginAfterMs: number): Plans =>
      threads > 0
        ? new PlanningThreads({ supergraphSdl, threads, limitMs, maxWaiting, beginAfterMs })
        : plansMadeHere(supergraphSdl);
    const { plansDir: directory } = parts;
    return directory === undefined
      ? plans(0)
      : keptPlans((anyKept) => plans(anyKept ? PLANNING_BEGINS_MS : 0), {
          directory,
          supergraphSdl,
          most: MOST_KEPT_PLANS,
        });
  }

  async function ask(
    { engine }: Pick<Generation, 'engine'>,
    { document, documentHash }: Pick<KnownDocument, 'document' | 'documentHash'>,
    request: Asked,
    context: GatewayContext,
    inParts = false,
  ): Promise<EngineAnswer> {
    const { exchange, identity, allowance } = context;
    const closed = checkAsked(document, allowance);
    if (closed !== undefined) return refused(closed);
    const maxAge = maxAgeOf(document, engine.schema);
    if (maxAge > 0) {
      exchange.told.maxAge = maxAge;
      exchange.told.forOne = identity.kind !== 'anonymous';
    }
    const asked = requests.operation({ document, documentHash }, request, context);
    return engine.execute({ inParts, ...asked });
  }

  /** The way through Apollo Server, which masks and presents errors by its plugins. */
  async function execute(context: GatewayGraphQLRequestContext): Promise<GatewayExecutionResult> {
    const { schema, source, document, queryHash, request } = context;
    const generation = generations.get(schema) ?? current;
    generation.known.admit(source, document, queryHash);
    const answer = await ask(
      generation,
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

  /** Has log and metrics name the operation. */
  function tellOperation(known: KnownDocument, { operationName }: Asked, exchange: Exchange): void {
    const operation = operationName ?? known.operations[0];
    exchange.told.hash = known.documentHash;
    if (operation !== undefined) exchange.told.operation = operation;
  }

  /** The shortcut: the same, without a pipeline. */
  async function executeKnown(
    found: Found,
    request: RequestParameters,
    exchange: Exchange,
    format?: PartsFormat,
  ): Promise<ShortAnswer | undefined> {
    tellOperation(found.known, request, exchange);
    try {
      const context = await createContext(exchange);
      // A new document has just been read, and is compiled next.
      const slice = slices.next(whoOf({ identity: context.identity, client: exchange.client }));
      if (slice !== undefined) await slice;
      if (exchange.signal.aborted) throw fault('REQUEST_CANCELLED');
      const now = foundNow(found, request);
      if (now === undefined) return undefined;
      const inParts = format !== undefined;
      const answer = await ask(now, now.known, request, context, inParts);
      if (format !== undefined && answer.later !== undefined)
        return answeredInParts(answer, answer.later, format, {
          errors: (errors, refusal) =>
            answers.errors(refusal ? [refusal] : errors.map(thrown), exchange),
          extensions: extensionsOf,
        });
      return answers.whole(answer, exchange);
    } catch (error) {
      return answers.failed(error, exchange);
    }
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
        const kind = kindOf(known, request);
        if (kind === OperationTypeNode.SUBSCRIPTION) {
          if (!subscribes) return undefined;
          tellOperation(known, request, exchange);
          return subscriber.subscribe(() => foundNow(found, request), request, exchange);
        }
        if (queriesOnly && kind !== OperationTypeNode.QUERY) return undefined;
        const format =
          inParts && known.defers ? partsFormatOf(exchange.headers['accept']) : undefined;
        return executeKnown(found, request, exchange, format);
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
