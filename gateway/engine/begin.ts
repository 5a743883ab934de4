import type { GraphQLSchema } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { rounded } from '../../service/exact-numbers.ts';
import { type RequestSignal, whenAborted } from '../../service/request-controller.ts';
import { wireValue, type WireEncoding } from '../../service/wire-text.ts';
import type { EngineRequest } from './api.ts';
import { checkCost, checkValues, weightOf } from './cost/check-cost.ts';
import { coercedVariables } from './document/coerced-variables.ts';
import { IN_PARTS } from './document/deferrals.ts';
import type { Run } from './fetching/run.ts';
import type { OperationCache, ReadOperation } from './operation-cache.ts';
import type { CompiledOperation } from './operation.ts';
import { isLabelSwitch, labelOf } from './planning/override-labels.ts';
import { isRight } from './rights/access-rules.ts';

/** An operation that may run, compiled, with its variables. */
export interface Begun {
  readonly client: ReadOperation;
  readonly operation: CompiledOperation;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly coerced: Readonly<Record<string, unknown>>;
  /** The variables as subgraphs get them. */
  readonly sent: Run['variables'];
  readonly estimated: number;
  readonly weight: number;
}

interface BeginningParts {
  readonly operations: OperationCache;
  readonly schema: GraphQLSchema;
  readonly maxCost: number;
  readonly maxValues: number;
  /** Of what subgraphs are sent: the form of its strings, and whether its numbers are as they were written. */
  readonly encoding: WireEncoding;
  readonly exact: boolean;
}

const NO_VARIABLES: Readonly<Record<string, unknown>> = {};

/** What reads operations, and refuses those that must be before anything is planned for them. */
export function createBegin({
  operations,
  schema,
  encoding,
  exact,
  ...most
}: BeginningParts): (request: EngineRequest, client: ReadOperation) => Promise<Begun> {
  return async (request, client) => {
    const given = request.variables ?? NO_VARIABLES;
    const variables = given === NO_VARIABLES ? given : rounded(given);
    const coerced = coercedVariables(client, variables, schema);
    const maxCost = Math.min(most.maxCost, request.maxCost ?? most.maxCost);
    const estimated = checkCost(client.cost, coerced, maxCost);
    const values = checkValues(client.values, coerced, most.maxValues);
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
  };
}

/** Waits for work that goes on without whoever asked for it: until the client has gone or its time is up. */
function whileWanted<T>(work: Promise<T>, signal: RequestSignal | undefined): Promise<T> {
  if (signal === undefined) return work;
  return new Promise((resolve, reject) => {
    const cancel = whenAborted(signal, () => {
      reject(fault('REQUEST_CANCELLED'));
    });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', cancel);
    });
  });
}
