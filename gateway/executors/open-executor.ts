import type { Trail } from '../access/audit/trail.ts';
import { createMaxAgeOf } from '../cache-policy.ts';
import type { ServingConfig } from '../config.ts';
import { overSupergraph } from '../supergraph/faulty-supergraph.ts';
import type { CompiledExecutorParts } from './compiled/compiled-executor.ts';
import type { Executor, ExecutorParts } from './executor.ts';
import { createLabelledFor } from './override-labels.ts';
import { createSeenRecorder } from './seen-recorder.ts';

/** What an executor is given beside its settings. */
export interface OpenExecutorParts
  extends
    ExecutorParts,
    Pick<
      CompiledExecutorParts,
      | 'createContext'
      | 'readerFor'
      | 'rightsOf'
      | 'checkAsked'
      | 'budgets'
      | 'countsReading'
      | 'onOverreading'
      | 'subscriptions'
    > {
  /** Where what answers show of persons is recorded; absent: nowhere. */
  readonly trail: Trail | undefined;
}

/** Only the one that is asked for is loaded: @apollo/gateway is weight that our engine does without. */
const load = {
  stock: async () => (await import('./stock-executor.ts')).createStockExecutor,
  compiled: async () => (await import('./compiled/compiled-executor.ts')).createCompiledExecutor,
} as const;

/** How strings come from subgraphs: our engine passes them on as they came, the stock one reads them. */
export const ENCODINGS = { stock: 'utf8', compiled: 'latin1' } as const;

/** Opens the executor that is asked for, over the supergraph that is served first; rejects where that is faulty. */
export async function openExecutor(
  config: ServingConfig,
  { trail, ...parts }: OpenExecutorParts,
): Promise<Executor> {
  const createExecutor = await load[config.engine]();
  return overSupergraph(() =>
    createExecutor({
      ...parts,
      queryPlans: config.queryPlans && !config.production,
      maxCost: config.maxCost,
      maxValues: config.maxValues,
      defaultListSize: config.defaultListSize,
      maxResponseBytes: config.maxResponseBytes,
      closedFields: config.closedFields,
      labelledFor: createLabelledFor(config),
      errorExtensions: config.errorExtensions,
      maxAgeOf: createMaxAgeOf(config.cacheMaxAges),
      plannerThreads: config.plannerThreads,
      planningMs: config.planningMs,
      maxPlanning: config.maxPlanning,
      plansDir: config.plansDir,
      ...(trail && { recordSeen: createSeenRecorder(trail, config.auditFailure, parts.log) }),
    }),
  );
}
