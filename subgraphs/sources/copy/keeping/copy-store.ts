import type { RawRow } from '../../model/raw.ts';
import type { ReadOptions, Statement } from '../../dialects/dialect.ts';
import type { KeptForm } from '../../dialects/shared/kept/kept-column.ts';
import type { KeptWriter } from '../../dialects/shared/kept/kept-writer.ts';
import type { TableFacts } from '../../dialects/shared/kept/table-facts.ts';
import type { Manifest } from './manifest.ts';

/** One whole copy of a source. */
export interface WholeCopy {
  readonly source: string;
  /** Counts the copies of the source: a clock may be set back. */
  readonly generation: number;
  /** Where it stands, as the log says it: the path of a file, the name of a schema. */
  readonly place: string;
}

/** A whole copy, on top of which changes are read. */
export interface BaseCopy {
  readonly copy: WholeCopy;
  readonly manifest: Manifest;
}

/** Where the copies of one subgraph's sources are kept. Nothing is opened before it is needed. */
export interface CopyStore {
  readonly form: KeptForm;
  /** The whole copies, the newest of a source first. */
  list(): Promise<readonly WholeCopy[]>;
  /** Opens one to be read; resolves to the name before those of its tables in statements. */
  attach(copy: WholeCopy): Promise<string>;
  detach(alias: string): Promise<void>;
  /** A copy's own first value of a table, whatever else is being read. Throws a `DatabaseFault`. */
  valueIn(alias: string, table: string): Promise<unknown>;
  /** What is known of its tables without looking at their rows, where anything is. Throws a `DatabaseFault`. */
  factsOf(alias: string): Promise<ReadonlyMap<string, TableFacts>>;
  /** Throws a `DatabaseFault`. */
  read(statement: Statement, options?: ReadOptions): Promise<readonly RawRow[]>;
  /** Whether an error of opening or reading says that the copy does not hold what it should. */
  saysBroken(error: unknown): boolean;
  /** What kind of error it is, without what its words may quote of rows and filters. */
  kindOf(error: unknown): string | undefined;
  /**
   * Holds a source, so that no other process copies it; whoever ends in whatever way lets go of it. Throws a `CopyFault` where
   * another process holds it, or nothing can be written there. After the signal nothing of it waits long for anybody.
   */
  hold(source: string, signal?: AbortSignal): Promise<HeldSource>;
  close(): Promise<void>;
}

/** A source whose copies this process alone writes. What it gives throws a `CopyFault`. */
export interface HeldSource {
  /** The newest whole copy; null where there is none, or it is broken. */
  newest(): Promise<BaseCopy | null>;
  /** Whether a copy of all rows was begun and is not whole. */
  isBegun(): boolean | Promise<boolean>;
  /** Goes on with the copy of all rows that was begun; null where there is none that can be opened. */
  reopen(): Promise<CopyWriter | null>;
  /** Begins a copy of all rows, with nothing of one that was begun before. */
  begin(): Promise<CopyWriter>;
  /** Begins a copy with all that the base holds. */
  beginOn(base: WholeCopy): Promise<CopyWriter>;
  letGo(): Promise<void>;
}

export interface CopyWriter extends KeptWriter {
  /** For whoever reads of what could not be written. */
  readonly place: string;
  /** Makes what was written the newest copy of its source. Of the others one stays, for whoever still reads it. */
  publish(): Promise<WholeCopy>;
}
