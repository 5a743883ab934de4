import { TransportFault } from './transport.ts';
import type { SubgraphAnswer, SubgraphRequest, SubgraphTransport } from './transport.ts';

export interface BreakerOptions {
  /** Consecutive faults after which the subgraph is no longer asked. */
  readonly failures: number;
  /** How long it is left alone before one request tries again. */
  readonly restMs: number;
  readonly now?: () => number;
}

/**
 * Leaves a subgraph alone that fails again and again, so that it costs its callers nothing.
 * After a rest one request is let through: its answer closes the breaker, its fault begins the next rest.
 */
export function withBreaker(
  transport: SubgraphTransport,
  { failures, restMs, now = Date.now }: BreakerOptions,
): SubgraphTransport {
  let faults = 0;
  let restUntil = 0;
  let probing = false;

  async function execute(request: SubgraphRequest): Promise<SubgraphAnswer> {
    const open = faults >= failures;
    if (open && (probing || now() < restUntil)) {
      throw new TransportFault('SUBGRAPH_UNAVAILABLE', 'the breaker is open');
    }
    if (open) probing = true;
    try {
      const answer = await transport.execute(request);
      faults = 0;
      return answer;
    } catch (fault) {
      if (isFailure(fault)) {
        faults += 1;
        restUntil = now() + restMs;
      }
      throw fault;
    } finally {
      if (open) probing = false;
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
