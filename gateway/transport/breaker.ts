import { RESTART_MS } from './outage.ts';
import { TransportFault } from './transport.ts';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './transport.ts';

export interface BreakerOptions {
  /** Faults of one outage after which, if it is no restart, the subgraph is no longer asked. */
  readonly failures: number;
  /** How long it is left alone before one request tries again; doubled by each that fails, up to `maxRestMs`. */
  readonly restMs: number;
  readonly maxRestMs: number;
  readonly now?: () => number;
}

/**
 * Leaves a subgraph alone that is dead by the rule of `RESTART_MS`, so that it costs its callers nothing.
 * After a rest one request is let through: its answer closes the breaker, its fault begins the next rest.
 */
export function withBreaker(
  transport: SubgraphTransport,
  { failures, restMs, maxRestMs, now = Date.now }: BreakerOptions,
): SubgraphTransport {
  let faults = 0;
  let answeredAt = -Infinity;
  let failingSince = Infinity;
  let open = false;
  let rest = restMs;
  let restUntil = 0;
  let probing = false;

  function answered(): void {
    answeredAt = now();
    failingSince = Infinity;
    faults = 0;
    open = false;
    rest = restMs;
  }

  function failed(beganAt: number, probe: boolean): void {
    faults += 1;
    failingSince = Math.min(failingSince, Math.max(beganAt, answeredAt));
    if (probe) rest = Math.min(2 * rest, maxRestMs);
    else if (open || faults < failures || now() - failingSince < RESTART_MS) return;
    open = true;
    restUntil = now() + rest;
  }

  async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
    if (open && (probing || now() < restUntil)) {
      throw new TransportFault('SUBGRAPH_UNAVAILABLE', 'the breaker is open');
    }
    const beganAt = now();
    const probe = open;
    if (probe) probing = true;
    try {
      const answer = await transport.execute(request);
      answered();
      return answer;
    } catch (fault) {
      if (isFailure(fault)) failed(beganAt, probe);
      throw fault;
    } finally {
      if (probe) probing = false;
    }
  }

  return { ...transport, execute };
}

/** A client that left and an answer that was too large say nothing about the subgraph's health. */
function isFailure(fault: unknown): boolean {
  return (
    fault instanceof TransportFault &&
    fault.code !== 'REQUEST_CANCELLED' &&
    fault.code !== 'SUBGRAPH_ANSWER_TOO_LARGE'
  );
}
