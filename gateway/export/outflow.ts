import type { ServerResponse } from 'node:http';
import { cutUnlessRead } from '../../service/http/write-deadline.ts';

/** An answer that is written while it comes about, no faster than its client reads. */
export class Outflow {
  readonly #response: ServerResponse;
  readonly #deadlineMs: number;

  /** @param deadlineMs - For the client to read what was written; then it is cut off. */
  constructor(response: ServerResponse, deadlineMs: number) {
    this.#response = response;
    this.#deadlineMs = deadlineMs;
  }

  /** Resolves when more may be written; false: the client is gone. */
  async write(piece: string | Uint8Array): Promise<boolean> {
    const response = this.#response;
    if (response.destroyed) return false;
    if (piece.length === 0 || response.write(piece)) return true;
    return new Promise((resolve) => {
      const isRead = cutUnlessRead(response, this.#deadlineMs);
      const settle = () => {
        isRead();
        response.off('drain', settle);
        response.off('close', settle);
        resolve(!response.destroyed);
      };
      response.on('drain', settle);
      response.on('close', settle);
    });
  }

  end(trailers: Readonly<Record<string, string>>): void {
    this.#response.addTrailers(trailers);
    this.#response.end();
  }

  /** Closes the connection behind what was written, without the mark of an answer's end: no client takes it for whole. */
  breakOff(): void {
    this.#response.socket?.destroySoon();
  }
}
