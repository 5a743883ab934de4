import { markdownTable } from '../table.ts';

/** What a request cost of one contender, and beside the first of them, each as a median over rounds. */
export interface Cost {
  readonly name: string;
  readonly cpuMs: number;
  readonly times: number;
  readonly moreMs: number;
}

const COLUMNS = ['CPU-ms', '× without', '+ ms'];

/** What each took of an operation. */
export function costTable(title: string, costs: readonly Cost[]): string {
  return markdownTable(
    [title, ...COLUMNS],
    costs.map(({ name, cpuMs, times, moreMs }) => [
      name,
      cpuMs.toFixed(3),
      times.toFixed(2),
      moreMs.toFixed(3),
    ]),
  );
}
