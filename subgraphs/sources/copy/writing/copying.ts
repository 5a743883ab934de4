import { setTimeout as sleep } from 'node:timers/promises';
import type { BoundRootTable } from '../../compiler/bound-table.ts';
import type { Source } from '../../database/source.ts';
import type { KeptWriter } from '../../dialects/shared/kept/kept-writer.ts';
import type { SourceMapping } from '../../mapping/mapping.ts';
import type { CopiedRoot } from '../copied-table.ts';
import type { CopyStore } from '../keeping/copy-store.ts';
import type { CopyKey } from '../personal/copy-key.ts';

/** How far a table is. */
export interface CopyProgress {
  readonly source: string;
  readonly table: string;
  /** Read so far, of those that hang under no other. */
  readonly rows: number;
  /** Of the table; of changes alone, as many as have been read. */
  readonly total: number;
  readonly done: boolean;
  /** Whether just those rows are read that have changed since the copy before. */
  readonly changes: boolean;
}

export interface CopyOptions {
  /** Where copies are kept. */
  readonly store: CopyStore;
  /** Reads all rows, also where it is known which have changed. */
  readonly full?: boolean;
  /** Milliseconds after which all rows are read again; a day where nothing is said. */
  readonly fullEvery?: number | undefined;
  /** What personal data is encrypted with, where a mapping allows that it is copied. */
  readonly key?: CopyKey | undefined;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: CopyProgress) => void;
}

/** One root table that is being copied, with what hangs under it. */
export interface Copying {
  readonly source: Source;
  readonly table: BoundRootTable;
  readonly copied: CopiedRoot;
  readonly writer: KeptWriter;
  readonly mapping: SourceMapping;
  readonly options: CopyOptions;
}

/** Root rows that are read at a time, with all that hangs under them. */
export const PAGE = 1_000;

/** Rests so long after a page that began at this moment that the database keeps its share of the time. Throws the signal's reason. */
export async function rest(
  { mapping, options: { signal } }: Copying,
  began: number,
): Promise<void> {
  const milliseconds = (performance.now() - began) * (1 / mapping.copy.share - 1);
  await sleep(milliseconds, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
}

/** SQL that holds of rows whose column is one of a list of texts, the first value of the statement. */
export function isListed(column: string): string {
  return `${column} IN (SELECT UNNEST(CAST($1 AS VARCHAR[])))`;
}
