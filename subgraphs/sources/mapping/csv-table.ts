import { type CsvError, parse } from 'csv-parse/sync';
import { latelyRead } from '../../../service/yaml/lately-read.ts';
import { FileFault, readTextFile } from '../../../service/yaml/text-file.ts';

/** Spreadsheets in Vietnamese write `;`, copied tables hold tabs. */
const SEPARATORS = [',', ';', '\t'] as const;

const CSV_FAULTS: Readonly<Record<string, readonly [what: string, mend: string]>> = {
  CSV_RECORD_INCONSISTENT_COLUMNS: [
    'has more or fewer cells than the header',
    'write one cell a column, and put a cell that holds the separator into double quotes',
  ],
  CSV_QUOTE_NOT_CLOSED: ['has a double quote that is not closed', 'close it'],
  CSV_INVALID_CLOSING_QUOTE: [
    'has something after a closing double quote',
    'double a quote that stands inside quotes',
  ],
  INVALID_OPENING_QUOTE: [
    'has a double quote inside a cell',
    'put the whole cell into double quotes, and double the quote inside',
  ],
};

/** A CSV file: its header, and the cells of each line by it. */
export interface CsvTable {
  readonly header: readonly string[];
  readonly lines: readonly {
    readonly cells: Readonly<Record<string, string>>;
    readonly line: number;
  }[];
}

/**
 * Reads a CSV file in UTF-8, separated by commas, semicolons or tabs. `called` is what a column of the header is called. Throws a
 * `FileFault` with the line of the file.
 */
export function readCsv(file: string, called: (cell: string) => string = (cell) => cell): CsvTable {
  const text = readTextFile(file);
  let table: ReturnType<typeof parsed>;
  try {
    table = parsed(text);
  } catch (error) {
    const { code, lines: line } = error as CsvError & { readonly lines?: number };
    const [what, mend] = CSV_FAULTS[code] ?? ['cannot be read as CSV', 'mend the line'];
    throw new FileFault(what, mend, line ?? 1);
  }
  const { header, records } = table;
  const names = new Map(header.map((cell) => [cell, called(cell)]));
  return {
    header,
    lines: records.map(({ record, info }) => ({
      cells: Object.fromEntries(
        Object.entries(record).map(([cell, value]) => [names.get(cell) ?? cell, value]),
      ),
      line: info.lines,
    })),
  };
}

/** The header as it is written, and the records by it. */
const parsed = latelyRead((text) => {
  let header: readonly string[] = [];
  const records = parse(text, {
    columns: (cells: string[]) => {
      header = cells;
      return cells;
    },
    delimiter: separatorOf(text),
    info: true,
    trim: true,
    skip_empty_lines: true,
  }) as unknown as readonly {
    readonly record: Readonly<Record<string, string>>;
    readonly info: { readonly lines: number };
  }[];
  return { header, records };
});

/** Of the header: names hold no separator. */
function separatorOf(text: string): string {
  const header = /^.*\S.*$/mu.exec(text)?.[0] ?? '';
  const counts = SEPARATORS.map((sign) => header.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}
