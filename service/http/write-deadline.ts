import type { ServerResponse } from 'node:http';

/**
 * Cuts a client off that does not read in time, until what it answers is called. For an answer that waits behind others of its
 * connection the time begins with its turn: its client could not read it before.
 */
export function cutUnlessRead(response: ServerResponse, deadlineMs: number): () => void {
  let timer: NodeJS.Timeout | undefined;
  const begin = () => {
    timer = setTimeout(() => response.destroy(), deadlineMs);
  };
  if (response.socket === null) response.once('socket', begin);
  else begin();
  return () => {
    response.off('socket', begin);
    clearTimeout(timer);
  };
}

/** The same for an answer that was written to its end: most are taken by the system at once, and need no timer. */
export function cutUnlessTaken(response: ServerResponse, deadlineMs: number): void {
  if (response.socket?.writableLength !== 0) {
    response.once('close', cutUnlessRead(response, deadlineMs));
  }
}
