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
import { logMasked, present } from '../service/graphql/error-plugin.ts';
import type { Exchange } from '../service/http/exchange.ts';
import { isUnavailable, type ShortAnswer } from '../service/graphql/answering.ts';
import { mask } from '../service/errors/mask.ts';
import { isTooMuch } from '../service/errors/too-much.ts';
import { type Budgets, askerOf } from './asking/budgets.ts';
import type { AskedCheck } from './asking/check-asked.ts';
import type { RightsOf } from './access/rights.ts';
import type { MaxAgeOf } from './cache-policy.ts';
import type { GatewayContext } from './context.ts';
import type { DocumentReader } from './document-reader.ts';
import { createEngine, type Engine, type EngineAnswer } from './engine/engine.ts';
import type { ClosedFields } from './engine/operation.ts';
import { keptPlans } from './engine/planning/plans/kept-plans.ts';
import { plansMadeHere, type Plans } from './engine/planning/plans/plans.ts';
import { PlanningThreads } from './engine/planning/plans/threads/planning-threads.ts';
import type { Executor, ExecutorParts } from './executor.ts';
import {
  KnownOperations,
  readParameters,
  type KnownDocument,
  type RequestParameters,
} from './known-operations.ts';
import type { LabelledFor } from './override-labels.ts';
import type { OverreadingTeller, SeenRecorder } from './seen-recorder.ts';
import { subgraphsOf } from './supergraph/subgraphs-of.ts';
import { WrittenData, writeAnswer } from './written-answer.ts';

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
  readonly readDocument: DocumentReader;
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
}

/** A supergraph's engine, and the documents that are good for it. */
interface Generation {
  readonly sdl: string;
  readonly engine: Engine;
  readonly known: KnownOperations;
}

/** Plans that the next process finds. */
const MOST_KEPT_PLANS = 1_000;

/** Operations that a new supergraph's engine has compiled before its first request. */
const WARMED = 100;

/**
 * Our engine. A document that nothing is to be said against comes by the shortcut, without Apollo Server's pipeline; what
 * that has to refuse, to register or to negotiate goes through it. Both ways meet in `ask`.
 */
export function createCompiledExecutor(parts: CompiledExecutorParts): Executor {
  const { transportFor, createContext, queryPlans, readDocument, maxAgeOf, recordSeen, log } =
    parts;
  const { budgets, checkAsked, onOverreading } = parts;
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
    const known = new KnownOperations((text) => readDocument(text, engine.schema));
    const generation = { sdl, engine, known };
    generations.set(engine.schema, generation);
    return generation;
  }

  function createPlans(supergraphSdl: string): Plans {
    const { plannerThreads: threads, planningMs: limitMs, maxPlanning: maxWaiting } = parts;
    const plans =
      threads > 0
        ? new PlanningThreads({ supergraphSdl, threads, limitMs, maxWaiting })
        : plansMadeHere(supergraphSdl);
    const { plansDir: directory } = parts;
    return directory === undefined
      ? plans
      : keptPlans(plans, { directory, supergraphSdl, most: MOST_KEPT_PLANS });
  }

  async function ask(
    { engine }: Generation,
    { document, documentHash }: Pick<KnownDocument, 'document' | 'documentHash'>,
    { operationName, variables }: { operationName?: string; variables?: object },
    context: GatewayContext,
  ): Promise<EngineAnswer> {
    const { exchange, forwarded, identity, allowance } = context;
    const asker = { identity, client: exchange.client };
    const closed = checkAsked(document, allowance);
    if (closed !== undefined) return refused(closed);
    const maxAge = maxAgeOf(document, engine.schema);
    if (maxAge > 0) {
      exchange.told.maxAge = maxAge;
      exchange.told.forOne = identity.kind !== 'anonymous';
    }
    return engine.execute({
      document,
      documentHash,
      headers: forwarded,
      signal: exchange.signal,
      maxCost: allowance.cost,
      holds: parts.rightsOf(identity),
      labelled: parts.labelledFor(exchange, identity),
      wantPlan: queryPlans && allowance.plans && exchange.headers['x-query-plan'] !== undefined,
      wantCost: exchange.headers['x-graph-cost'] === 'include',
      admit(cost) {
        exchange.told.cost = cost;
        budgets.cost(asker, cost);
        return exchange.place?.weigh(cost, exchange.signal, askerOf(asker));
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
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variables: variables as Readonly<Record<string, unknown>> }),
    });
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

  /** The shortcut: the same, without a pipeline. */
  async function executeKnown(
    known: KnownDocument,
    request: { operationName?: string; variables?: object },
    exchange: Exchange,
  ): Promise<ShortAnswer> {
    const operation = request.operationName ?? known.operations[0];
    exchange.told.hash = known.documentHash;
    if (operation !== undefined) exchange.told.operation = operation;
    try {
      const answer = await ask(current, known, request, await createContext(exchange));
      const { errors, ...result } = resultOf(answer);
      const presented = errors && presentedErrors(errors, exchange);
      const body = writeAnswer({ ...result, ...(presented && { errors: presented }) });
      return { body, outcome: outcomeOf(answer) };
    } catch (error) {
      const unexpected = new GraphQLError('', { originalError: error as Error });
      const body = writeAnswer({ errors: presentedErrors([unexpected], exchange) });
      return { body, outcome: 'failed' };
    }
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
      answer(body, exchange, queriesOnly) {
        const request = readParameters(body);
        const known = request && current.known.find(request);
        if (request === undefined || known === undefined) return undefined;
        if (queriesOnly && !isQuery(known, request)) return undefined;
        return executeKnown(known, request, exchange);
      },
    },
    async swap(sdl) {
      const next = begin(sdl);
      await next.engine.warm(current.engine.hottest(WARMED));
      const before = current;
      current = next;
      tell(next);
      void before.engine.drained().then(() => {
        before.engine.close();
      });
    },
  };
}

function isQuery({ document }: KnownDocument, { operationName }: RequestParameters): boolean {
  return getOperationAST(document, operationName)?.operation === OperationTypeNode.QUERY;
}

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

function resultOf({ data, errors, refusal, queryPlan, cost }: EngineAnswer) {
  const extensions = { ...(queryPlan && { queryPlan }), ...(cost && { cost }) };
  return {
    ...(data !== undefined && { data: new WrittenData(data) }),
    ...(errors.length > 0 && {
      errors: refusal
        ? [refusal]
        : errors.map(({ message, ...rest }) => new GraphQLError(message, rest)),
    }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}
