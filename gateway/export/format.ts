import type { GraphQLFormattedError } from 'graphql';
import type { Column } from './columns.ts';
import type { SourcePart } from './export-document.ts';

/** What stands at the end of an export. */
interface Manifest {
  readonly rows: number;
  readonly complete: boolean;
  /** Whether sources are missing in it. */
  readonly partial: boolean;
  /** Where an export that broke off can go on. */
  readonly cursor: string | null;
  /** Each at its least fresh. */
  readonly sources: readonly SourcePart[];
}

/** How rows are written. */
export interface Format {
  readonly mediaType: string;
  readonly extension: string;
  begin(columns: readonly Column[]): string;
  rows(rows: readonly object[], columns: readonly Column[]): string;
  end(manifest: Manifest): string;
  /** What a reader cannot take for a row. */
  brokenOff(manifest: Manifest, error: GraphQLFormattedError): string;
}
