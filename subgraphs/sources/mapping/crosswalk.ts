import { type CsvError, parse } from 'csv-parse/sync';
import { codeKey } from '../model/code.ts';
import { didYouMean } from './nearest.ts';
import { FileFault, readTextFile } from './text-file.ts';

/** One line of a crosswalk: local code (one part a column, `*` for any) → canonical value, with the local label. */
export interface CrosswalkEntry {
  readonly source: readonly string[];
  readonly value: string;
  readonly label?: string;
  /** Where it stands in its file. */
  readonly line?: number;
}

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

interface Line {
  readonly record: Readonly<Record<string, string>>;
  readonly info: { readonly lines: number };
}

/**
 * Reads a crosswalk: a CSV file in UTF-8, separated by commas, semicolons or tabs, whose header names the legacy columns as
 * the mapping does, then `value` and, optionally, `label`. Throws a `FileFault` with the line of the file.
 */
export function readCrosswalk(file: string, columns: readonly string[]): readonly CrosswalkEntry[] {
  const text = readTextFile(file);
  let header: readonly string[] = [];
  let lines: readonly Line[];
  try {
    lines = parse(text, {
      columns: (cells: readonly string[]) => {
        header = cells;
        return cells.map((cell) => columns.find((name) => sameName(name, cell)) ?? cell);
      },
      delimiter: separatorOf(text),
      info: true,
      trim: true,
      skip_empty_lines: true,
    }) as unknown as readonly Line[];
  } catch (error) {
    const { code, lines: line } = error as CsvError & { readonly lines?: number };
    const [what, mend] = CSV_FAULTS[code] ?? ['cannot be read as CSV', 'mend the line'];
    throw new FileFault(what, mend, line ?? 1);
  }
  checkHeader(header, columns);
  if (lines.length === 0) {
    throw new FileFault('has no line after its header', 'write a line for each code', 1);
  }
  const entries = lines.map(({ record, info }): CrosswalkEntry => {
    const label = record['label'];
    return {
      source: columns.map((column) => record[column] ?? ''),
      value: record['value'] ?? '',
      ...(label ? { label } : {}),
      line: info.lines,
    };
  });
  const empty = entries.find(({ value }) => value === '');
  if (empty !== undefined) {
    throw new FileFault(
      'has no value',
      'write what the code means, or take the line out',
      empty.line,
    );
  }
  return entries;
}

/** Two entries that say different things of one code, if there are such. */
export function contradiction(
  entries: readonly CrosswalkEntry[],
): readonly [CrosswalkEntry, CrosswalkEntry] | undefined {
  const said = new Map<string, CrosswalkEntry>();
  for (const entry of entries) {
    const key = entry.source.map((code) => codeKey(code.normalize('NFC'))).join('\0');
    const earlier = said.get(key);
    if (earlier !== undefined && earlier.value !== entry.value) return [earlier, entry];
    said.set(key, entry);
  }
  return undefined;
}

function checkHeader(header: readonly string[], columns: readonly string[]): void {
  const wanted = [...columns, 'value'];
  const missing = wanted.find((column) => !header.some((cell) => sameName(column, cell)));
  if (missing !== undefined) {
    const mend = `the first line names the columns: ${[...wanted, 'label'].join(',')}`;
    throw new FileFault(`has no column “${missing}”`, didYouMean(missing, header, mend), 1);
  }
  const twice = header.find((cell, index) => header.indexOf(cell) !== index);
  if (twice !== undefined) {
    throw new FileFault(`has the column “${twice}” twice`, 'take one of them out', 1);
  }
}

/** Of the header: names hold no separator. */
function separatorOf(text: string): string {
  const header = /^.*\S.*$/mu.exec(text)?.[0] ?? '';
  const counts = SEPARATORS.map((sign) => header.split(sign).length);
  return SEPARATORS[counts.indexOf(Math.max(...counts))] ?? ',';
}

/** Databases tell columns apart without regard to case. */
function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
