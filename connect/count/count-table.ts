import type { BoundRootTable } from '../../subgraphs/sources/compiler/bound-table.ts';
import { compileTally } from '../../subgraphs/sources/compiler/statements/tallies.ts';
import { planTally } from '../../subgraphs/sources/compiler/tally/tally.ts';
import type { Source } from '../../subgraphs/sources/database/source.ts';
import type { Dimension } from '../../subgraphs/sources/model/dimension.ts';
import { didYouMean } from '../../service/nearest.ts';
import { dayOfReceipt } from '../mapped/day-of-receipt.ts';
import { CouldNotRun } from '../surroundings.ts';

/** How many rows are alike in what they are counted by. */
export interface Counted {
  readonly keys: readonly string[];
  readonly rows: number;
}

const UNITS = ['day', 'month', 'year'] as const;

/** `status,month,dueAt.year` as dimensions of a table. Throws CouldNotRun for what it does not map, and for what is no period. */
function dimensionsOf({ mapping }: BoundRootTable, by: readonly string[]): readonly Dimension[] {
  return by.map((word): Dimension => {
    const [first = '', ...more] = word.split('.');
    const period = more.length === 0 ? first : more.join('.');
    const unit = UNITS.find((one) => one === period);
    if (unit === undefined && more.length > 0)
      throw new CouldNotRun(
        `“${word}” is by no period — ${didYouMean(period, UNITS, 'write day, month or year behind the dot')}`,
      );
    const field = unit === undefined || more.length > 0 ? first : dayOfReceipt(mapping.fields);
    if (field === undefined)
      throw new CouldNotRun(
        `“${word}” alone is that of receipt, which the mapping does not say — map receivedAt, or name another day, such as dueAt.${word}`,
      );
    const its = mapping.fields[field];
    if (its === undefined)
      throw new CouldNotRun(
        `“${word}” is no field of the mapping — it maps ${Object.keys(mapping.fields).join(', ')}`,
      );
    if (unit === undefined) return { kind: 'field', field };
    if (its.type.kind !== 'moment')
      throw new CouldNotRun(`“${field}” is no day, and has no ${unit} — write it alone`);
    return { kind: 'period', field, unit };
  });
}

/** Counts all rows of a table, in its database; what it cannot tell apart, by the values behind it. */
export async function countTable(
  source: Source,
  table: BoundRootTable,
  by: readonly string[],
): Promise<readonly Counted[]> {
  const plan = planTally(table, { by: dimensionsOf(table, by), where: null, under: null });
  const found = new Map<string, Counted>();
  for (const raw of await source.read(compileTally(table, plan, null))) {
    const tally = plan.read(raw);
    if (tally === null) continue;
    const keys = tally.keys.map((key) => (key === null ? '(none)' : String(key)));
    const name = keys.join('\0');
    found.set(name, { keys, rows: (found.get(name)?.rows ?? 0) + tally.count });
  }
  return [...found.values()].sort((a, b) => (a.keys.join('\0') < b.keys.join('\0') ? -1 : 1));
}
