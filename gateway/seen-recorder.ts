import type { GraphQLError } from 'graphql';
import { fault } from '../service/errors/faults.ts';
import { RETRY_AFTER_S } from '../service/http/overloaded.ts';
import type { Log } from '../service/log.ts';
import { type SeenEntry, whoIs } from './access/audit/entry.ts';
import type { Trail } from './access/audit/trail.ts';
import type { GatewayContext } from './context.ts';
import type { Seen } from './engine/seen/sight.ts';

/** Records what an answer shows before it is sent; resolves to what refuses it where that cannot be done. */
export type SeenRecorder = (
  seen: Seen,
  context: GatewayContext,
) => Promise<GraphQLError | undefined>;

/** Records in a trail. */
export function createSeenRecorder(trail: Trail, log: Log): SeenRecorder {
  return async (seen, context) => {
    try {
      await trail.record(entryOf(seen, context));
      return undefined;
    } catch (error) {
      log.error(
        { requestId: context.exchange.requestId, err: error },
        'the trail cannot be written',
      );
      return fault('AUDIT_UNAVAILABLE', { seconds: RETRY_AFTER_S });
    }
  };
}

function entryOf(seen: Seen, { exchange, identity }: GatewayContext): SeenEntry {
  const { requestId, client, told, via = 'graphql' } = exchange;
  const { purpose, glass } = identity;
  return {
    kind: 'seen',
    request: requestId,
    who: whoIs(identity),
    from: client,
    ...(purpose !== undefined && { purpose }),
    ...(glass && { glass: glass.request }),
    via,
    ...(told.operation !== undefined && { operation: told.operation }),
    hash: told.hash ?? '',
    records: Object.fromEntries([...seen.records].map(([type, ids]) => [type, [...ids]])),
    rows: seen.rows,
    classes: [...seen.classes],
    searched: [...seen.searched],
    sources: [...seen.sources],
  };
}
