import type { ServerResponse } from 'node:http';

/** Cuts a client off that does not read in time, until what it answers is called. */
export function cutUnlessRead(response: ServerResponse, deadlineMs: number): () => void {
  const timer = setTimeout(() => response.destroy(), deadlineMs);
  return () => {
    clearTimeout(timer);
  };
}

/** The same for an answer that was written to its end: most are taken by the system at once, and need no timer. */
export function cutUnlessTaken(response: ServerResponse, deadlineMs: number): void {
  if (response.socket?.writableLength !== 0) {
    response.once('close', cutUnlessRead(response, deadlineMs));
  }
}
