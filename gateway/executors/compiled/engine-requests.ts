import type { GraphQLError } from 'graphql';
import { whoOf } from '../../../service/access/asker.ts';
import { slices } from '../../../service/slices.ts';
import type { RightsOf } from '../../access/rights.ts';
import type { Budgets } from '../../asking/budgets.ts';
import type { GatewayContext } from '../../context.ts';
import type { EngineRequest, EventRequest } from '../../engine/api.ts';
import type { Seen } from '../../engine/seen/sight.ts';
import type { KnownDocument, RequestParameters } from '../../operations/known-operations.ts';
import type { LabelledFor } from '../override-labels.ts';
import type { OverreadingTeller, SeenRecorder } from '../seen-recorder.ts';

export interface EngineRequestParts {
  /** Whether a request's `x-query-plan` header is answered with what was fetched. */
  readonly queryPlans: boolean;
  /** What one who asks has of what the supergraph demands. */
  readonly rightsOf: RightsOf;
  /** Which labels of `@override` are on for whom. */
  readonly labelledFor: LabelledFor;
  /** What each has left of what they may ask. */
  readonly budgets: Budgets;
  /** Records what answers show of persons; absent: nobody does. */
  readonly recordSeen?: SeenRecorder | undefined;
  /** Hears of readers who want more than their role is shown. */
  readonly onOverreading: OverreadingTeller;
}

/** Which operation of a document is asked for, with what. */
export type Asked = Pick<RequestParameters, 'operationName' | 'variables'>;

/** What the engine is told of who asks: what they may see and ask, and what is counted and recorded of it. */
export class EngineRequests {
  readonly #parts: EngineRequestParts;

  constructor(parts: EngineRequestParts) {
    this.#parts = parts;
  }

  /** An operation as whoever asks it wants it, and may. */
  operation(
    { document, documentHash }: Pick<KnownDocument, 'document' | 'documentHash'>,
    { operationName, variables }: Asked,
    context: GatewayContext,
  ): EngineRequest {
    const { exchange, identity, allowance } = context;
    return {
      document,
      documentHash,
      maxCost: allowance.cost,
      holds: this.#parts.rightsOf(identity),
      labelled: this.#parts.labelledFor(exchange, identity),
      ...this.event(context),
      ...(operationName !== undefined && { operationName }),
      ...(variables && { variables }),
    };
  }

  /** What is done, and counted, for whoever is answered. */
  event(context: GatewayContext): EventRequest {
    const { exchange, forwarded, identity, allowance } = context;
    const { queryPlans, budgets, recordSeen, onOverreading } = this.#parts;
    const asker = { identity, client: exchange.client };
    const who = whoOf(asker);
    return {
      headers: forwarded,
      signal: exchange.signal,
      wantPlan: queryPlans && allowance.plans && exchange.headers['x-query-plan'] !== undefined,
      wantCost: exchange.headers['x-graph-cost'] === 'include',
      admit(cost, weight) {
        exchange.told.cost = cost;
        budgets.cost(asker, cost);
        return exchange.place?.weigh(weight, exchange.signal, who);
      },
      slice() {
        return slices.next(who);
      },
      mayShow() {
        budgets.stopped(asker);
      },
      record(seen) {
        // A cache that answers in our place would show it without a line, and uncounted.
        delete exchange.told.maxAge;
        const counted = budgets.reading(asker, seen, (overreading) => {
          onOverreading(overreading, context);
        });
        return counted instanceof Promise
          ? counted.then((beyond) => recordUnless(beyond, seen, context, recordSeen))
          : recordUnless(counted, seen, context, recordSeen);
      },
    };
  }
}

function recordUnless(
  beyond: GraphQLError | undefined,
  seen: Seen,
  context: GatewayContext,
  record: SeenRecorder | undefined,
): Promise<GraphQLError | undefined> | undefined {
  if (beyond !== undefined) throw beyond;
  return record?.(seen, context);
}
