import type { IncomingMessage } from 'node:http';
import { WebSocketServer } from 'ws';
import { CountByKey } from '../../count-by-key.ts';
import { clientOf } from '../../http/entry/client.ts';
import { type CorsPolicy, isAllowedOrigin } from '../../http/entry/cors.ts';
import { refuseUpgrade, type Upgrade } from '../../http/upgrades.ts';
import { Connection, type ConnectionParts } from './connection.ts';
import { PROTOCOL } from './messages.ts';

export interface ServeSocketsOptions extends ConnectionParts {
  /** Pages of which origins may open one; browsers open them for any page, and send what they know of its user along. */
  readonly cors: CorsPolicy;
  /** The header in which a proxy tells the client's address. */
  readonly clientHeader?: string | undefined;
  /** Of one message. */
  readonly maxRequestBytes: number;
  /** Sockets at the same time, of all clients and of one. */
  readonly maxSockets: number;
  readonly maxSocketsPerClient: number;
}

export interface Sockets {
  readonly upgrade: Upgrade;
  /** Tells all clients that this process goes away. */
  leave(): void;
}

/** Serves operations over WebSocket, by the protocol of graphql-ws. */
export function serveSockets(options: ServeSocketsOptions): Sockets {
  const { cors, clientHeader, maxRequestBytes, maxSockets, maxSocketsPerClient } = options;
  const server = new WebSocketServer({
    noServer: true,
    maxPayload: maxRequestBytes,
    // To compress each message takes memory for each socket.
    perMessageDeflate: false,
    clientTracking: false,
    handleProtocols: (offered) => (offered.has(PROTOCOL) ? PROTOCOL : false),
  });
  const open = new Set<Connection>();
  const ofEach = new CountByKey();

  function refusalOf(request: IncomingMessage, client: string): number | undefined {
    if (!isAllowedOrigin(request, cors)) return 403;
    const offered = request.headers['sec-websocket-protocol'] ?? '';
    if (!offered.split(',').some((one) => one.trim() === PROTOCOL)) return 400;
    const isFull = open.size >= maxSockets || ofEach.of(client) >= maxSocketsPerClient;
    return isFull ? 503 : undefined;
  }

  return {
    upgrade(request, socket, head) {
      const client = clientOf(request, clientHeader);
      const refused = refusalOf(request, client);
      if (refused !== undefined) {
        refuseUpgrade(socket, refused);
        return;
      }
      server.handleUpgrade(request, socket, head, (opened) => {
        const connection = new Connection(opened, request, client, options);
        open.add(connection);
        ofEach.add(client, 1);
        opened.once('close', () => {
          open.delete(connection);
          ofEach.add(client, -1);
        });
      });
    },
    leave() {
      for (const connection of open) connection.leave();
    },
  };
}
