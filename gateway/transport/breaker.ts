import { createBreaker, type BreakerOptions } from '../../service/breaker.ts';
import { RESTART_MS } from './outage.ts';
import { type SubgraphTransport, TransportFault } from './transport.ts';

/** Leaves a subgraph alone that is dead by the rule of `RESTART_MS`. */
export function withBreaker(
  transport: SubgraphTransport,
  options: Omit<BreakerOptions, 'outageMs' | 'verdictOf' | 'refusal'>,
): SubgraphTransport {
  const breaker = createBreaker({
    ...options,
    outageMs: RESTART_MS,
    verdictOf: (thrown) => (isFailure(thrown) ? 'FAILED' : 'NOTHING'),
    refusal: () => new TransportFault('SUBGRAPH_UNAVAILABLE', 'the breaker is open'),
  });
  return {
    ...transport,
    execute: (request) => breaker.run(() => transport.execute(request)),
  };
}

/** A client that left, a request that was refused and an answer that was too large say nothing about the subgraph's health. */
function isFailure(thrown: unknown): boolean {
  return (
    thrown instanceof TransportFault &&
    thrown.how !== 'refused' &&
    thrown.code !== 'REQUEST_CANCELLED' &&
    thrown.code !== 'SUBGRAPH_ANSWER_TOO_LARGE'
  );
}
