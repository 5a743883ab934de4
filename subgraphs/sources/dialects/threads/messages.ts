import type { RawRow } from '../../model/raw.ts';
import type { DatabaseFault } from '../dialect.ts';

/** What one statement may read at the most; bytes are those of its values. */
export interface ReadCaps {
  readonly rows: number;
  readonly bytes: number;
}

/** What the main thread says to a database's own thread. */
export type ThreadRequest =
  | {
      readonly run: {
        readonly id: number;
        readonly sql: string;
        readonly bindings: readonly unknown[];
        readonly most?: number;
      };
    }
  | { readonly stop: number }
  | 'close';

/** That the thread has loaded its driver; then, a statement's rows as they come, the last ones with its end: each ends once, also one that was stopped, and its connection is free by then. */
export type ThreadAnswer =
  | 'ready'
  | { readonly id: number; readonly some: readonly RawRow[] }
  | { readonly id: number; readonly rows: readonly RawRow[]; readonly bytes: number }
  | {
      readonly id: number;
      readonly reason: DatabaseFault['reason'];
      readonly code?: string;
      readonly message: string;
    };

/** What a database's thread is started with. */
export interface ThreadData<Options> {
  readonly options: Options;
  readonly caps: ReadCaps;
  readonly connectTimeout: number;
}
