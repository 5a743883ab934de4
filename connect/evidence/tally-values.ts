import { textOf } from '../../subgraphs/sources/codecs/index.ts';
import type { ColumnSample } from '../reach/sample-raw.ts';

/** The values of a column as text, and how often each is met, the most frequent first. */
export interface ValueTally {
  readonly rows: number;
  /** Rows that hold nothing, or blanks alone. */
  readonly empty: number;
  readonly counts: ReadonlyMap<string, number>;
}

const known = new WeakMap<ColumnSample, ValueTally>();

export function tallyValues(sample: ColumnSample): ValueTally {
  const before = known.get(sample);
  if (before !== undefined) return before;
  const counts = new Map<string, number>();
  let empty = 0;
  for (const value of sample.values) {
    const text = textOf(value).trim();
    if (text === '') empty += 1;
    else counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  const tally = {
    rows: sample.values.length,
    empty,
    counts: new Map([...counts].sort((a, b) => b[1] - a[1])),
  };
  known.set(sample, tally);
  return tally;
}

/** The share of the values that pass, each as often as it is met; 0 where there are none. */
export function shareOf(
  { rows, empty, counts }: ValueTally,
  passes: (value: string) => boolean,
): number {
  if (rows === empty) return 0;
  let passing = 0;
  for (const [value, count] of counts) if (passes(value)) passing += count;
  return passing / (rows - empty);
}
