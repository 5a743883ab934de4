import type { WebSocket } from 'ws';
import { PIECE_BYTES } from '../../http/sending.ts';

const END = Buffer.from('}');

/**
 * Writes messages to a socket one after another, and long ones in frames, so that it is seen whether their client reads; one that
 * does not read a frame in time is cut off.
 */
export class MessageWriter {
  readonly #socket: WebSocket;
  readonly #deadlineMs: number;
  #last: Promise<void> = Promise.resolve();
  #isWriting = false;

  constructor(socket: WebSocket, deadlineMs: number) {
    this.#socket = socket;
    this.#deadlineMs = deadlineMs;
  }

  /** Whether a frame is on its way, and has its own time to be read. */
  get isWriting(): boolean {
    return this.#isWriting;
  }

  /**
   * Settles when the message is on its way, or will never be.
   *
   * @param head - The message as JSON, without its last brace, and up to its payload where it has one.
   * @param isWanted - Asked when its turn has come.
   */
  write(head: string, payload: Buffer = Buffer.alloc(0), isWanted = () => true): Promise<void> {
    this.#last = this.#last.then(async () => {
      if (!isWanted()) return;
      const frames = framesOf(Buffer.from(head), payload);
      for (const [at, frame] of frames.entries())
        await this.#writeFrame(frame, at === frames.length - 1);
    });
    return this.#last;
  }

  async #writeFrame(frame: Buffer, fin: boolean): Promise<void> {
    const socket = this.#socket;
    if (socket.readyState !== socket.OPEN) return;
    this.#isWriting = true;
    await new Promise<void>((resolve) => {
      const late = setTimeout(() => {
        socket.terminate();
      }, this.#deadlineMs);
      socket.send(frame, { binary: false, fin }, () => {
        clearTimeout(late);
        resolve();
      });
    });
    this.#isWriting = false;
  }
}

/** A short message is one; of a longer payload that would be a copy. */
function framesOf(head: Buffer, payload: Buffer): readonly Buffer[] {
  if (payload.length <= PIECE_BYTES) return [Buffer.concat([head, payload, END])];
  const frames = [head];
  for (let at = 0; at < payload.length;) frames.push(payload.subarray(at, (at += PIECE_BYTES)));
  return [...frames, END];
}
