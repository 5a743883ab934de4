import type { Tally } from '../../sources/compiler/tally/plan.ts';
import type { Source } from '../../sources/database/source.ts';
import { assertAddsUp, type Identity, totalOf } from '../../sources/statistics/report-columns.ts';
import type { Columns06a } from './reported.ts';
import type { Arrival, Outcome } from './rule-06a.ts';

const NOTHING: Columns06a = {
  received: 0,
  receivedOnline: 0,
  receivedOtherwise: 0,
  carriedOver: 0,
  settled: 0,
  settledEarly: 0,
  settledOnTime: 0,
  settledLate: 0,
  pending: 0,
  pendingInTime: 0,
  pendingOverdue: 0,
  undated: 0,
};

type Column = keyof Columns06a;

const OF_ARRIVAL: Readonly<Record<Arrival, Column>> = {
  UNDATED: 'undated',
  ONLINE: 'receivedOnline',
  OTHERWISE: 'receivedOtherwise',
  CARRIED_OVER: 'carriedOver',
};

const OF_OUTCOME: Readonly<
  Record<Exclude<Outcome, 'UNDATED'>, readonly [sum: Column, part: Column]>
> = {
  EARLY: ['settled', 'settledEarly'],
  ON_TIME: ['settled', 'settledOnTime'],
  LATE: ['settled', 'settledLate'],
  IN_TIME: ['pending', 'pendingInTime'],
  OVERDUE: ['pending', 'pendingOverdue'],
};

const IDENTITIES: readonly Identity<Column>[] = [
  ['3 = 4 + 5 + 6', 'received', ['receivedOnline', 'receivedOtherwise', 'carriedOver']],
  ['3 = 7 + 11', 'received', ['settled', 'pending']],
  ['7 = 8 + 9 + 10', 'settled', ['settledEarly', 'settledOnTime', 'settledLate']],
  ['11 = 12 + 13', 'pending', ['pendingInTime', 'pendingOverdue']],
];

/**
 * An office's tallies, told apart by nothing or a key, then by arrival and by outcome, as the columns of each key. Throws
 * REPORT_INCONSISTENT where they do not add up.
 */
export function columnsOf(
  { name }: Pick<Source, 'name'>,
  tallies: readonly Tally[],
  keyed: number,
): readonly { readonly key: string | null; readonly counts: Columns06a }[] {
  const rows = new Map<string | null, Record<Column, number>>();
  for (const { keys, count } of tallies) {
    const key = keyed === 0 ? null : textOf(keys[0]);
    const row = rows.get(key) ?? { ...NOTHING };
    rows.set(key, row);
    const [arrival, outcome] = keys.slice(keyed) as [Arrival | null, Outcome | null];
    if (arrival !== null) row[OF_ARRIVAL[arrival]] += count;
    if (arrival !== 'UNDATED') row.received += count;
    if (outcome === null || outcome === 'UNDATED') continue;
    for (const column of OF_OUTCOME[outcome]) row[column] += count;
  }
  for (const row of rows.values()) assertAddsUp(name, row, IDENTITIES);
  return [...rows].map(([key, counts]) => ({ key, counts }));
}

export function total(rows: readonly Columns06a[]): Columns06a {
  return totalOf(NOTHING, rows);
}

function textOf(key: Tally['keys'][number] | undefined): string | null {
  return key === null || key === undefined ? null : String(key);
}
