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
   * Appends what `link` makes of the place where the trail stands; durable when it resolves. Where it rejects, the trail holds as it
   * did before, with these lines or without, or the store refuses whatever comes next until it is mended.
   */
  append(link: (tip: Tip) => Links): Promise<void>;
  /** All lines of the days from the first to the last (`yyyy-MM-dd`), in order. */
  read(from?: string, to?: string): AsyncIterable<StoredLine>;
  /** The first line of this day (`yyyy-MM-dd`) or of what comes behind; undefined where no line stands before it, or none behind. */
  firstFrom(day: string): Promise<number | undefined>;
  /** Takes away the lines before this one, which begins a day. */
  removeBefore(line: number): Promise<void>;
  close(): Promise<void>;
}
