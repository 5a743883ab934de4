/**
 * Runs a statement that the server hears a cancel of on another connection only. Ends when the cancelling has ended too:
 * otherwise it could hit the next statement of this connection.
 */
export async function cancelling<T>(
  stop: AbortSignal,
  cancel: () => Promise<void>,
  run: () => Promise<T>,
): Promise<T> {
  let cancelled: Promise<void> | undefined;
  const onStop = (): void => {
    cancelled = cancel();
  };
  stop.throwIfAborted();
  stop.addEventListener('abort', onStop);
  try {
    return await run();
  } finally {
    stop.removeEventListener('abort', onStop);
    await cancelled;
  }
}
