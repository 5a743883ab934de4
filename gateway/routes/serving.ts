import { Admission } from '../../service/http/admission/admission.ts';
import { Sending } from '../../service/http/sending.ts';
import type { Log } from '../../service/log.ts';
import type { Authenticate } from '../access/authentication.ts';
import type { Budgets } from '../asking/budgets.ts';
import { withRates } from '../asking/with-rates.ts';
import type { ServingConfig } from '../config.ts';

export interface ServingParts {
  /** Establishes who asks; absent: everybody is anonymous. */
  readonly identify: Authenticate | undefined;
  readonly budgets: Budgets;
  /** Reads whatever JSON a client wrote. */
  readonly parseBody: (json: string) => unknown;
  readonly log: Log;
}

/** What all ways of asking have in common: who is let in, who asks, how it is read, and how answers are sent. */
export type Serving = ReturnType<typeof createServing>;

export function createServing(
  config: ServingConfig,
  { identify, budgets, parseBody, log }: ServingParts,
) {
  const { clientHeader, maxRunningCost, maxRunningCostPerClient } = config;
  const running = { maxCost: maxRunningCost, maxCostPerClient: maxRunningCostPerClient };
  return {
    admission: new Admission({ ...config, ...running }),
    identify: withRates(identify, budgets, clientHeader),
    identifyAgain: identify,
    ...(clientHeader !== undefined && { clientHeader }),
    maxRequestBytes: config.maxRequestBytes,
    parseBody,
    deadlineMs: config.requestDeadlineMs,
    sending: new Sending(config),
    log,
  };
}
