import { GraphQLError, OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { rounded } from '../../service/exact-numbers.ts';
import type { RequestSignal } from '../../service/request-controller.ts';
import { wireValue, type WireEncoding } from '../../service/wire-text.ts';
import { TransportFault, type SubgraphTransport } from '../transport/transport.ts';
import { Introspection } from './answering/introspection.ts';
import { locatedErrors } from './answering/located-errors.ts';
import { Projection } from './answering/project.ts';
import { Writers } from './answering/writers.ts';
import type {
  Engine,
  EngineAnswer,
  EngineOptions,
  EngineRequest,
  EngineSubscription,
  EventRequest,
  LaterAnswers,
} from './api.ts';
import { actualCost } from './cost/actual-cost.ts';
import { checkCost, checkValues, weightOf } from './cost/check-cost.ts';
import { readCostDirectives } from './cost/cost-directives.ts';
import { createCostModel } from './cost/create-cost-model.ts';
import { type ClientOperation, unresolved } from './document/client-operation.ts';
import { coercedVariables } from './document/coerced-variables.ts';
import { IN_PARTS } from './document/deferrals.ts';
import { executePlan } from './fetching/execute-plan.ts';
import { eventsOf } from './fetching/fetch.ts';
import type { Run } from './fetching/run.ts';
import { OperationCache } from './operation-cache.ts';
import type { CompiledOperation } from './operation.ts';
import { answerInParts } from './parts/answer-in-parts.ts';
import { isLabelSwitch, labelOf } from './planning/override-labels.ts';
import { readSupergraph } from './planning/planner.ts';
import { plansMadeHere, type Plans } from './planning/plans/plans.ts';
import { isRight } from './rights/access-rules.ts';
import { readPersonalClasses } from './seen/personal-classes.ts';

const DEFAULT_MAX_OPERATIONS = 1_000;
const DEFAULT_LIST_SIZE = 5;
const NO_EXTENSIONS: ReadonlySet<string> = new Set();
const NO_VARIABLES: Readonly<Record<string, unknown>> = {};

/** Builds the engine for a supergraph; throws where that is faulty. */
export function createEngine(options: EngineOptions): Engine {
  const { supergraphSdl, createPlans = plansMadeHere } = options;
  const document = parse(supergraphSdl);
  const plans = createPlans(supergraphSdl);
  try {
    return engineOver(document, plans, options);
  } catch (error) {
    // Nothing is planned for an engine that there is not.
    plans.close();
    throw error;
  }
}

function engineOver(document: DocumentNode, plans: Plans, options: EngineOptions): Engine {
  const supergraph = readSupergraph(document, plans.validated);
  const { schema, conditions } = supergraph;
  const transports = new Map(supergraph.subgraphs.map((name) => [name, options.transports(name)]));
  const encoding = commonEncoding([...transports.values()]);
  const exact = [...transports.values()].every((transport) => transport.exact === true);
  const costs = createCostModel(
    schema,
    readCostDirectives(document),
    options.defaultListSize ?? DEFAULT_LIST_SIZE,
  );
  const { maxCost = Infinity, maxValues = Infinity } = options;
  const maxOperations = options.maxOperations ?? DEFAULT_MAX_OPERATIONS;
  const classes = options.watches === true ? readPersonalClasses(document, schema) : undefined;
  const operations = new OperationCache({
    supergraph,
    plans,
    costs,
    capacity: maxOperations,
    closedFields: options.closedFields ?? 'filter',
    exact,
    watched: classes && { ...classes, encoding },
  });
  const writers = new Writers(encoding, options.maxResponseBytes);
  const introspection = new Introspection(schema);
  const idle: (() => void)[] = [];
  let underWay = 0;

  /** Reads an operation, and refuses it where it must be, before it is compiled. */
  async function begin(request: EngineRequest, client = operations.read(request)): Promise<Begun> {
    const given = request.variables ?? NO_VARIABLES;
    const variables = given === NO_VARIABLES ? given : rounded(given);
    const coerced = coercedVariables(client, variables, schema);
    const estimated = checkCost(
      client.cost,
      coerced,
      Math.min(maxCost, request.maxCost ?? maxCost),
    );
    const values = checkValues(client.values, coerced, maxValues);
    const weight = weightOf(estimated, values);
    const begins = request.admit?.(estimated, weight);
    if (begins !== undefined) await begins;
    const found = operations.compile(request, client, (name) => {
      if (isRight(name)) return request.holds?.(name) === true;
      if (name === IN_PARTS) return request.inParts === true;
      if (isLabelSwitch(name)) return request.labelled?.(labelOf(name)) === true;
      return coerced[name] === true;
    });
    const operation = found instanceof Promise ? await whileWanted(found, request.signal) : found;
    if (operation.sight?.mayShowWith(coerced) === true) request.mayShow?.();
    const sent = given === NO_VARIABLES ? given : wireValue(exact ? given : variables, encoding);
    return { client, operation, variables, coerced, sent, estimated, weight };
  }

  async function answer(request: EngineRequest): Promise<EngineAnswer> {
    // Before it is admitted: asked again as a stream, it is paid for there.
    const client = operations.read(request);
    if (client.definition.operation === OperationTypeNode.SUBSCRIPTION)
      throw fault('SUBSCRIPTION_NEEDS_STREAM');
    return answerBegun(await begin(request, client), request);
  }

  async function answerBegun(
    { client, operation, variables, coerced, sent, estimated }: Begun,
    { headers, signal, ...request }: EventRequest,
    event?: Run['event'],
  ): Promise<EngineAnswer> {
    const { plan, selection, sight } = operation;
    const run: Run = {
      root: {},
      failures: [],
      masked: new Set(),
      absent: new Set(),
      received: 0,
      gatherings: new Map(),
      traces: request.wantPlan === true ? [] : undefined,
      startedAt: performance.now(),
      variables: sent,
      headers,
      signal,
      transports,
      event,
      conditions,
      errorExtensions: options.errorExtensions ?? NO_EXTENSIONS,
      deduplicates: !plan.contextual,
    };
    const cost = () =>
      request.wantCost === true && {
        cost: { estimated, actual: actualCost(run.root, selection, costs) },
      };
    const { json, errors: told } = introspection.answer(client, selection, variables);
    const { parts } = operation;
    if (parts !== undefined) {
      const first = await answerInParts({
        plan,
        parts,
        run,
        writers,
        introspection: json,
        variables: coerced,
        maxBytes: options.maxResponseBytes ?? Infinity,
        record: (shown) => request.record?.(shown),
      });
      const whole = () => ({ queryPlan: run.traces, ...cost() });
      return {
        data: first.data ?? NULL,
        errors: [...told, ...first.errors],
        ...(first.later
          ? { queryPlan: undefined, later: { ...first.later, told: whole } }
          : whole()),
      };
    }
    await executePlan(plan, run);
    const slice = request.slice?.();
    if (slice !== undefined) await slice;
    const seen = sight?.see(run, coerced);
    const recording = seen && request.record?.(seen);
    const withheld = recording && (await recording);
    if (withheld !== undefined) sight?.withhold(run.root);
    const writer = writers.lend();
    const projection = new Projection(writer, json, run.absent);
    const written = projection.writeInSlices(run.root, selection, run.received, () => {
      if (signal?.aborted === true) throw fault('REQUEST_CANCELLED');
      return request.slice?.();
    });
    const { data, answer: alone, release } = written instanceof Promise ? await written : written;
    writers.giveBack(writer);
    const { failures, root, traces: queryPlan } = run;
    const { violations } = projection;
    const errors = withheld === undefined ? told : [...told, withheld.toJSON()];
    if (failures.length + violations.length === 0)
      return { data, alone, release, errors, queryPlan, seen, ...cost() };
    const located = locatedErrors(failures, violations, root, operation);
    return { data, errors: [...errors, ...located], queryPlan, seen, ...cost() };
  }

  async function open(request: EngineRequest): Promise<EngineSubscription | EngineAnswer> {
    const begun = await begin(request);
    const { estimated, weight, coerced, sent } = begun;
    const { plan, selection, sight } = begun.operation;
    const { subscribed } = plan;
    if (subscribed === undefined) {
      if (selection.anyEntries().length === 0) throw unresolved('Nothing is subscribed to.');
      // Its field is closed to whoever asks: null, as in any operation, and told at its place.
      return whileCounted(() => answerBegun(begun, request));
    }
    const { headers, signal } = request;
    return {
      events: eventsOf(subscribed, { variables: sent, headers, signal, transports }),
      answer: (event, eventRequest) =>
        whileCounted(async () => {
          await eventRequest.admit?.(estimated, weight);
          if (sight?.mayShowWith(coerced) === true) eventRequest.mayShow?.();
          return answerBegun(begun, eventRequest, {
            of: subscribed,
            answer() {
              if (event instanceof TransportFault) throw event;
              return event;
            },
          });
        }),
    };
  }

  /** Answers with the operation's own error where that is thrown. */
  async function whileCounted(work: () => Promise<EngineAnswer>): Promise<EngineAnswer> {
    underWay += 1;
    let later: LaterAnswers | undefined;
    try {
      const answered = await work();
      ({ later } = answered);
      return answered;
    } catch (error) {
      return refusedWith(error);
    } finally {
      if (later === undefined) leave();
      else void later.ended.then(leave);
    }
  }

  function leave(): void {
    underWay -= 1;
    if (underWay === 0) for (const resolve of idle.splice(0)) resolve();
  }

  return {
    schema,
    execute: (request) => whileCounted(() => answer(request)),
    async subscribe(request) {
      try {
        return await open(request);
      } catch (error) {
        return refusedWith(error);
      }
    },
    hottest: (count) => operations.hottest(count),
    async warm(known) {
      for (const operation of known) {
        if (validate(schema, operation.document).length > 0) continue;
        const { switches } = operation;
        const compiled = operations.compile(
          operation,
          operations.read(operation),
          (name) => switches.get(name) === true,
        );
        // One that cannot be planned is told to whoever sends it.
        await Promise.resolve(compiled).catch(() => undefined);
      }
    },
    drained: () =>
      underWay === 0 ? Promise.resolve() : new Promise((resolve) => void idle.push(resolve)),
    close: () => {
      plans.close();
    },
  };
}

/** An operation that may run, compiled, with its variables. */
interface Begun {
  readonly client: ClientOperation;
  readonly operation: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly coerced: Readonly<Record<string, unknown>>;
  /** The variables as subgraphs get them. */
  readonly sent: Run['variables'];
  readonly estimated: number;
  readonly weight: number;
}

const NULL = Buffer.from('null');

/** What an operation is answered with that is refused. */
function refusedWith(error: unknown): EngineAnswer {
  if (!(error instanceof GraphQLError)) throw error;
  return { data: undefined, errors: [error.toJSON()], refusal: error, queryPlan: undefined };
}

/** Throws where strings of two forms would come together. */
function commonEncoding(transports: readonly SubgraphTransport[]): WireEncoding {
  const [encoding = 'utf8', ...others] = new Set(
    transports.map((transport) => transport.encoding ?? 'utf8'),
  );
  if (others.length > 0) throw new Error('the transports of an engine have one encoding');
  return encoding;
}

/** Waits for work that goes on without whoever asked for it: until the client has gone or its time is up. */
function whileWanted<T>(work: Promise<T>, signal: RequestSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = () => {
      reject(fault('REQUEST_CANCELLED'));
    };
    signal.addEventListener('abort', cancel, { once: true });
    if (signal.aborted) cancel();
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', cancel);
    });
  });
}
