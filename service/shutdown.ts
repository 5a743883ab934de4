import type { Log } from './log.ts';

/** Closes what runs when the process is told to end; a second signal ends it at once. */
export function closeOnSignal(close: () => Promise<void>, log: Log): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      log.info({ signal }, 'closing');
      close().then(
        () => {
          log.info('closed');
        },
        (error: unknown) => {
          log.error({ err: error }, 'did not close cleanly');
          process.exitCode = 1;
        },
      );
    });
  }
}
