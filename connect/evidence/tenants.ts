import { readName } from '../names/read-name.ts';
import type { RawSample } from '../reach/sample-raw.ts';
import { counted } from '../report/text-table.ts';
import { tallyValues } from './tally-values.ts';

/** A column that may tell the offices of one database apart. */
export interface TenantEvidence {
  readonly column: string;
  readonly said: string;
}

const MOST_OFFICES = 500;
const NAMED = 5;

/** Columns of a few codes that are called after an office, where more than one is met. */
export function tenantEvidence(
  { columns }: RawSample,
  used: ReadonlySet<string>,
): readonly TenantEvidence[] {
  return columns.flatMap((column): readonly TenantEvidence[] => {
    const { name, kind } = column.info;
    if (used.has(name) || (kind !== 'text' && kind !== 'number')) return [];
    const { concepts } = readName(name);
    const called =
      concepts.includes('agency') || /^(?:group|company|tenant|site|org|branch)_?id$/iu.test(name);
    if (!called || concepts.some((one) => one === 'issue' || one === 'sender' || one === 'name'))
      return [];
    const { counts, rows } = tallyValues(column);
    if (counts.size < 2 || counts.size > MOST_OFFICES || counts.size > rows / 3) return [];
    const met = [...counts].slice(0, NAMED).map(([value, count]) => `${value} ×${counted(count)}`);
    return [
      { column: name, said: `${name} has ${counted(counts.size)} values: ${met.join(', ')}` },
    ];
  });
}
