import type { GraphQLError } from 'graphql';
import { fault } from '../../service/errors/faults.ts';
import { RETRY_AFTER_S } from '../../service/http/admission/overloaded.ts';
import type { Log } from '../../service/log.ts';
import { overreadings } from '../../service/telemetry/events.ts';
import { type SeenEntry, whoIs } from '../access/audit/entry.ts';
import type { Trail } from '../access/audit/trail.ts';
import type { Overreading } from '../asking/budgets.ts';
import type { GatewayContext } from '../context.ts';
import type { Seen } from '../engine/seen/sight.ts';

/**
 * Records what an answer shows before it is sent. Where that cannot be done it rejects with what refuses the answer, or resolves to what
 * is told beside an answer that shows nothing any more.
 */
export type SeenRecorder = (
  seen: Seen,
  context: GatewayContext,
) => Promise<GraphQLError | undefined>;

/** What becomes of answers while the trail cannot be written. */
export type WhenUnrecorded = 'refuse' | 'withhold';

/** Records in a trail. */
export function createSeenRecorder(
  trail: Trail,
  whenUnrecorded: WhenUnrecorded,
  log: Log,
): SeenRecorder {
  return async (seen, context) => {
    try {
      await trail.record(entryOf(seen, context));
      return undefined;
    } catch (error) {
      log.error(
        { requestId: context.exchange.requestId, err: error },
        'the trail cannot be written',
      );
      // Who was searched for is shown by what was found, whatever is taken out of it.
      if (whenUnrecorded === 'withhold' && seen.searched.size === 0) {
        return fault('AUDIT_WITHHELD');
      }
      throw fault('AUDIT_UNAVAILABLE', { seconds: RETRY_AFTER_S });
    }
  };
}

function entryOf(seen: Seen, context: GatewayContext): SeenEntry {
  const { exchange, identity } = context;
  const { told, via = 'graphql' } = exchange;
  const { purpose, glass } = identity;
  return {
    kind: 'seen',
    ...whoAsks(context),
    ...(purpose !== undefined && { purpose }),
    ...(glass && { glass: glass.request }),
    via,
    ...(told.operation !== undefined && { operation: told.operation }),
    hash: told.hash ?? '',
    records: Object.fromEntries([...seen.records].map(([type, ids]) => [type, [...ids]])),
    rows: seen.rows,
    classes: [...seen.classes],
    masked: [...seen.masked],
    searched: [...seen.searched],
    sources: [...seen.sources],
  };
}

/** Whose request it is. */
type Asking = Pick<GatewayContext, 'exchange' | 'identity'>;

function whoAsks({ exchange: { requestId, client }, identity }: Asking) {
  return { request: requestId, who: whoIs(identity), from: client };
}

/** Tells the supervisor of a reader who was stopped. */
export type OverreadingTeller = (overreading: Overreading, asking: Asking) => void;

/** Tells the trail, the log and whoever counts. Who it was stands in the trail alone. */
export function createOverreadingTeller(trail: Trail | undefined, log: Log): OverreadingTeller {
  return ({ code, role = 'none', most }, asking) => {
    const { requestId } = asking.exchange;
    overreadings.tell({ code, role });
    log.warn(
      { requestId, code, role, most },
      'a reader was stopped: more was asked for than their role may',
    );
    trail?.record({ kind: 'stopped', ...whoAsks(asking), code, most }).catch((error: unknown) => {
      log.error({ requestId, err: error }, 'the trail cannot be written');
    });
  };
}
