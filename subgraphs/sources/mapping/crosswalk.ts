import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** One line of a crosswalk: local code (one part a column, `*` for any) → canonical value, with the local label. */
export interface CrosswalkEntry {
  readonly source: readonly string[];
  readonly value: string;
  readonly label?: string;
}

/** What is wrong with a crosswalk file, in the integrator's terms. */
export class CrosswalkFault extends Error {
  override readonly name = 'CrosswalkFault';
}

/**
 * Reads a crosswalk: a CSV file in UTF-8 whose header names the legacy columns as the mapping does, then `value` and,
 * optionally, `label`.
 */
export function readCrosswalk(file: string, columns: readonly string[]): readonly CrosswalkEntry[] {
  let rows: Record<string, string>[];
  try {
    rows = parse(readFileSync(file), {
      columns: true,
      bom: true,
      trim: true,
      skip_empty_lines: true,
    });
  } catch (cause) {
    throw new CrosswalkFault(
      `cannot be read: ${cause instanceof Error ? cause.message : 'not a CSV file'}`,
    );
  }
  const header = Object.keys(rows[0] ?? {});
  const missing = [...columns, 'value'].filter((column) => !header.includes(column));
  if (missing.length > 0) {
    throw new CrosswalkFault(`has no column ${missing.map((column) => `“${column}”`).join(', ')}`);
  }
  return rows.map((row) => {
    const label = row['label'];
    return {
      source: columns.map((column) => row[column] ?? ''),
      value: row['value'] ?? '',
      ...(label ? { label } : {}),
    };
  });
}
