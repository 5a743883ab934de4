import { codeKey } from '../model/code.ts';
import { readCsv } from './csv-table.ts';
import { didYouMean } from '../../../service/nearest.ts';
import { FileFault } from '../../../service/yaml/text-file.ts';

/** One line of a crosswalk: local code (one part a column, `*` for any) → canonical value, with the local label. */
export interface CrosswalkEntry {
  readonly source: readonly string[];
  readonly value: string;
  readonly label?: string;
  /** Where it stands in its file. */
  readonly line?: number;
}

/**
 * Reads a crosswalk: a CSV file in UTF-8, separated by commas, semicolons or tabs, whose header names the legacy columns as
 * the mapping does, then `value` and, optionally, `label`. Throws a `FileFault` with the line of the file.
 */
export function readCrosswalk(file: string, columns: readonly string[]): readonly CrosswalkEntry[] {
  const { header, lines } = readCsv(
    file,
    (cell) => columns.find((name) => sameName(name, cell)) ?? cell,
  );
  checkHeader(header, columns);
  if (lines.length === 0) {
    throw new FileFault('has no line after its header', 'write a line for each code', 1);
  }
  const entries = lines.map(({ cells, line }): CrosswalkEntry => {
    const label = cells['label'];
    return {
      source: columns.map((column) => cells[column] ?? ''),
      value: cells['value'] ?? '',
      ...(label ? { label } : {}),
      line,
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

/** The entries of several lists: of those for one code that of the last list. */
export function overridden(
  lists: readonly (readonly CrosswalkEntry[])[],
): readonly CrosswalkEntry[] {
  if (lists.length < 2) return lists.flat();
  return [...new Map(lists.flat().map((entry) => [entryKey(entry), entry])).values()];
}

function entryKey({ source }: CrosswalkEntry): string {
  return source.map((code) => codeKey(code.normalize('NFC'))).join('\0');
}

/** Two entries that say different things of one code, if there are such. */
export function contradiction(
  entries: readonly CrosswalkEntry[],
): readonly [CrosswalkEntry, CrosswalkEntry] | undefined {
  const said = new Map<string, CrosswalkEntry>();
  for (const entry of entries) {
    const key = entryKey(entry);
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

/** Databases tell columns apart without regard to case. */
function sameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
