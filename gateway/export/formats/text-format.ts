import type { GraphQLFormattedError } from 'graphql';
import type { Column } from '../columns.ts';
import type { Format, Manifest } from './format.ts';

/** A format of lines. */
export interface Lines {
  readonly mediaType: string;
  readonly extension: string;
  begin(columns: readonly Column[]): string;
  rows(rows: readonly object[], columns: readonly Column[]): string;
  end(manifest: Manifest): string;
  /** What a reader cannot take for a row. */
  brokenOff(manifest: Manifest, error: GraphQLFormattedError): string;
}

export function textFormat(lines: Lines): Format {
  const { mediaType, extension } = lines;
  return {
    mediaType,
    extension,
    async *write(parts, columns) {
      yield lines.begin(columns);
      for await (const part of parts) {
        if ('rows' in part) yield lines.rows(part.rows, columns);
        else if (part.error === undefined) yield lines.end(part.manifest);
        else yield lines.brokenOff(part.manifest, part.error);
      }
    },
  };
}
