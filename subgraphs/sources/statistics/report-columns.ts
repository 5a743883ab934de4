import { fault } from '../../../service/errors/faults.ts';

/** The columns of a report's row, each a count. */
type Counts<Column extends string> = Readonly<Record<Column, number>>;

/** A sum and the columns that come to it, as the form numbers them. */
export type Identity<Column extends string> = readonly [
  said: string,
  sum: Column,
  parts: readonly Column[],
];

/** Throws REPORT_INCONSISTENT where a source's row does not add up. */
export function assertAddsUp<Column extends string>(
  source: string,
  row: Counts<Column>,
  identities: readonly Identity<Column>[],
): void {
  const broken = identities.find(
    ([, sum, parts]) => row[sum] !== parts.reduce((all, part) => all + row[part], 0),
  );
  if (broken !== undefined) throw fault('REPORT_INCONSISTENT', { source, identity: broken[0] });
}

/** What rows come to together; `nothing`: a row that counts nothing. */
export function totalOf<Column extends string>(
  nothing: Counts<Column>,
  rows: readonly Counts<Column>[],
): Record<Column, number> {
  const total: Record<Column, number> = { ...nothing };
  for (const row of rows) for (const column in total) total[column] += row[column];
  return total;
}

/** Orders rows by their keys; what has none comes last. */
export function byKey(
  compare: (one: string, other: string) => number,
): (one: string | null, other: string | null) => number {
  return (one, other) => {
    if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1;
    return compare(one, other);
  };
}
