import { medianOf } from './percentiles.ts';

/** What one rival did with one operation, over all its turns. */
export interface Row {
  readonly rival: string;
  readonly cpuMs: number;
  /** The same, of each turn alone. */
  readonly cpuMsByTurn: readonly number[];
  readonly requestsASecond: number;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly fetches: number;
  readonly peakMiB: number;
}

const COLUMNS = ['CPU-ms', '× less', 'rps', 'p50 ms', 'p95 ms', 'p99 ms', 'fetches', 'peak MiB'];

/**
 * The rows of one operation as a Markdown table. Ratios are to the first, of the middle one of the turns, since what else the
 * machine does falls on some turns alone.
 */
export function tableOf(operation: string, rows: readonly Row[]): string {
  const [first] = rows;
  const cells = rows.map((row) => [
    row.rival,
    row.cpuMs.toFixed(row.cpuMs < 10 ? 2 : 1),
    first ? timesLess(first, row).toFixed(2) : '',
    row.requestsASecond.toFixed(0),
    ...[row.p50, row.p95, row.p99].map((ms) => ms.toFixed(1)),
    row.fetches.toFixed(1).replace('.0', ''),
    row.peakMiB.toFixed(0),
  ]);
  return markdownTable([operation, ...COLUMNS], cells);
}

function timesLess(first: Row, row: Row): number {
  return medianOf(row.cpuMsByTurn.map((cpuMs, turn) => (first.cpuMsByTurn[turn] ?? NaN) / cpuMs));
}

/** A table in Markdown; the first column is text, the others are figures. */
export function markdownTable(
  header: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const table = [header, ...rows];
  const widths = header.map((_title, column) =>
    Math.max(...table.map((line) => line[column]?.length ?? 0)),
  );
  const lines = table.map((line) => {
    const padded = line.map((cell, column) =>
      column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
    );
    return `| ${padded.join(' | ')} |`;
  });
  const rule = widths.map((width, column) =>
    column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  );
  return [lines[0], `| ${rule.join(' | ')} |`, ...lines.slice(1)].join('\n');
}
