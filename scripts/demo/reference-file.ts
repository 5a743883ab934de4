import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** The rows of a file in scripts/demo/data. */
export function readReferenceFile<Column extends string>(
  name: string,
): readonly Readonly<Record<Column, string>>[] {
  return parse(readFileSync(new URL(`./data/${name}`, import.meta.url)), { columns: true });
}
