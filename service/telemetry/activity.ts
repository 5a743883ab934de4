import { statements, type StatementEvent } from './events.ts';

/** What was asked of a source lately. */
export interface SourceActivity {
  readonly perMinute: number;
  /** Of this hour or the last. */
  readonly slowest: Pick<StatementEvent, 'ms' | 'sql'> | undefined;
}

const SECONDS = 60;
const HOUR_S = 3_600;

/** Keeps count, for each source and its copy together, of the last minute's statements and of the slowest of an hour. */
export function watchActivity(now = Date.now): {
  of(source: string): SourceActivity;
  close(): void;
} {
  const bySource = new Map<string, Counting>();
  const stop = statements.listen(({ source, ms, sql }) => {
    const counting = bySource.get(source) ?? new Counting();
    bySource.set(source, counting);
    counting.add({ ms, sql }, Math.floor(now() / 1_000));
  });
  return {
    of: (source) =>
      bySource.get(source)?.report(Math.floor(now() / 1_000)) ?? {
        perMinute: 0,
        slowest: undefined,
      },
    close: stop,
  };
}

/** Moments are whole seconds. */
class Counting {
  readonly #counts = new Array<number>(SECONDS).fill(0);
  #last = 0;
  #hour = 0;
  #slowest: SourceActivity['slowest'];
  #slowestBefore: SourceActivity['slowest'];

  add(statement: NonNullable<SourceActivity['slowest']>, second: number): void {
    this.#moveTo(second);
    this.#counts[second % SECONDS] = (this.#counts[second % SECONDS] ?? 0) + 1;
    if (this.#slowest === undefined || statement.ms > this.#slowest.ms) this.#slowest = statement;
  }

  report(second: number): SourceActivity {
    this.#moveTo(second);
    const [now, before] = [this.#slowest, this.#slowestBefore];
    return {
      perMinute: this.#counts.reduce((sum, count) => sum + count, 0),
      slowest: (before?.ms ?? 0) > (now?.ms ?? 0) ? before : now,
    };
  }

  /** Forgets what has become too old. */
  #moveTo(second: number): void {
    if (second - this.#last >= SECONDS) this.#counts.fill(0);
    else for (let s = this.#last + 1; s <= second; s += 1) this.#counts[s % SECONDS] = 0;
    this.#last = Math.max(this.#last, second);
    const hour = Math.floor(second / HOUR_S);
    if (hour === this.#hour) return;
    this.#slowestBefore = hour === this.#hour + 1 ? this.#slowest : undefined;
    this.#slowest = undefined;
    this.#hour = hour;
  }
}
