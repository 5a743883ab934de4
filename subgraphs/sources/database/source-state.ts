import type { Logger } from 'pino';

/** Whether a source serves, since when, and why not in the operator's terms: for the log and whoever runs it, not for the graph. */
export interface SourceState {
  readonly status: 'STARTING' | 'OK' | 'TIMEOUT' | 'UNAVAILABLE' | 'MISCONFIGURED';
  readonly since: Date;
  readonly reasons: readonly string[];
  /** Why it did not serve when that was last so, though it may serve again; null where it always has. */
  readonly lastError: { readonly at: Date; readonly reasons: readonly string[] } | null;
}

type Failing = Exclude<SourceState['status'], 'STARTING' | 'OK'>;

/** Milliseconds for which one cause is not said again. */
const QUIET = 60_000;

/** Follows a source and says what changes, each cause at most once a minute however many requests meet it. */
export interface StateKeeper {
  answered(): void;
  /** Details go into the line of the log beside the reason. */
  failed(status: Failing, reasons: readonly string[], details?: object): void;
  state(): SourceState;
}

export function createStateKeeper(
  source: string,
  log: Logger,
  now: () => number = Date.now,
): StateKeeper {
  let current: SourceState = {
    status: 'STARTING',
    since: new Date(now()),
    reasons: [],
    lastError: null,
  };
  const said = new Map<string, { at: number; unsaid: number }>();

  return {
    state: () => current,
    answered() {
      if (current.status === 'OK') return;
      if (current.status === 'STARTING') log.info({ source }, 'The source is ready');
      else log.warn({ source, since: current.since.toISOString() }, 'The source answers again');
      current = { ...current, status: 'OK', since: new Date(now()), reasons: [] };
    },
    failed(status, reasons, details = {}) {
      const since = current.status === status ? current.since : new Date(now());
      current = { status, since, reasons, lastError: { at: new Date(now()), reasons } };
      const cause = reasons.join('\n');
      const before = said.get(cause);
      if (before !== undefined && now() - before.at < QUIET) {
        before.unsaid += 1;
        return;
      }
      const unsaid = before?.unsaid ?? 0;
      said.set(cause, { at: now(), unsaid: 0 });
      const level = status === 'MISCONFIGURED' ? 'error' : 'warn';
      for (const reason of reasons) {
        log[level]({ source, ...details, ...(unsaid > 0 ? { unsaid } : {}) }, reason);
      }
    },
  };
}
