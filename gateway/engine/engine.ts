import { OperationTypeNode, parse, validate } from 'graphql';
import type { DocumentNode } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import type { WireEncoding } from '../../service/wire-text.ts';
import { TransportFault, type SubgraphTransport } from '../transport/transport.ts';
import { createAnswer } from './answer.ts';
import { Introspection } from './answering/introspection.ts';
import { Writers } from './answering/writers.ts';
import type {
  Engine,
  EngineAnswer,
  EngineOptions,
  EngineRequest,
  EngineSubscription,
} from './api.ts';
import { createBegin } from './begin.ts';
import { readCostDirectives } from './cost/cost-directives.ts';
import { createCostModel } from './cost/create-cost-model.ts';
import { unresolved } from './document/client-operation.ts';
import { eventsOf } from './fetching/fetch.ts';
import { type KnownOperation, OperationCache } from './operation-cache.ts';
import { readSupergraph } from './planning/planner.ts';
import { plansMadeHere, type Plans } from './planning/plans/plans.ts';
import { refusedWith } from './refusal.ts';
import { readPersonalClasses } from './seen/personal-classes.ts';
import { UnderWay } from './under-way.ts';

const DEFAULT_MAX_OPERATIONS = 1_000;
const DEFAULT_LIST_SIZE = 5;
const NO_EXTENSIONS: ReadonlySet<string> = new Set();

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
  const classes = options.watches === true ? readPersonalClasses(document, schema) : undefined;
  const operations = new OperationCache({
    supergraph,
    plans,
    costs,
    capacity: options.maxOperations ?? DEFAULT_MAX_OPERATIONS,
    closedFields: options.closedFields ?? 'filter',
    exact,
    watched: classes && { ...classes, encoding },
  });
  const { maxCost = Infinity, maxValues = Infinity } = options;
  const begin = createBegin({ operations, schema, maxCost, maxValues, encoding, exact });
  const answer = createAnswer({
    transports,
    conditions,
    costs,
    writers: new Writers(encoding, options.maxResponseBytes),
    introspection: new Introspection(schema),
    maxResponseBytes: options.maxResponseBytes ?? Infinity,
    errorExtensions: options.errorExtensions ?? NO_EXTENSIONS,
  });
  const underWay = new UnderWay();

  async function execute(request: EngineRequest): Promise<EngineAnswer> {
    // Before it is admitted: asked again as a stream, it is paid for there.
    const client = operations.read(request);
    if (client.definition.operation === OperationTypeNode.SUBSCRIPTION)
      throw fault('SUBSCRIPTION_NEEDS_STREAM');
    return answer(await begin(request, client), request);
  }

  async function subscribe(request: EngineRequest): Promise<EngineSubscription | EngineAnswer> {
    const begun = await begin(request, operations.read(request));
    const { estimated, weight, coerced, sent: variables } = begun;
    const { plan, selection, sight } = begun.operation;
    const { subscribed } = plan;
    if (subscribed === undefined) {
      if (selection.anyEntries().length === 0) throw unresolved('Nothing is subscribed to.');
      // Its field is closed to whoever asks: null, as in any operation, and told at its place.
      return underWay.during(() => answer(begun, request));
    }
    const { headers, signal } = request;
    return {
      events: eventsOf(subscribed, { variables, headers, signal, transports }),
      answer: (event, eventRequest) =>
        underWay.during(async () => {
          await eventRequest.admit?.(estimated, weight);
          if (sight?.mayShowWith(coerced) === true) eventRequest.mayShow?.();
          return answer(begun, eventRequest, {
            of: subscribed,
            answer() {
              if (event instanceof TransportFault) throw event;
              return event;
            },
          });
        }),
    };
  }

  async function warm(known: readonly KnownOperation[]): Promise<void> {
    for (const operation of known) {
      if (validate(schema, operation.document).length > 0) continue;
      const client = operations.read(operation);
      const { switches } = operation;
      const compiled = operations.compile(operation, client, (name) => switches.get(name) === true);
      // One that cannot be planned is told to whoever sends it.
      await Promise.resolve(compiled).catch(() => undefined);
    }
  }

  return {
    schema,
    execute: (request) => underWay.during(() => execute(request)),
    subscribe: (request) => subscribe(request).catch(refusedWith),
    hottest: (count) => operations.hottest(count),
    warm,
    drained: () => underWay.drained(),
    close: () => {
      plans.close();
    },
  };
}

/** Throws where strings of two forms would come together. */
function commonEncoding(transports: readonly SubgraphTransport[]): WireEncoding {
  const [encoding = 'utf8', ...others] = new Set(
    transports.map((transport) => transport.encoding ?? 'utf8'),
  );
  if (others.length > 0) throw new Error('the transports of an engine have one encoding');
  return encoding;
}
