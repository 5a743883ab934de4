import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/** Requests of one connection that wait for their turn; none that is known sends as many without waiting. */
const MOST_WAITING = 100;

/**
 * Has the requests of a connection done one after another, where its client sends them without waiting for answers (RFC 9112, section
 * 9.3.2). Node begins with all at once, and keeps the answers until those before them have been read; and of a connection that is
 * closed it tells only the answer whose turn it is (20.20), so that what is held for the others would be held for ever.
 */
export class Turns {
  readonly #waiting = new WeakMap<Socket, number>();

  /** Begins with a request when all answers before its own are sent; never, where its connection is closed until then. */
  take(request: IncomingMessage, response: ServerResponse, begin: () => void): void {
    if (response.socket !== null) {
      begin();
      return;
    }
    const { socket } = request;
    const waiting = (this.#waiting.get(socket) ?? 0) + 1;
    if (waiting > MOST_WAITING) {
      socket.destroy();
      return;
    }
    this.#waiting.set(socket, waiting);
    response.once('socket', () => {
      this.#waiting.set(socket, (this.#waiting.get(socket) ?? 1) - 1);
      // Behind those who hear that the answer before is closed.
      process.nextTick(() => {
        if (!socket.destroyed) begin();
      });
    });
  }
}
