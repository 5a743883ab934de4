/** What may stand between the cells of a line. */
const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;

export type Separator = keyof typeof SEPARATORS;

/** By it Excel knows UTF-8. */
export const BOM = '\uFEFF';

/** What a spreadsheet takes for a formula, in the wide form of East Asian keyboards too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/u;
const QUOTED = /[",;\t\r\n]/u;

/**
 * A line of CSV (RFC 4180) for a spreadsheet: whatever it could take for a formula has an apostrophe before it. Where semicolons
 * separate, as in Vietnamese settings, decimals have a comma.
 */
export function csvLine(values: readonly unknown[], separatedBy: Separator): string {
  const cells = values.map((value) => quoted(cellOf(value, separatedBy)));
  return `${cells.join(SEPARATORS[separatedBy])}\r\n`;
}

function cellOf(value: unknown, separatedBy: Separator): string {
  switch (typeof value) {
    case 'string':
      return FORMULA.test(value) && !NUMBER.test(value) ? `'${value}` : value;
    case 'number':
      return separatedBy === 'semicolon' ? String(value).replace('.', ',') : String(value);
    case 'boolean':
      return String(value);
    default:
      return value === null || value === undefined ? '' : JSON.stringify(value);
  }
}

function quoted(cell: string): string {
  return QUOTED.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
