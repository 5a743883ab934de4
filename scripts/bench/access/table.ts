import { markdownTable, type Row } from '../table.ts';

const COLUMNS = ['CPU-ms', '× without', '+ ms', 'fetches'];

/** What each took of an operation; ratios and differences are to the first. */
export function costTable(title: string, rows: readonly Row[]): string {
  const without = rows[0]?.cpuMs ?? NaN;
  return markdownTable(
    [title, ...COLUMNS],
    rows.map(({ rival, cpuMs, fetches }) => [
      rival,
      cpuMs.toFixed(3),
      (cpuMs / without).toFixed(2),
      (cpuMs - without).toFixed(3),
      fetches.toFixed(1).replace('.0', ''),
    ]),
  );
}
