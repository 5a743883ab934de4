import type { GraphQLFormattedError } from 'graphql';
import type { Column } from '../columns.ts';
import type { SourcePart } from '../export-document.ts';

/** What stands at the end of an export. */
export interface Manifest {
  readonly rows: number;
  readonly complete: boolean;
  /** Whether sources are missing in it. */
  readonly partial: boolean;
  /** Where an export that broke off can go on. */
  readonly cursor: string | null;
  /** Each at its least fresh. */
  readonly sources: readonly SourcePart[];
}

/** What became of an export; the last of its parts. */
export interface Outcome {
  readonly manifest: Manifest;
  /** Why it broke off. */
  readonly error?: GraphQLFormattedError;
}

/** A page's rows, or what became of it all. */
export type Part = { readonly rows: readonly object[] } | Outcome;

export interface Format {
  readonly mediaType: string;
  readonly extension: string;
  /** The file, piece by piece. Of an export that breaks off, nothing that a reader could take for a whole file. */
  write(parts: AsyncIterable<Part>, columns: readonly Column[]): AsyncIterable<string | Uint8Array>;
}
