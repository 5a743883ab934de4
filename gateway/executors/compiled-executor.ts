import { isDeepStrictEqual } from 'node:util';
import type {
  GatewayExecutionResult,
  GatewayGraphQLRequestContext,
  GatewaySchemaLoadOrUpdateCallback,
} from '@apollo/server-gateway-interface';
import {
  getOperationAST,
  GraphQLError,
  OperationTypeNode,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import { whoOf } from '../../service/access/asker.ts';
import type { Identity } from '../../service/access/identity.ts';
import { logMasked, present } from '../../service/graphql/error-plugin.ts';
import type { OpenSubscriptions } from '../../service/graphql/subscriptions/open-subscriptions.ts';
import { resultsOf } from '../../service/graphql/subscriptions/results.ts';
import type { Place } from '../../service/http/admission/admission.ts';
import { type Exchange, withinDeadline } from '../../service/http/exchange.ts';
import { isUnavailable, type ShortAnswer } from '../../service/graphql/answering.ts';
import { fault } from '../../service/errors/faults.ts';
import { mask } from '../../service/errors/mask.ts';
import { isTooMuch } from '../../service/errors/too-much.ts';
import { slices } from '../../service/slices.ts';
import type { Budgets } from '../asking/budgets.ts';
import type { AskedCheck } from '../asking/check-asked.ts';
import type { RightsOf } from '../access/rights.ts';
import type { MaxAgeOf } from '../cache-policy.ts';
import type { GatewayContext } from '../context.ts';
import type { DocumentReader, RefusedDocument } from '../operations/document-reader.ts';
import {
  createEngine,
  type Engine,
  type EngineAnswer,
  type EngineRequest,
  type EngineSubscription,
  type EventRequest,
} from '../engine/engine.ts';
import type { ClosedFields } from '../engine/operation.ts';
import { keptPlans } from '../engine/planning/plans/kept-plans.ts';
import { plansMadeHere, type Plans } from '../engine/planning/plans/plans.ts';
import { PlanningThreads } from '../engine/planning/plans/threads/planning-threads.ts';
import type { Executor, ExecutorParts } from './executor.ts';
import {
  KnownOperations,
  readParameters,
  type KnownDocument,
  type RequestParameters,
} from '../operations/known-operations.ts';
import type { LabelledFor } from './override-labels.ts';
import type { OverreadingTeller, SeenRecorder } from './seen-recorder.ts';
import { answeredInParts } from '../parts/answered-in-parts.ts';
import { partsFormatOf, type PartsFormat } from '../parts/format.ts';
import { subgraphsOf } from '../supergraph/subgraphs-of.ts';
import { type SubgraphAnswer, TransportFault } from '../transport/transport.ts';
import { WrittenData, writeAnswer } from '../written-answer.ts';

export interface CompiledExecutorParts extends ExecutorParts {
  readonly createContext: (exchange: Exchange) => Promise<GatewayContext>;
  /** Whether a request's `x-query-plan` header is answered with what was fetched. */
  readonly queryPlans: boolean;
  /** What an operation may cost, how many values it may answer, and how long lists are taken to be that nothing is told of. */
  readonly maxCost: number;
  readonly maxValues: number;
  readonly defaultListSize: number;
  readonly maxResponseBytes: number;
  /** What one who asks has of what the supergraph demands, and what becomes of fields that are closed to them. */
  readonly rightsOf: RightsOf;
  readonly closedFields: ClosedFields;
  /** Which labels of `@override` are on for whom. */
  readonly labelledFor: LabelledFor;
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
  /** Before an operation is looked at further: what refuses one that who asks may not ask. */
  readonly checkAsked: AskedCheck;
  /** What each has left of what they may ask. */
  readonly budgets: Budgets;
  /** Records what answers show of persons; absent: nobody does. */
  readonly recordSeen?: SeenRecorder | undefined;
  /** Whether what answers show counts, and so is to be known though nobody records it. */
  readonly countsReading: boolean;
  /** Hears of readers who want more than their role is shown. */
  readonly onOverreading: OverreadingTeller;
  /** All that are open, of every supergraph that was served meanwhile. */
  readonly subscriptions: OpenSubscriptions;
}

/** A supergraph's engine, and the documents that are good for it. */
interface Generation {
  readonly sdl: string;
  readonly engine: Engine;
  readonly known: KnownOperations;
}

/** Which operation of a document is asked for, with what. */
type Asked = Pick<RequestParameters, 'operationName' | 'variables'>;

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
  const { transportFor, createContext, queryPlans, readerFor, maxAgeOf, recordSeen, log } = parts;
  const { budgets, checkAsked, onOverreading, subscriptions } = parts;
  const { maxCost, maxValues, defaultListSize, maxResponseBytes, closedFields, errorExtensions } =
    parts;
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
      watches: recordSeen !== undefined || parts.countsReading,
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
          ...{ directory, supergraphSdl },
          most: MOST_KEPT_PLANS,
        });
  }

  async function ask(
    { engine }: Generation,
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
    return engine.execute({
      ...asked({ document, documentHash }, request, context),
      inParts,
    });
  }

  /** An operation as whoever asks it wants it, and may. */
  function asked(
    { document, documentHash }: Pick<KnownDocument, 'document' | 'documentHash'>,
    { operationName, variables }: Asked,
    context: GatewayContext,
  ): EngineRequest {
    const { exchange, identity, allowance } = context;
    return {
      document,
      documentHash,
      maxCost: allowance.cost,
      holds: parts.rightsOf(identity),
      labelled: parts.labelledFor(exchange, identity),
      ...answeredFor(context),
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variables }),
    };
  }

  /** What is done, and counted, for whoever is answered. */
  function answeredFor(context: GatewayContext): EventRequest {
    const { exchange, forwarded, identity, allowance } = context;
    const asker = { identity, client: exchange.client };
    return {
      headers: forwarded,
      signal: exchange.signal,
      wantPlan: queryPlans && allowance.plans && exchange.headers['x-query-plan'] !== undefined,
      wantCost: exchange.headers['x-graph-cost'] === 'include',
      admit(cost, weight) {
        exchange.told.cost = cost;
        budgets.cost(asker, cost);
        return exchange.place?.weigh(weight, exchange.signal, whoOf(asker));
      },
      mayShow() {
        budgets.stopped(asker);
      },
      async record(seen) {
        // A cache that answers in our place would show it without a line, and uncounted.
        delete exchange.told.maxAge;
        const beyond = await budgets.reading(asker, seen, (overreading) => {
          onOverreading(overreading, context);
        });
        if (beyond !== undefined) throw beyond;
        return recordSeen?.(seen, context);
      },
    };
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

  /** Has log and metrics name the operation. */
  function tellOperation(known: KnownDocument, { operationName }: Asked, exchange: Exchange): void {
    const operation = operationName ?? known.operations[0];
    exchange.told.hash = known.documentHash;
    if (operation !== undefined) exchange.told.operation = operation;
  }

  /** The shortcut: the same, without a pipeline. */
  async function executeKnown(
    known: KnownDocument,
    request: Asked,
    exchange: Exchange,
    format?: PartsFormat,
  ): Promise<ShortAnswer> {
    tellOperation(known, request, exchange);
    try {
      const context = await createContext(exchange);
      // A new document has just been read, and is compiled next.
      const slice = slices.next(whoOf({ identity: context.identity, client: exchange.client }));
      if (slice !== undefined) await slice;
      if (exchange.signal.aborted) throw fault('REQUEST_CANCELLED');
      const answer = await ask(current, known, request, context, format !== undefined);
      if (format !== undefined && answer.later !== undefined)
        return answeredInParts(answer, answer.later, format, {
          errors: (errors, refusal) =>
            presentedErrors(refusal ? [refusal] : errors.map(thrown), exchange),
          extensions: extensionsOf,
        });
      return wholeAnswer(answer, exchange);
    } catch (error) {
      const unexpected = new GraphQLError('', { originalError: error as Error });
      const body = writeAnswer({ errors: presentedErrors([unexpected], exchange) });
      return { body, outcome: 'failed' };
    }
  }

  /** A subscription: refused as any operation is, or answered result by result. */
  async function subscribeKnown(
    known: KnownDocument,
    request: Asked,
    exchange: Exchange,
  ): Promise<ShortAnswer> {
    tellOperation(known, request, exchange);
    try {
      const context = await createContext(exchange);
      const closed = checkAsked(known.document, context.allowance);
      if (closed !== undefined) return wholeAnswer(refused(closed), exchange);
      const { engine } = current;
      const who = whoOf({ identity: context.identity, client: exchange.client });
      const results = await resultsOf({ open: subscriptions, who }, exchange, async (signal) => {
        const opened = await engine.subscribe({ ...asked(known, request, context), signal });
        if (!('events' in opened)) return { refused: opened };
        return {
          events: opened.events,
          bytesOf: ({ bytes }: SubgraphAnswer) => bytes,
          // It was planned, and let in by its subgraph, for who has opened it.
          goesOnFor: (now: Identity) => isDeepStrictEqual(now, context.identity),
          answer: (event: SubgraphAnswer, now: Identity | undefined) =>
            eventAnswer(opened, event, { ...exchange, identity: now ?? context.identity }),
          broken: (error: unknown) =>
            error instanceof TransportFault
              ? eventAnswer(opened, error, exchange)
              : wholeAnswer(refused(asGraphqlError(error)), exchange),
        };
      });
      if ('refused' in results) return wholeAnswer(results.refused, exchange);
      return { body: NOTHING, outcome: 'executed', results };
    } catch (error) {
      return wholeAnswer(refused(asGraphqlError(error)), exchange);
    }
  }

  /** Answers an event as an operation of its own: in its time, with its own place. Its codes are told with the subscription's. */
  function eventAnswer(
    subscription: EngineSubscription,
    event: SubgraphAnswer | TransportFault,
    whole: Exchange,
  ): Promise<ShortAnswer> {
    return withinDeadline({ ...whole, told: { ...whole.told } }, async (exchange) => {
      let place: Place | undefined;
      let answer: EngineAnswer;
      try {
        place = whole.place?.another();
        const entered = { ...exchange, ...(place && { place }) };
        answer = await subscription.answer(event, answeredFor(await createContext(entered)));
      } catch (error) {
        answer = refused(asGraphqlError(error));
      } finally {
        place?.leave();
      }
      const answered = wholeAnswer(answer, exchange);
      const { codes } = exchange.told;
      if (codes !== undefined) whole.told.codes = codes;
      return answered;
    });
  }

  function wholeAnswer(answer: EngineAnswer, exchange: Exchange): ShortAnswer {
    const { errors, ...result } = resultOf(answer);
    const presented = errors && presentedErrors(errors, exchange);
    const body = writeAnswer({ ...result, ...(presented && { errors: presented }) });
    return { body, outcome: outcomeOf(answer) };
  }

  /** Of a text in which too much is asked nothing is known but that. */
  function refusedText({ refusals }: RefusedDocument, exchange: Exchange): ShortAnswer {
    const body = writeAnswer({ errors: presentedErrors(refusals, exchange) });
    return { body, outcome: 'refused' };
  }

  function presentedErrors(
    errors: readonly GraphQLError[],
    exchange: Exchange,
  ): readonly GraphQLFormattedError[] {
    logMasked(errors, exchange, log);
    const masked = errors.map((error) => mask(error.toJSON(), error, errorExtensions));
    return present(masked, exchange);
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
          return Promise.resolve(refusedText(known, exchange));
        if (request === undefined || known === undefined) return undefined;
        const kind = kindOf(known, request);
        if (kind === OperationTypeNode.SUBSCRIPTION)
          return subscribes ? subscribeKnown(known, request, exchange) : undefined;
        if (queriesOnly && kind !== OperationTypeNode.QUERY) return undefined;
        const format =
          inParts && known.defers ? partsFormatOf(exchange.headers['accept']) : undefined;
        return executeKnown(known, request, exchange, format);
      },
    },
    async swap(sdl) {
      const next = begin(sdl);
      await next.engine.warm(current.engine.hottest(WARMED));
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
  { operationName }: RequestParameters,
): OperationTypeNode | undefined {
  return getOperationAST(document, operationName)?.operation;
}

