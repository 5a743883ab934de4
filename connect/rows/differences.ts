import { KINDS } from '../kinds.ts';
import type { MappedSource } from '../mapped/open-mapped.ts';
import type { Progress } from '../report/progress.ts';
import { counted } from '../report/text-table.ts';
import { CouldNotRun } from '../surroundings.ts';
import { codesOfTable } from './codes-of-table.ts';
import { comparable, type Screen } from './screen.ts';

/** The rows of a mapping by what they are called by. */
export interface MappedRows {
  /** Under what it is compared: whose it is, and how it stands. */
  readonly codes: ReadonlyMap<string, { readonly source: string; readonly code: string }>;
  readonly rows: number;
  /** Rows that are called nothing. */
  readonly unnamed: number;
}

/** What one has and the other has not, each in its own order. */
export interface Differences {
  readonly column: string;
  readonly mapped: MappedRows;
  readonly screen: Screen;
  readonly notOnScreen: readonly { readonly source: string; readonly code: string }[];
  readonly notInMapping: readonly { readonly line: number; readonly code: string }[];
}

/** Reads one field of all rows of the mapped sources. Throws CouldNotRun where a table does not map it. */
export async function readMappedRows(
  sources: readonly MappedSource[],
  field: string,
  progress: Progress,
): Promise<MappedRows> {
  const codes = new Map<string, { source: string; code: string }>();
  let [read, unnamed] = [0, 0];
  for (const { source, entities, kind: its } of sources) {
    for (const table of entities?.[KINDS[its].root] ?? []) {
      const { fields } = table.mapping;
      if (fields[field] === undefined)
        throw new CouldNotRun(
          `The mapping of ${source.code} has no field “${field}” — name one with --field: ${Object.keys(fields).join(', ')}`,
        );
      for await (const page of codesOfTable(source, table, field)) {
        for (const code of page) {
          if (code === '') unnamed += 1;
          else codes.set(comparable(code), { source: source.code, code });
        }
        read += page.length;
        progress.say(`Read ${counted(read)} rows`);
      }
    }
  }
  return { codes, rows: read, unnamed };
}

export function differencesBetween(
  mapped: MappedRows,
  screen: Screen,
  column: string,
): Differences {
  const shown = screen.lines.map(({ cells, line }) => ({ line, code: cells[column] ?? '' }));
  const onScreen = new Set(shown.map(({ code }) => comparable(code)));
  return {
    column,
    mapped,
    screen,
    notOnScreen: [...mapped.codes].flatMap(([key, one]) => (onScreen.has(key) ? [] : [one])),
    notInMapping: shown.filter(({ code }) => !mapped.codes.has(comparable(code))),
  };
}
