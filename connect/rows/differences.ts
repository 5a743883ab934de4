import { KINDS } from '../kinds.ts';
import { dayOfReceipt } from '../mapped/day-of-receipt.ts';
import type { MappedSource } from '../mapped/open-mapped.ts';
import type { Progress } from '../report/progress.ts';
import { counted } from '../report/text-table.ts';
import { CouldNotRun } from '../surroundings.ts';
import { fieldsOfTable } from './fields-of-table.ts';
import { comparable, type Screen } from './screen.ts';

interface MappedCode {
  readonly source: string;
  readonly code: string;
  readonly asked: boolean;
}

/** The rows of a mapping by what they are called by. */
export interface MappedRows {
  /** Under what it is compared: whose it is, how it stands, and whether it is of the period. */
  readonly codes: ReadonlyMap<string, MappedCode>;
  /** Those of the period. */
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
  /** On the screen, and in the mapping of another period. */
  readonly ofAnother: readonly { readonly line: number; readonly code: string }[];
}

/** What is compared: by which field, and of a period alone, `2016`, `2016-08` or `2016-08-15`, of receipt. */
export interface Compared {
  readonly field: string;
  readonly period: string | undefined;
}

/** Reads what is compared of all rows of the mapped sources. Throws CouldNotRun where a table does not map it. */
export async function readMappedRows(
  sources: readonly MappedSource[],
  { field, period }: Compared,
  progress: Progress,
): Promise<MappedRows> {
  const codes = new Map<string, MappedCode>();
  let [read, rows, unnamed] = [0, 0, 0];
  for (const { source, entities, kind: its } of sources) {
    for (const table of entities?.[KINDS[its].root] ?? []) {
      const { fields } = table.mapping;
      if (fields[field] === undefined)
        throw new CouldNotRun(
          `The mapping of ${source.code} has no field “${field}” — name one with --field: ${Object.keys(fields).join(', ')}`,
        );
      const day = period === undefined ? undefined : dayOfReceipt(fields);
      if (period !== undefined && day === undefined)
        throw new CouldNotRun(
          `The mapping of ${source.code} has no day of receipt — leave --period out, or map receivedAt`,
        );
      const wanted = day === undefined ? [field] : [field, day];
      for await (const page of fieldsOfTable(source, table, wanted)) {
        for (const [code = '', received = ''] of page) {
          const asked = received.startsWith(period ?? '');
          const key = comparable(code);
          if (asked) rows += 1;
          if (asked && code === '') unnamed += 1;
          // Of two rows that are called alike one of the period is enough.
          if (code !== '' && (asked || !codes.has(key)))
            codes.set(key, { source: source.code, code, asked });
        }
        read += page.length;
        progress.say(`Read ${counted(read)} rows`);
      }
    }
  }
  return { codes, rows, unnamed };
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
    notOnScreen: [...mapped.codes].flatMap(([key, { source, code, asked }]) =>
      !asked || onScreen.has(key) ? [] : [{ source, code }],
    ),
    notInMapping: shown.filter(({ code }) => !mapped.codes.has(comparable(code))),
    ofAnother: shown.filter(({ code }) => mapped.codes.get(comparable(code))?.asked === false),
  };
}
