import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import { CountByKey } from '../count-by-key.ts';
import { cutUnlessRead, cutUnlessTaken } from './write-deadline.ts';

export interface SendingLimits {
  /** How long a client may take for each piece of a large answer before it is cut off. */
  readonly writeDeadlineMs: number;
  /** Of the answers to one client that it has not read yet; of all clients' together, `CLIENTS` times as many. */
  readonly maxUnsentBytes: number;
}

/** An answer that is at hand. */
interface Whole {
  readonly status: number;
  readonly head: OutgoingHttpHeaders;
  readonly body: Buffer;
  /** Called once the operating system has all of a long body and nobody here reads it; where that is not certain, never. */
  readonly release?: () => void;
}

/** Clients that may hold all that one may. */
const CLIENTS = 4;

/** Time for a client that is still sending to read its answer: a closed connection may take that from it. */
const LINGER_MS = 1_000;
/** A string leaves in one piece with its head; of a longer body that would be one copy too many. */
const ONE_PIECE_BYTES = 16 * 1024;
/** Of a longer answer: what a client has a time for to read. */
export const PIECE_BYTES = 256 * 1024;

/** Sends answers, and holds no more of them for a client that does not read than its quota. */
export class Sending {
  readonly limits: SendingLimits;
  readonly #unsent = new CountByKey();
  #unsentOfAll = 0;

  constructor(limits: SendingLimits) {
    this.limits = limits;
  }

  /** Whether an answer of so many bytes may wait for a client beside those that have not been read; a short one waits nowhere. */
  hasRoom(client: string, bytes: number): boolean {
    const { maxUnsentBytes } = this.limits;
    const unsent = this.#unsent.of(client);
    return (
      (unsent === 0 || unsent + bytes <= maxUnsentBytes) &&
      (bytes <= ONE_PIECE_BYTES || this.#unsentOfAll + bytes <= CLIENTS * maxUnsentBytes)
    );
  }

  /** Counts bytes as not read by a client, until what it answers is called. */
  hold(client: string, bytes: number): () => void {
    this.#count(client, bytes);
    return () => {
      this.#count(client, -bytes);
    };
  }

  /**
   * Sends an answer. Where the request was not read to its end, the rest is left unread: the client is told to close the
   * connection, and it is closed from here where the client does not.
   */
  send(response: ServerResponse, client: string, { status, head, body, release }: Whole): void {
    if (!response.req.complete) {
      linger(response, status, head, body);
      response.once('close', cutUnlessRead(response, LINGER_MS + this.limits.writeDeadlineMs));
    } else if (body.length <= ONE_PIECE_BYTES) {
      response.writeHead(status, head).end(body.toString('latin1'), 'latin1');
      cutUnlessTaken(response, this.limits.writeDeadlineMs);
    } else {
      response.writeHead(status, head);
      this.#sendPieces(response, client, body);
      if (release !== undefined) onceSent(response, release);
    }
  }

  /**
   * Sends parts that are not there yet, each as soon as it is, in pieces; a client that does not read one of these in time, or
   * has no room for a part beside what it has not read, is cut off. Answers how many bytes have followed the first part.
   */
  async sendAsItComes(
    response: ServerResponse,
    client: string,
    first: Buffer,
    rest: AsyncIterable<Buffer>,
  ): Promise<number> {
    await this.#sendPart(response, client, first);
    let bytes = 0;
    for await (const part of rest) {
      if (!this.hasRoom(client, part.length)) response.destroy();
      if (response.destroyed) break;
      await this.#sendPart(response, client, part);
      bytes += part.length;
    }
    response.end();
    return bytes;
  }

  async #sendPart(response: ServerResponse, client: string, part: Buffer): Promise<void> {
    const release = this.hold(client, part.length);
    for (let at = 0; at < part.length && !response.destroyed;) {
      const piece = part.subarray(at, (at += PIECE_BYTES));
      if (!response.write(piece)) await this.#drained(response);
    }
    release();
  }

  /** Settles when the client has read what was written, or is cut off because it has not. */
  async #drained(response: ServerResponse): Promise<void> {
    await new Promise<void>((resolve) => {
      const isRead = cutUnlessRead(response, this.limits.writeDeadlineMs);
      const settle = () => {
        isRead();
        response.off('drain', settle).off('close', settle);
        resolve();
      };
      response.on('drain', settle).on('close', settle);
    });
  }

  /** Piece by piece, so that it is seen whether a client reads; one that does not is cut off. */
  #sendPieces(response: ServerResponse, client: string, body: Buffer): void {
    if (response.destroyed) return;
    const release = this.hold(client, body.length);
    let isRead: (() => void) | undefined;
    let at = 0;
    const next = () => {
      isRead?.();
      isRead = cutUnlessRead(response, this.limits.writeDeadlineMs);
      for (let flows = true; flows && at < body.length;) {
        const piece = body.subarray(at, (at += PIECE_BYTES));
        if (at >= body.length) response.end(piece);
        else flows = response.write(piece);
      }
    };
    response.on('drain', next);
    response.once('close', () => {
      isRead?.();
      release();
    });
    next();
  }

  #count(client: string, bytes: number): void {
    this.#unsentOfAll += bytes;
    this.#unsent.add(client, bytes);
  }
}

/**
 * Told once all of an answer was written to its socket. Node says that it has finished also where it gave up the last write: then the
 * socket was destroyed, or has failed.
 */
function onceSent(response: ServerResponse, tell: () => void): void {
  const { socket } = response;
  response.once('finish', () => {
    if (socket?.destroyed === false && socket.errored === null) tell();
  });
}

function linger(
  response: ServerResponse,
  status: number,
  head: OutgoingHttpHeaders,
  body: Buffer,
): void {
  response.writeHead(status, { ...head, connection: 'close' }).write(body);
  // To end the answer is to close the connection.
  const timer = setTimeout(() => response.end(), LINGER_MS);
  response.once('close', () => {
    clearTimeout(timer);
  });
}
