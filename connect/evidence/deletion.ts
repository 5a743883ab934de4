import { readName } from '../names/read-name.ts';
import type { RawSample } from '../reach/sample-raw.ts';
import { counted } from '../report/text-table.ts';
import { tallyValues } from './tally-values.ts';

/** A column that marks rows as deleted, and what it holds of those that are not. */
export interface DeletionEvidence {
  readonly column: string;
  /** As `where:` has it; null where somebody has to say. */
  readonly kept: readonly (string | number | null)[] | null;
  readonly said: string;
}

const NOT_DELETED = /^(?:0|false|f|n|no|k|khong)$/iu;
const DELETED = /^(?:1|true|t|y|yes|x|c|co|-1)$/iu;

/** Columns that are called so: `DaXoa`, `deleted_at`, `is_deleted`. */
export function deletionEvidence({ columns }: RawSample): readonly DeletionEvidence[] {
  return columns.flatMap((column): readonly DeletionEvidence[] => {
    const { name, kind } = column.info;
    const { concepts } = readName(name);
    if (!concepts.includes('remove') || concepts.includes('updater')) return [];
    if (concepts.some((one) => one === 'reason' || one === 'note' || one === 'user')) return [];
    const { counts, empty, rows } = tallyValues(column);
    const met = [...counts].slice(0, 4).map(([value, count]) => `${value} ×${counted(count)}`);
    const said = `${name} marks what is deleted: ${[`empty ×${counted(empty)}`, ...met].join(', ')} of ${counted(rows)}`;
    if (kind === 'moment' || kind === 'date') return [{ column: name, kept: [null], said }];
    const values = [...counts.keys()];
    if (!values.every((value) => NOT_DELETED.test(value) || DELETED.test(value)))
      return [{ column: name, kept: null, said }];
    const kept = values.filter((value) => NOT_DELETED.test(value));
    const typed = kept.map((value) => (kind === 'number' ? Number(value) : value));
    // Where every row is deleted, the column means something else.
    if (typed.length === 0 && empty === 0) return [{ column: name, kept: null, said }];
    return [{ column: name, kept: [null, ...typed], said }];
  });
}
