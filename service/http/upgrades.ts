import { IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';

/**
 * A request, which asks for another protocol where that is WebSocket. Node would take any other for such a request, too: an offer of
 * `h2c`, which Java's clients and `curl --http2` make with each, is to be passed by (RFC 9110 §7.8).
 */
export const UpgradableRequest: typeof IncomingMessage = class extends IncomingMessage {
  #asks = false;

  get upgrade(): boolean {
    return this.#asks && this.headers.upgrade?.toLowerCase() === 'websocket';
  }

  /** Told by Node's parser; before that by the base's constructor, when there is nothing to keep it in. */
  set upgrade(asks: boolean) {
    if (#asks in this) this.#asks = asks;
  }
};

/** Takes a connection over whose client asks for another protocol on it. */
export type Upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Answers with a status instead, and closes the connection: it is half-open, and a client may keep its own half for ever. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.once('finish', () => socket.destroy());
  socket.on('error', () => undefined);
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`,
  );
}
