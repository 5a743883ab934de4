import { linked, SIGN } from './chain.ts';
import { type Entry, localMoment } from './entry.ts';
import { GroupCommit } from './group-commit.ts';
import type { SigningKey } from './signing-key.ts';
import type { StoredLine, TrailStore } from './store.ts';

export interface TrailOptions {
  readonly store: TrailStore;
  readonly key: SigningKey;
  /** Days whose lines are kept; absent: all. */
  readonly keepDays?: number | undefined;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly onError: (error: unknown) => void;
}

/** The trail as it is written. */
export interface Trail {
  /** Resolves when the entry is durable; rejects where it could not be written. */
  record(entry: Entry): Promise<void>;
  /** Its lines from a day on (`yyyy-MM-dd`), in order. */
  readonly read: (from: string) => AsyncIterable<StoredLine>;
  /** Takes away the days that are not kept any more. */
  shorten(): Promise<void>;
  /** Signs where it stands, and closes. */
  close(): Promise<void>;
}

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** Opens a trail for writing, and signs once a minute what was written since. */
export function openTrail(options: TrailOptions): Trail {
  const { store, key, keepDays, clock = Date.now, onError } = options;
  const batches = new GroupCommit<Entry | typeof SIGN>((entries) =>
    store.append((tip) => linked(tip, entries, { now: clock(), key })),
  );
  let unsigned = false;
  let shortenedOn = '';

  async function sign(): Promise<void> {
    if (!unsigned) return;
    // What is written meanwhile is to be signed the next time.
    unsigned = false;
    try {
      await batches.add(SIGN);
    } catch (error) {
      unsigned = true;
      throw error;
    }
  }

  async function shorten(): Promise<void> {
    const today = dayOf(clock());
    if (keepDays === undefined || shortenedOn === today) return;
    const before = await store.firstFrom(dayOf(clock() - keepDays * DAY_MS));
    if (before !== undefined) {
      // First the line: a trail that has lost its beginning and does not say so is one that somebody has cut.
      await batches.add({ kind: 'removed', before });
      await store.removeBefore(before);
    }
    shortenedOn = today;
  }

  const timer = setInterval(() => {
    shorten().then(sign).catch(onError);
  }, MINUTE_MS).unref();

  return {
    record(entry) {
      unsigned = true;
      return batches.add(entry);
    },
    read: (from) => store.read(from),
    shorten,
    async close() {
      clearInterval(timer);
      try {
        await sign();
      } finally {
        await batches.idle();
        await store.close();
      }
    },
  };
}

function dayOf(ms: number): string {
  return localMoment(ms).slice(0, 10);
}
