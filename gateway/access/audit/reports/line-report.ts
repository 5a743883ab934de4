import { type Line, readLine } from '../chain.ts';
import type { StoredLine } from '../store.ts';

/** What is made of some lines of a trail as they come by. */
export interface LineReport<Row> {
  /** Stands in each line that it is about. */
  readonly mark: string;
  take(line: Line): void;
  rows(): readonly Row[];
}

/** Lets lines pass by reports, which may be several of one reading. */
export async function passBy(
  stored: AsyncIterable<StoredLine>,
  reports: readonly LineReport<unknown>[],
): Promise<void> {
  for await (const { text } of stored) {
    // Few lines of a trail are of it: only those that may be are read.
    const about = reports.filter(({ mark }) => text.includes(mark));
    if (about.length === 0) continue;
    const line = readLine(text);
    if (line !== undefined) for (const report of about) report.take(line);
  }
}

export async function rowsOf<Row>(
  stored: AsyncIterable<StoredLine>,
  report: LineReport<Row>,
): Promise<readonly Row[]> {
  await passBy(stored, [report]);
  return report.rows();
}