/** What was thrown, as an error of an answer: it is masked where it was not meant for a client. */
function asGraphqlError(error: unknown): GraphQLError {
  return error instanceof GraphQLError
    ? error
    : new GraphQLError('', { originalError: error as Error });
}

/** A body in whose place results come. */
const NOTHING = Buffer.alloc(0);

/** What is answered in the place of an operation that is not executed. */
function refused(refusal: GraphQLError): EngineAnswer {
  return { data: undefined, errors: [refusal.toJSON()], refusal, queryPlan: undefined };
}

function outcomeOf({ data, refusal }: EngineAnswer): ShortAnswer['outcome'] {
  if (data !== undefined) return 'executed';
  const code = refusal?.extensions['code'];
  if (isTooMuch(code)) return 'too much';
  return isUnavailable(code) ? 'unavailable' : 'refused';
}

function resultOf({ data, alone, errors, refusal, ...told }: EngineAnswer) {
  const extensions = extensionsOf(told);
  return {
    ...(data !== undefined && { data: new WrittenData(data, alone) }),
    ...(errors.length > 0 && {
      errors: refusal ? [refusal] : errors.map(thrown),
    }),
    ...(extensions && { extensions }),
  };
}

/** An error of an answer as one that is thrown, which is how errors are masked. */
function thrown({ message, ...rest }: GraphQLFormattedError): GraphQLError {
  return new GraphQLError(message, rest);
}

/** What is told beside the data, if anything is. */
function extensionsOf({
  queryPlan,
  cost,
}: Pick<EngineAnswer, 'queryPlan' | 'cost'>): object | undefined {
  if (queryPlan === undefined && cost === undefined) return undefined;
  return { ...(queryPlan && { queryPlan }), ...(cost && { cost }) };
}
