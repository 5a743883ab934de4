import type { RawRow } from '../../model/raw.ts';
import type { DatabaseFault } from '../dialect.ts';

/** What one statement may read at the most; bytes are those of its values. */
export interface ReadCaps {
  readonly rows: number;
  readonly bytes: number;
}

/** A database that is to live in a thread; its number is its own in the process. */
export interface ThreadDatabase<Options> {
  readonly database: number;
  readonly options: Options;
  readonly caps: ReadCaps;
  readonly connectTimeout: number;
}

/** What the main thread says to a thread of databases, all of one turn in one message. `close` ends one of them, `end` the thread, which has none by then. */
export type ThreadRequest =
  | { readonly open: ThreadDatabase<unknown> }
  | {
      readonly run: {
        readonly id: number;
        readonly database: number;
        readonly sql: string;
        readonly bindings: readonly unknown[];
        readonly most?: number;
        /** A state of the database in which there is nothing to read; null where none is known, left out where it need not be told. */
        readonly state?: string | null;
      };
    }
  | { readonly stop: number }
  | { readonly close: number }
  | 'end';

/**
 * What a thread of databases says, all of one turn in one message: that it has loaded its driver; that a database is closed; and a statement's rows as they come, the last ones with its
 * end: each ends once, also one that was stopped, and its connection is free by then.
 */
export type ThreadAnswer =
  | 'ready'
  | { readonly closed: number }
  | { readonly id: number; readonly some: readonly RawRow[] }
  | {
      readonly id: number;
      readonly rows: readonly RawRow[];
      readonly bytes: number;
      readonly state?: string;
    }
  | {
      readonly id: number;
      readonly reason: DatabaseFault['reason'];
      readonly code?: string;
      readonly message: string;
    };

/** What a thread is started with. */
export interface ThreadData {
  /**
   * Shared with the main thread, which sees it also while the thread hears nobody: the number of the database whose work it does
   * at the moment, 0 between, and how many such pieces of work it has begun.
   */
  readonly held: Int32Array;
}
