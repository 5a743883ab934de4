import { fault } from '../../../../service/errors/faults.ts';
import { reasonOf } from '../../../../service/errors/reasons.ts';
import type { RequestSignal } from '../../../../service/request-controller.ts';
import type { Source } from '../../database/source.ts';
import { localOf } from '../../model/moment.ts';
import { withZone } from '../values.ts';
import type { SourceStatus } from '../shared-types.generated.ts';

/** A source does otherwise than before; `SourceStatusChange` of the graph. */
export interface StatusChange {
  readonly source: string;
  readonly name: string;
  readonly status: SourceStatus;
  /** With its zone. */
  readonly since: string;
}

/** How sources do, for whoever is told of each change. */
export interface SourceStatuses {
  /**
   * Changes from now on, until the signal aborts, if it ever does. One who does not take them is told of the last of each source alone.
   *
   * @param codes - Of the sources that are meant; absent: all. Throws BAD_USER_INPUT for a code that is none.
   */
  changes(
    codes: readonly string[] | null | undefined,
    signal: RequestSignal | undefined,
  ): AsyncGenerator<StatusChange>;
}

/** How often it is looked how they do: what has changed and changed back meanwhile is not told. */
const LOOK_MS = 250;
/** How often those that fail are asked whether they answer again, for nobody else may be asking. */
const ASK_EVERY = 20;

/**
 * Watches sources while anybody wants to be told of them, however many do.
 *
 * @param sources - As they are served now: files may add and change them.
 */
export function watchStatuses(sources: () => readonly Source[]): SourceStatuses {
  const listeners = new Set<(changes: readonly StatusChange[]) => void>();
  let known = new Map<string, StatusChange>();
  let timer: NodeJS.Timeout | undefined;
  let looks = 0;

  function look(): void {
    const now = statusesOf(sources());
    const changes = [...now.values()].filter(
      ({ source, status }) => known.get(source)?.status !== status,
    );
    known = now;
    looks += 1;
    if (looks % ASK_EVERY === 0) {
      for (const source of sources()) if (isFailing(source)) void askAgain(source);
    }
    if (changes.length > 0) for (const listener of listeners) listener(changes);
  }

  function listen(listener: (changes: readonly StatusChange[]) => void): () => void {
    if (listeners.size === 0) {
      known = statusesOf(sources());
      timer = setInterval(look, LOOK_MS).unref();
    }
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0) clearInterval(timer);
    };
  }

  return {
    changes(codes, signal) {
      const wanted = codes === null || codes === undefined ? undefined : new Set(codes);
      const served = new Set(sources().map(({ code }) => code));
      const unknown = codes?.find((code) => !served.has(code));
      if (unknown !== undefined) {
        throw fault('BAD_USER_INPUT', { reason: reasonOf('NO_SOURCE', { source: unknown }) });
      }
      return changesFor(listen, wanted, signal);
    },
  };
}

async function* changesFor(
  listen: (listener: (changes: readonly StatusChange[]) => void) => () => void,
  wanted: ReadonlySet<string> | undefined,
  signal: RequestSignal | undefined,
): AsyncGenerator<StatusChange> {
  const waiting = new Map<string, StatusChange>();
  let wake: () => void = () => undefined;
  const stop = listen((changes) => {
    for (const change of changes)
      if (wanted?.has(change.source) !== false) waiting.set(change.source, change);
    wake();
  });
  const abort = () => {
    wake();
  };
  signal?.addEventListener('abort', abort, { once: true });
  try {
    while (signal?.aborted !== true) {
      const [next] = waiting.values();
      if (next !== undefined) {
        waiting.delete(next.source);
        yield next;
        continue;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', abort);
  }
}

/** Has a source find out whether it answers; its state then says so. */
export async function askAgain(source: Source): Promise<void> {
  try {
    await source.tables('');
    await source.read({ sql: 'SELECT 1', bindings: [] });
  } catch {
    // The state has the reason.
  }
}

function isFailing(source: Source): boolean {
  const { status } = source.state();
  return status !== 'OK' && status !== 'STARTING';
}

/** Of those that have begun to serve, or to fail. */
function statusesOf(sources: readonly Source[]): Map<string, StatusChange> {
  return new Map(
    sources.flatMap((source) => {
      const { status, since } = source.state();
      if (status === 'STARTING') return [];
      const { code, name } = source;
      const told: SourceStatus = isFailing(source) && source.copy() !== null ? 'STALE' : status;
      return [
        [code, { source: code, name, status: told, since: withZone(localOf(since.getTime())) }],
      ];
    }),
  );
}
