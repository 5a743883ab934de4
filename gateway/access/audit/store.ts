import type { Links, Tip } from './chain.ts';

/** A line as it was read, and where it stands. */
export interface StoredLine {
  readonly text: string;
  /** For people: file and line, or table and row. */
  readonly place: string;
}

/** Where a trail is kept. */
export interface TrailStore {
  /**
   * Appends what `link` makes of the place where the trail stands; durable when it resolves. Where it rejects, nothing was
   * appended, or the store refuses whatever comes next until it is mended.
   */
  append(link: (tip: Tip) => Links): Promise<void>;
  /** All lines of the days from the first to the last (`yyyy-MM-dd`), in order. */
  read(from?: string, to?: string): AsyncIterable<StoredLine>;
  /** Takes away whole days before this one (`yyyy-MM-dd`), never the last; answers the first line that is left where it has taken any. */
  removeBefore(day: string): Promise<number | undefined>;
  close(): Promise<void>;
}
