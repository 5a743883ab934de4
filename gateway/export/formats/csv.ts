import { BOM, csvLine, type Separator } from './csv-line.ts';
import type { Lines } from './text-format.ts';

/** CSV whose cells are separated by this. */
export function csv(separatedBy: Separator): Lines {
  const line = (values: readonly unknown[]): string => csvLine(values, separatedBy);
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
