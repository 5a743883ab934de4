import { type ChainableCommander, Redis } from 'ioredis';
import type { Log } from '../log.ts';

/**
 * What several processes know together. It is a help, never a need: while Redis does not answer, in its time or at all, nothing
 * is found and nothing is kept, and no request fails or waits for it longer than `ANSWER_MS`.
 */
export interface SharedStore {
  /** Undefined where it is not there, or cannot be asked. */
  get(key: string): Promise<string | undefined>;
  /** Keeps it for so many seconds; answers whether it could. */
  set(key: string, value: string, seconds: number): Promise<boolean>;
  /** Adds to a number that is kept for so many seconds, and answers what it comes to for all together; undefined as `get`. */
  add(key: string, amount: number, seconds: number): Promise<number | undefined>;
  /** The same for a set of things, of which it is told how many there are, within 1 %, and never what they are. */
  addDistinct(
    key: string,
    members: readonly string[],
    seconds: number,
  ): Promise<number | undefined>;
  close(): Promise<void>;
}

/** Beside whatever else is kept in the same Redis. */
const PREFIX = 'motcua:';

/** Longer than Redis in the same house takes, and short beside a request. */
const ANSWER_MS = 200;
/** The longest wait between two attempts to connect again. */
const AGAIN_MS = 2_000;

/** Connects in the background, now and whenever the connection is lost. */
export function openSharedStore({
  url,
  log,
}: {
  readonly url: string;
  readonly log: Log;
}): SharedStore {
  const redis = new Redis(url, {
    keyPrefix: PREFIX,
    // A command is asked now or not at all.
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: ANSWER_MS,
    connectTimeout: AGAIN_MS,
    retryStrategy: (attempts) => Math.min(50 * attempts, AGAIN_MS),
  });
  let lost = false;
  redis.on('ready', () => {
    if (lost) log.warn('Redis answers again');
    lost = false;
  });
  redis.on('error', (error: Error) => {
    if (!lost) log.warn({ err: error }, 'Redis does not answer: this process goes on by itself');
    lost = true;
  });

  return {
    async get(key) {
      const value = await redis.get(key).catch(() => null);
      return value ?? undefined;
    },
    set(key, value, seconds) {
      return redis.set(key, value, 'EX', seconds).then(
        () => true,
        () => false,
      );
    },
    add: (key, amount, seconds) =>
      numberAt(0, redis.multi().incrby(key, amount).expire(key, seconds)),
    addDistinct: (key, members, seconds) =>
      numberAt(
        1,
        redis
          .multi()
          .pfadd(key, ...members)
          .pfcount(key)
          .expire(key, seconds),
      ),
    close() {
      redis.disconnect();
      return Promise.resolve();
    },
  };
}

/** The answer to one of some commands, which are done together. */
async function numberAt(at: number, commands: ChainableCommander): Promise<number | undefined> {
  const answers = await commands.exec().catch(() => null);
  const [error, value] = answers?.[at] ?? [];
  return error === null && typeof value === 'number' ? value : undefined;
}
