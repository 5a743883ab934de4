import type {
  BoundChildTable,
  BoundRootTable,
} from '../../subgraphs/sources/compiler/bound-table.ts';
import { compileParents } from '../../subgraphs/sources/compiler/statements/children.ts';
import { tableText } from '../../subgraphs/sources/database/absence.ts';
import type { Source } from '../../subgraphs/sources/database/source.ts';
import type { WrittenFault } from '../../service/yaml/written-fault.ts';
import { rawText } from '../mapped/decode-fields.ts';
import type { TableSample } from '../mapped/sample-table.ts';
import { counted } from '../report/text-table.ts';
import { quoted, shapeOf } from '../report/values.ts';

/** A table of an entity, and the rows of it that were looked at. */
export interface SampledTable {
  readonly table: BoundRootTable;
  readonly sample: TableSample;
}

/** Of a child table that has rows, and none under the parents looked at. */
interface Stray {
  readonly said: WrittenFault;
  /** Each parent of the database was looked at. */
  readonly certain: boolean;
}

/** Child tables whose rows hang under none of the rows that were looked at: a column that holds something else fits any type. */
export async function strayChildren(
  source: Source,
  tables: readonly SampledTable[],
): Promise<readonly Stray[]> {
  const all = tables.flatMap(childrenOf);
  const strays: Stray[] = [];
  for (const { name, parents, table, sample } of all) {
    if (parents.sample.rows.length === 0) continue;
    // Rows that are moved from one table of dossiers to another leave their children where they were.
    const sharing = all.filter(
      (other) =>
        other.name === name &&
        tableText(other.table.mapping.table) === tableText(table.mapping.table),
    );
    if (sharing.some((other) => other.sample.rows.length > 0)) continue;
    const any = { keys: [], columns: [] };
    const [link] = await source.read(compileParents(table, any, { kind: 'all', of: [] }, 1));
    if (link === undefined) continue;
    const { childColumn, parentColumn, parentAt } = table.mapping;
    const looked = `the ${counted(parents.sample.rows.length)} of ${parents.sample.name}`;
    const what = `${sample.name} has rows, and none under ${looked} that were looked at: ${childColumn} holds ${quoted(shapeOf(rawText(link)))}`;
    const mend = `check that “parent:” names the column that holds ${parentColumn}`;
    const certain =
      parents.sample.rows.length >= ENOUGH && sharing.every((other) => isWhole(other.parents));
    strays.push({ said: { ...parentAt, what, mend }, certain });
  }
  return strays;
}

/** Of fewer parents none may have children yet, and one that is left over of a parent that is gone is no fault of the mapping. */
const ENOUGH = 20;

interface SampledChild {
  readonly name: string;
  readonly parents: SampledTable;
  readonly table: BoundChildTable;
  readonly sample: TableSample;
}

function childrenOf(parents: SampledTable): readonly SampledChild[] {
  return Object.entries(parents.table.children).flatMap(([name, table]) => {
    const sample = parents.sample.children.find((one) => one.table === table);
    return sample === undefined ? [] : [{ name, parents, table, sample }];
  });
}

function isWhole({ table, sample }: SampledTable): boolean {
  return table.mapping.where.length === 0 && sample.whole;
}
