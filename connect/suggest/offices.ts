import type { Relation } from '../evidence/relations.ts';
import { labelsOf } from '../evidence/code-lists.ts';
import { tallyValues } from '../evidence/tally-values.ts';
import type { TenantEvidence } from '../evidence/tenants.ts';
import type { ColumnSample } from '../reach/sample-raw.ts';

/** The offices that one database serves, by the column that tells whose a row is. */
export interface Offices extends TenantEvidence {
  readonly offices: readonly {
    /** As it stands in the column. */
    readonly value: string;
    /** Null where no table says it. */
    readonly name: string | null;
    readonly rows: number;
  }[];
  /** Not all rows were read: there may be offices that were not met. */
  readonly partial: boolean;
}

/** Offices that were met, and those that the table of offices has beside. */
export function officesOf(
  tenant: TenantEvidence,
  column: ColumnSample,
  relation: Relation | null,
  whole: boolean,
): Offices {
  const { counts } = tallyValues(column);
  const labels = relation === null ? new Map<string, string>() : labelsOf(relation);
  // A table of offices that was read whole names those that a part of the rows does not show.
  const others = whole || relation?.parent.whole !== true ? [] : labels.keys();
  const values = [...new Set([...counts.keys(), ...others])].sort();
  return {
    ...tenant,
    offices: values.map((value) => ({
      value,
      name: labels.get(value) ?? null,
      rows: counts.get(value) ?? 0,
    })),
    partial: !whole && relation?.parent.whole !== true,
  };
}
