import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * Answers that wait for their turn behind another of the same connection, because its client has sent requests without waiting
 * (RFC 9112, section 9.3.2). Node closes with a connection only the answer whose turn it is; of the others nobody would hear that
 * their client is gone, and what is held for them would be held for ever.
 */
export class WaitingAnswers {
  readonly #byConnection = new WeakMap<Socket, Set<ServerResponse>>();

  /** Has an answer that has just begun closed with its connection, wherever it waits then. */
  add({ socket }: IncomingMessage, response: ServerResponse): void {
    if (response.socket !== null) return;
    const waiting = this.#byConnection.get(socket) ?? this.#begin(socket);
    waiting.add(response);
    response.once('socket', () => waiting.delete(response));
  }

  #begin(socket: Socket): Set<ServerResponse> {
    const waiting = new Set<ServerResponse>();
    this.#byConnection.set(socket, waiting);
    socket.once('close', () => {
      for (const response of waiting) response.destroy().emit('close');
    });
    return waiting;
  }
}
