import { BOM, csvLine } from '../../../export/formats/csv-line.ts';
import type { Language } from '../address.ts';

/** A column of a picture's table; its head may stand under one that several have in common. */
export interface Column {
  readonly name: string;
  readonly kind: 'text' | 'count' | 'share' | 'days';
  /** Of neighbours that have the same, one head over all of them. */
  readonly under?: string;
}

/** The figures of a picture, a cell a column; null: nothing, or nothing that may be told. */
export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly (string | number | null)[])[];
  /** The last row, of all of them. */
  readonly total?: readonly (string | number | null)[];
  /** Whether a row with the numbers of the columns stands under the heads, as in forms of the ministry. */
  readonly numbered?: boolean;
}

/** The table as a file: with semicolons and decimal commas for a Vietnamese spreadsheet. */
export function tableCsv({ columns, rows, total }: Table, language: Language): string {
  const line = (cells: readonly (string | number | null)[]): string =>
    csvLine(cells, language === 'vi' ? 'semicolon' : 'comma');
  const names = columns.map(({ under, name }) =>
    under === undefined ? name : `${under}: ${name}`,
  );
  return BOM + [names, ...rows, ...(total ? [total] : [])].map(line).join('');
}
