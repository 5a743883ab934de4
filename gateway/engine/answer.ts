import { fault } from '../../service/errors/faults.ts';
import type { SubgraphTransport } from '../transport/transport.ts';
import type { Introspected, Introspection } from './answering/introspection.ts';
import { locatedErrors } from './answering/located-errors.ts';
import { Projection } from './answering/project.ts';
import type { Writers } from './answering/writers.ts';
import type { EngineAnswer, EventRequest } from './api.ts';
import type { Begun } from './begin.ts';
import { actualCost } from './cost/actual-cost.ts';
import type { CostModel } from './cost/cost-model.ts';
import type { TypeConditions } from './document/type-conditions.ts';
import { executePlan } from './fetching/execute-plan.ts';
import type { Run } from './fetching/run.ts';
import { answerInParts } from './parts/answer-in-parts.ts';
import type { CompiledParts } from './parts/compiled-parts.ts';

interface AnsweringParts {
  readonly transports: ReadonlyMap<string, SubgraphTransport>;
  readonly conditions: TypeConditions;
  readonly costs: CostModel;
  readonly writers: Writers;
  readonly introspection: Introspection;
  readonly maxResponseBytes: number;
  readonly errorExtensions: ReadonlySet<string>;
}

/** Answers an operation that may run; `event`: what its subscription was told. */
export type Answer = (
  begun: Begun,
  request: EventRequest,
  event?: Run['event'],
) => Promise<EngineAnswer>;

const NULL = Buffer.from('null');

/** What runs compiled operations and writes what they answer: as a whole, or in parts where some of it is deferred. */
export function createAnswer(parts: AnsweringParts): Answer {
  const { transports, conditions, costs, writers, introspection } = parts;
  const { maxResponseBytes, errorExtensions } = parts;

  function newRun(begun: Begun, request: EventRequest, event: Run['event']): Run {
    return {
      root: {},
      failures: [],
      masked: new Set(),
      absent: new Set(),
      received: 0,
      gatherings: new Map(),
      traces: request.wantPlan === true ? [] : undefined,
      startedAt: performance.now(),
      variables: begun.sent,
      headers: request.headers,
      signal: request.signal,
      transports,
      event,
      conditions,
      errorExtensions,
      deduplicates: !begun.operation.plan.contextual,
    };
  }

  function costOf({ operation, estimated }: Begun, { root }: Run) {
    return { cost: { estimated, actual: actualCost(root, operation.selection, costs) } };
  }

  async function answerAsAWhole(
    begun: Begun,
    request: EventRequest,
    run: Run,
    { json, errors: told }: Introspected,
  ): Promise<EngineAnswer> {
    const { plan, selection, sight } = begun.operation;
    await executePlan(plan, run);
    const slice = request.slice?.();
    if (slice !== undefined) await slice;
    const seen = sight?.see(run, begun.coerced);
    const recording = seen && request.record?.(seen);
    const withheld = recording && (await recording);
    if (withheld !== undefined) sight?.withhold(run.root);
    const writer = writers.lend();
    const projection = new Projection(writer, json, run.absent);
    const written = projection.writeInSlices(run.root, selection, run.received, () => {
      if (request.signal?.aborted === true) throw fault('REQUEST_CANCELLED');
      return request.slice?.();
    });
    const { data, answer: alone, release } = written instanceof Promise ? await written : written;
    writers.giveBack(writer);
    const { failures, root, traces: queryPlan } = run;
    const { violations } = projection;
    const cost = request.wantCost === true && costOf(begun, run);
    const errors = withheld === undefined ? told : [...told, withheld.toJSON()];
    if (failures.length + violations.length === 0)
      return { data, alone, release, errors, queryPlan, seen, ...cost };
    const located = locatedErrors(failures, violations, root, begun.operation);
    return { data, errors: [...errors, ...located], queryPlan, seen, ...cost };
  }

  async function answerFirstPart(
    begun: Begun,
    request: EventRequest,
    run: Run,
    { json, errors: told }: Introspected,
    deferred: CompiledParts,
  ): Promise<EngineAnswer> {
    const { data, errors, later } = await answerInParts({
      plan: begun.operation.plan,
      parts: deferred,
      run,
      writers,
      introspection: json,
      variables: begun.coerced,
      maxBytes: maxResponseBytes,
      record: (shown) => request.record?.(shown),
    });
    const whole = () => ({
      queryPlan: run.traces,
      ...(request.wantCost === true && costOf(begun, run)),
    });
    return {
      data: data ?? NULL,
      errors: [...told, ...errors],
      ...(later ? { queryPlan: undefined, later: { ...later, told: whole } } : whole()),
    };
  }

  return (begun, request, event) => {
    const { client, operation, variables } = begun;
    const run = newRun(begun, request, event);
    const introspected = introspection.answer(client, operation.selection, variables);
    return operation.parts === undefined
      ? answerAsAWhole(begun, request, run, introspected)
      : answerFirstPart(begun, request, run, introspected, operation.parts);
  };
}
