import { GraphQLError } from 'graphql';
import { isRecord } from '../../json.ts';

/** The subprotocol of graphql-ws. */
export const PROTOCOL = 'graphql-transport-ws';

/** Codes by which a socket is closed, by that protocol and RFC 6455. */
export const CLOSED = {
  goingAway: 1001,
  tryAgainLater: 1013,
  badMessage: 4400,
  unauthorized: 4401,
  forbidden: 4403,
  initialisationTimeout: 4408,
  subscriberExists: 4409,
  initialisedTwice: 4429,
} as const;

/** What a client says. */
export type ClientMessage =
  | { readonly type: 'connection_init'; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly type: 'ping' | 'pong' }
  | { readonly type: 'subscribe'; readonly id: string; readonly payload: object }
  | { readonly type: 'complete'; readonly id: string };

/** Ids are written back with each event: a client’s own are short. */
const MOST_ID_CHARS = 200;

/** Of a message that asks for nothing: as much as all headers of a request. */
export const MOST_BYTES_BESIDE = 16 * 1024;

/**
 * A message of a client; undefined for what is none, and for one that asks for nothing and is long.
 *
 * @param parse - Reads JSON; throws where a text is none, or the fault that it is refused with, which is thrown on.
 */
export function readMessage(
  bytes: Buffer,
  parse: (json: string) => unknown,
): ClientMessage | undefined {
  let message: unknown;
  try {
    message = parse(bytes.toString());
  } catch (error) {
    if (error instanceof GraphQLError) throw error;
    return undefined;
  }
  if (!isRecord(message)) return undefined;
  if (message['type'] !== 'subscribe' && bytes.length > MOST_BYTES_BESIDE) return undefined;
  const { type, id, payload } = message;
  switch (type) {
    case 'connection_init':
      if (payload !== undefined && payload !== null && !isRecord(payload)) return undefined;
      return { type, payload: payload ?? {} };
    case 'ping':
    case 'pong':
      return { type };
    case 'subscribe':
      return isId(id) && isRecord(payload) ? { type, id, payload } : undefined;
    case 'complete':
      return isId(id) ? { type, id } : undefined;
    default:
      return undefined;
  }
}

function isId(id: unknown): id is string {
  return typeof id === 'string' && id !== '' && id.length <= MOST_ID_CHARS;
}
