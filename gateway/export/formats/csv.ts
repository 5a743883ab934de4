import type { ExportRequest } from '../export-request.ts';
import type { Lines } from './text-format.ts';

const SEPARATORS = { comma: ',', semicolon: ';', tab: '\t' } as const;

/** By it Excel knows UTF-8. */
const BOM = '\uFEFF';

/** What a spreadsheet takes for a formula, in the wide form of East Asian keyboards too. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/u;
const NUMBER = /^[+-]?\d+(?:[.,]\d+)?$/u;
const QUOTED = /[",;\t\r\n]/u;

/**
 * CSV (RFC 4180) for a spreadsheet: whatever it could take for a formula has an apostrophe before it. Where semicolons separate,
 * as in Vietnamese settings, decimals have a comma.
 */
export function csv(separatedBy: ExportRequest['separator']): Lines {
  const separator = SEPARATORS[separatedBy];
  const line = (values: readonly unknown[]): string =>
    `${values.map((value) => quoted(cellOf(value, separatedBy))).join(separator)}\r\n`;
  return {
    mediaType: 'text/csv; charset=utf-8',
    extension: 'csv',
    begin: (columns) => BOM + line(columns.map(({ name }) => name)),
    rows: (rows, columns) =>
      rows.map((row) => line(columns.map(({ valueOf }) => valueOf(row)))).join(''),
    end: () => '',
    brokenOff: ({ cursor }, { message, extensions }) =>
      line(['#ERROR', extensions?.['code'], message, cursor]),
  };
}

function cellOf(value: unknown, separatedBy: ExportRequest['separator']): string {
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
