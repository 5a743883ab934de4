import { LRUCache } from 'lru-cache';
import { getVariableValues, GraphQLError, OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode, GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { rounded } from '../../service/exact-numbers.ts';
import type { RequestSignal } from '../../service/request-controller.ts';
import { wireValue, type WireEncoding } from '../../service/wire-text.ts';
import { TransportFault } from '../transport/transport.ts';
import type { SubgraphAnswer, SubgraphTransport } from '../transport/transport.ts';
import { actualCost } from './cost/actual-cost.ts';
import { readCostDirectives } from './cost/cost-directives.ts';
import { createCostModel } from './cost/create-cost-model.ts';
import { checkCost, checkValues, weightOf } from './cost/check-cost.ts';
import { type ClientOperation, unresolved } from './document/client-operation.ts';
import { executePlan } from './fetching/execute-plan.ts';
import { eventsOf } from './fetching/fetch.ts';
import { introspect } from './answering/introspection.ts';
import type { Introspected } from './answering/introspection.ts';
import { locatedErrors } from './answering/located-errors.ts';
import { IN_PARTS } from './document/deferrals.ts';
import { OperationCache } from './operation-cache.ts';
import type { KnownOperation, OperationIdentity } from './operation-cache.ts';
import type { ClosedFields, CompiledOperation } from './operation.ts';
import { isRight, type Right } from './rights/access-rules.ts';
import { answerInParts, type LaterParts } from './parts/answer-in-parts.ts';
import { isLabelSwitch, labelOf } from './planning/override-labels.ts';
import { type KnownSupergraph, readSupergraph } from './planning/planner.ts';
import { plansMadeHere, type Plans } from './planning/plans/plans.ts';
import { JsonWriter } from './answering/json-writer.ts';
import { Projection } from './answering/project.ts';
import type { Run } from './fetching/run.ts';
import type { FetchTrace } from './fetching/trace.ts';
import { readPersonalClasses } from './seen/personal-classes.ts';
import type { Seen } from './seen/sight.ts';

export interface EngineOptions {
  readonly supergraphSdl: string;
  /** How each subgraph is reached; the engine does not close them. */
  readonly transports: (subgraph: string) => SubgraphTransport;
  /** Where the supergraph's plans are made; absent: in this thread. */
  readonly createPlans?: (supergraphSdl: string) => Plans;
  /** Compiled operations that are kept. */
  readonly maxOperations?: number;
  /** An operation that may cost more is refused; absent: none is. */
  readonly maxCost?: number;
  /** One whose answer may hold more values is refused; absent: none is. */
  readonly maxValues?: number;
  /** Of the JSON of `data`; absent: no bound. */
  readonly maxResponseBytes?: number;
  /** How long lists are taken to be of which the supergraph does not tell. */
  readonly defaultListSize?: number;
  /** What becomes of fields that are closed to whoever asks; absent: `filter`. */
  readonly closedFields?: ClosedFields;
  /** Extensions of subgraphs' errors that clients may see, beside the code; absent: none. */
  readonly errorExtensions?: ReadonlySet<string>;
  /** Whether answers are to tell what they show of persons. */
  readonly watches?: boolean;
}

export interface EngineRequest extends OperationIdentity {
  /** As the client sent them, numbers as it wrote them (`service/exact-numbers.ts`). */
  readonly variables?: Readonly<Record<string, unknown>>;
  /** What subgraphs are sent of the client's headers, names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly signal?: RequestSignal;
  /** It is refused where it may cost more; absent: only by what bounds all. */
  readonly maxCost?: number;
  /** Whether one who asks has a right; absent: none. */
  readonly holds?: (right: Right) => boolean;
  /** Whether a label of `@override` is on for this request; absent: none is. */
  readonly labelled?: (label: string) => boolean;
  /** Whether fragments with `@defer` may come later than the rest; absent: the answer comes as a whole. */
  readonly inParts?: boolean;
  /** Whether the answer shall tell what was fetched. */
  readonly wantPlan?: boolean;
  /** Whether the answer shall tell what it has cost. */
  readonly wantCost?: boolean;
  /**
   * Told what the answer shows of persons, where that is watched and it shows something, before the answer is made. Where it resolves to
   * an error, that is told beside the data, which then has nothing of it; where it rejects, there is no answer.
   */
  readonly record?: (seen: Seen) => Promise<GraphQLError | undefined>;
  /** Told, before anything is fetched, that the answer may show something of persons, where that is watched; throws what refuses it. */
  readonly mayShow?: () => void;
  /** Told what the operation may cost and what it weighs, before anything is done for it; it begins when that resolves. */
  readonly admit?: (cost: number, weight: number) => Promise<void> | undefined;
}

/** What one event of a subscription is answered with: as for the subscription itself, whose operation and rights it has. */
export type EventRequest = Pick<
  EngineRequest,
  'headers' | 'signal' | 'record' | 'mayShow' | 'admit' | 'wantPlan' | 'wantCost'
>;

/** What is told of an answer that has been asked for. */
interface Told {
  readonly queryPlan: readonly FetchTrace[] | undefined;
  readonly cost?: { readonly estimated: number; readonly actual: number };
}

/** What comes after an answer's first part. */
export interface LaterAnswers extends LaterParts {
  /** What is told of it all, once it has come. */
  readonly told: () => Told;
}

/** The answer to an operation, its data already written. */
export interface EngineAnswer extends Told {
  /** JSON; undefined where the operation was not executed. */
  readonly data: Buffer | undefined;
  /** All of an answer that has nothing but this data; absent where that is not at hand. */
  readonly alone?: Buffer;
  readonly errors: readonly GraphQLFormattedError[];
  /** Where the operation was not executed: its error as it was thrown, with its cause. */
  readonly refusal?: GraphQLError;
  /** What it shows of persons, where that is watched and it shows something. */
  readonly seen?: Seen | undefined;
  /** Where this is its first part: the others. */
  readonly later?: LaterAnswers;
}

/** A subscription that is open. */
export interface EngineSubscription {
  /** What its subgraph tells, each event as it comes; rejects with a `TransportFault`. To be gone through once. */
  readonly events: AsyncIterable<SubgraphAnswer>;
  /** Answers the client for one event, or for what has ended them: it is told where the event would have been. */
  answer(event: SubgraphAnswer | TransportFault, request: EventRequest): Promise<EngineAnswer>;
}

/** A supergraph that answers operations. */
export interface Engine {
  /** What clients see; operations are validated against it before they come here. */
  readonly schema: GraphQLSchema;
  execute(request: EngineRequest): Promise<EngineAnswer>;
  /** Opens a subscription; answers as `execute` does where that is refused. */
  subscribe(request: EngineRequest): Promise<EngineSubscription | EngineAnswer>;
  /** The operations used most. */
  hottest(count: number): readonly KnownOperation[];
  /** Compiles operations that another engine knew and this schema still has, one by one, while requests run. */
  warm(operations: readonly KnownOperation[]): Promise<void>;
  /** Settles when no request is under way. */
  drained(): Promise<void>;
  /** Plans no more. */
  close(): void;
}

const DEFAULT_MAX_OPERATIONS = 1_000;
const DEFAULT_LIST_SIZE = 5;
const NO_EXTENSIONS: ReadonlySet<string> = new Set();
const NO_VARIABLES: Readonly<Record<string, unknown>> = {};

/** The supergraph of an engine; where it is faulty, nothing is planned for it. */
function readFor(plans: Plans, document: DocumentNode): KnownSupergraph {
  try {
    return readSupergraph(document, plans.validated);
  } catch (error) {
    plans.close();
    throw error;
  }
}

/** Builds the engine for a supergraph; throws where that is faulty. */
export function createEngine(options: EngineOptions): Engine {
  const { supergraphSdl, createPlans = plansMadeHere } = options;
  const document = parse(supergraphSdl);
  const plans = createPlans(supergraphSdl);
  const supergraph = readFor(plans, document);
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
  const writer = new JsonWriter(encoding, options.maxResponseBytes);
  const wholeSchemas: WholeSchemas = new LRUCache({ max: MOST_WHOLE_SCHEMAS });
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
    const { parts } = operation;
    if (parts !== undefined) {
      const { json, errors } = introspected(client, operation, variables, { schema, wholeSchemas });
      const first = await answerInParts({
        plan,
        parts,
        run,
        writer,
        introspection: json,
        variables: coerced,
        maxBytes: options.maxResponseBytes ?? Infinity,
        record: (shown) => request.record?.(shown),
      });
      const told = () => ({
        queryPlan: run.traces,
        ...(request.wantCost === true && {
          cost: { estimated, actual: actualCost(run.root, selection, costs) },
        }),
      });
      return {
        data: first.data ?? NULL,
        errors: [...errors, ...first.errors],
        ...(first.later ? { queryPlan: undefined, later: { ...first.later, told } } : told()),
      };
    }
    await executePlan(plan, run);
    const seen = sight?.see(run, coerced);
    const withheld = seen && (await request.record?.(seen));
    if (withheld !== undefined) sight?.withhold(run.root);
    const { json, errors: told } = introspected(client, operation, variables, {
      schema,
      wholeSchemas,
    });
    const errors = withheld === undefined ? told : [...told, withheld.toJSON()];
    const projection = new Projection(writer, json, run.absent);
    const { data, answer: alone } = projection.write(run.root, selection, run.received);
    const { failures, root, traces: queryPlan } = run;
    const { violations } = projection;
    const cost = request.wantCost === true && {
      cost: { estimated, actual: actualCost(root, selection, costs) },
    };
    if (failures.length + violations.length === 0)
      return { data, alone, errors, queryPlan, seen, ...cost };
    const located = locatedErrors(failures, violations, root, operation);
    return { data, errors: [...errors, ...located], queryPlan, seen, ...cost };
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

/** Of what an operation answers of the schema, with the operation; longer answers, up to a whole schema, are kept of a few. */
const MOST_KEPT_BYTES = 10_000;
const MOST_WHOLE_SCHEMAS = 8;

type WholeSchemas = LRUCache<CompiledOperation, Introspected>;

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
const NOTHING: Introspected = { json: new Map(), errors: [] };

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

function introspected(
  client: ClientOperation,
  operation: CompiledOperation,
  variables: Readonly<Record<string, unknown>>,
  { schema, wholeSchemas }: { readonly schema: GraphQLSchema; readonly wholeSchemas: WholeSchemas },
): Introspected {
  const known = operation.introspected ?? wholeSchemas.get(operation);
  if (known !== undefined) return known;
  const entries = (operation.selection.entriesFor(undefined) ?? []).filter(
    ({ introspection }) => introspection !== undefined,
  );
  const answered = entries.length === 0 ? NOTHING : introspect(entries, client, variables, schema);
  const { variableDefinitions = [] } = client.definition;
  const depends = entries.length > 0 && variableDefinitions.length > 0;
  const bytes = [...answered.json.values()].reduce((sum, { length }) => sum + length, 0);
  if (!depends && bytes <= MOST_KEPT_BYTES) operation.introspected = answered;
  else if (!depends) wholeSchemas.set(operation, answered);
  return answered;
}

function coercedVariables(
  { definition }: ClientOperation,
  variables: Readonly<Record<string, unknown>>,
  schema: GraphQLSchema,
): Readonly<Record<string, unknown>> {
  const { variableDefinitions = [] } = definition;
  if (variableDefinitions.length === 0) return NO_VARIABLES;
  // One is told; a list of wrong values would be looked through for as long as it is.
  const { coerced, errors } = getVariableValues(schema, variableDefinitions, variables, {
    maxErrors: 1,
  });
  if (errors === undefined) return coerced;
  const [first] = errors;
  throw new GraphQLError(first?.message ?? '', {
    ...(first?.nodes && { nodes: first.nodes }),
    extensions: { code: 'BAD_USER_INPUT' },
  });
}
