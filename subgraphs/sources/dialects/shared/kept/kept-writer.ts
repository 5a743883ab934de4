import type { KeptColumn } from './kept-column.ts';

export type WrittenValue = string | number | boolean | null;

/** Writes the tables of one copy, which nobody else writes meanwhile. */
export interface KeptWriter {
  /** Makes the table unless it is there. */
  table(name: string, columns: readonly KeptColumn[]): Promise<void>;
  /** Values in the order of the columns. They are there, all or none, when `commit` has resolved. */
  append(table: string, rows: readonly (readonly WrittenValue[])[]): Promise<void>;
  commit(): Promise<void>;
  /** Runs SQL that every store of copies reads alike; a list of texts is an array of VARCHAR. 64-bit integers may come as text. */
  query(
    sql: string,
    values?: readonly (string | readonly string[])[],
  ): Promise<readonly (readonly unknown[])[]>;
  /** A text as `query` gives it back once it is kept: not every store takes every sign. */
  kept(text: string): string;
  /** Lets go of the copy, in which what was committed stays. */
  abandon(): Promise<void>;
}
