import { tableText } from '../../subgraphs/sources/database/absence.ts';
import type { Concept } from '../names/lexicon.ts';
import { readName } from '../names/read-name.ts';
import { partsOf } from '../names/read-name.ts';
import { type Catalogue, uniqueColumns } from '../reach/catalogue.ts';
import type { ColumnSample, RawSample } from '../reach/sample-raw.ts';
import { share } from '../report/text-table.ts';
import { shareOf, tallyValues } from './tally-values.ts';

/** A column whose values are keys of another table. */
export interface Relation {
  readonly child: RawSample;
  readonly childColumn: string;
  readonly parent: RawSample;
  readonly parentColumn: string;
  /** From 0 to 1; 1 where the database declares it. */
  readonly sure: number;
  readonly said: string;
}

/** Words that columns of many tables share. */
const GENERIC: ReadonlySet<Concept> = new Set<Concept>([
  'id',
  'code',
  'name',
  'date',
  'kind',
  'value',
]);
const INCLUDED = 0.95;
const NEARLY = 0.97;

/**
 * Those that the database declares, and those that names and values show: nearly all values of a column are keys of a table that
 * its name speaks of.
 */
export function findRelations(
  catalogue: Catalogue,
  samples: readonly RawSample[],
): readonly Relation[] {
  const byName = new Map(samples.map((sample) => [tableText(sample.table.name), sample]));
  const declared = catalogue.references.flatMap((reference): readonly Relation[] => {
    const [child, parent] = [
      byName.get(tableText(reference.child)),
      byName.get(tableText(reference.parent)),
    ];
    if (child === undefined || parent === undefined) return [];
    const { childColumn, parentColumn } = reference;
    const said = `${childColumn} refers to ${tableText(parent.table.name)}.${parentColumn}, as the database declares`;
    return [{ child, childColumn, parent, parentColumn, sure: 1, said }];
  });
  const isDeclared = (child: RawSample, column: string): boolean =>
    declared.some((one) => one.child === child && one.childColumn === column);

  const shown = samples.flatMap((child) =>
    child.columns.flatMap((column) => {
      if (isDeclared(child, column.info.name)) return [];
      const candidates = samples.flatMap((parent) =>
        keysOf(parent).flatMap((key) => relationOf(child, column, parent, key) ?? []),
      );
      const [best, second] = candidates.sort((a, b) => b.sure - a.sure);
      // Two tables that it may refer to say nothing.
      return best === undefined || second?.sure === best.sure ? [] : [best];
    }),
  );
  return [...declared, ...shown];
}

/** Columns that tell rows apart: by an index, or all different in what was read. */
function keysOf({ table, columns, rows }: RawSample): readonly ColumnSample[] {
  const unique = new Set(uniqueColumns(table).map(({ name }) => name));
  return columns.filter((column) => {
    if (unique.has(column.info.name)) return true;
    const { counts, empty } = tallyValues(column);
    const kind = column.info.kind;
    // Printed codes are met again now and then.
    return (
      rows > 1 &&
      empty === 0 &&
      counts.size > NEARLY * rows &&
      (kind === 'text' || kind === 'number')
    );
  });
}

/** The column by which a table tells its rows apart: the first of an index, or else the first that does. */
function ownKeyOf(sample: RawSample): string | undefined {
  return (uniqueColumns(sample.table)[0] ?? keysOf(sample)[0]?.info)?.name;
}

function relationOf(
  child: RawSample,
  column: ColumnSample,
  parent: RawSample,
  key: ColumnSample,
): Relation | null {
  const [childColumn, parentColumn] = [column.info.name, key.info.name];
  if (child === parent || column.info.kind !== key.info.kind) return null;
  const named = namesOf(childColumn, parent.table.name.table, parentColumn);
  if (named === 0) return null;
  // A table's own key is not what refers to another.
  if (ownKeyOf(child) === childColumn) return null;
  const tally = tallyValues(column);
  if (tally.counts.size === 0) return null;
  const keys = tallyValues(key).counts;
  const included = shareOf(tally, (value) => keys.has(value));
  const to = `${tableText(parent.table.name)}.${parentColumn}`;
  if (parent.whole) {
    if (included < INCLUDED) return null;
    const said = `${share(included * 1_000, 1_000)} of ${childColumn} are in ${to}`;
    // Beside a key of its own, what is different in each row is more likely a reference, of which there is one each.
    const its = ownKeyOf(parent) === parentColumn ? 0 : 0.1;
    return { child, childColumn, parent, parentColumn, sure: 0.6 + 0.3 * named - its, said };
  }
  // Of a large table only a part was read: the names have to say more, and some values must be met.
  if (named < 1 || included === 0) return null;
  const said = `by its name ${childColumn} refers to ${to}, of which a part was read`;
  return { child, childColumn, parent, parentColumn, sure: 0.75, said };
}

/** How well a column's name speaks of a table's key: 1 where it is called as the key is, or by the table and the key. */
function namesOf(column: string, table: string, key: string): number {
  const [own, its] = [partsOf(column).join(''), partsOf(key).join('')];
  const generic = readName(key).concepts.every((one) => GENERIC.has(one));
  if (own === its) return generic ? 0.6 : 1;
  const tables = [partsOf(table).join(''), partsOf(table).at(-1) ?? ''].flatMap((word) => [
    word,
    word.replace(/ies$/u, 'y'),
    word.replace(/s$/u, ''),
  ]);
  const bare = own.replace(/(?:id|ma|fk)$/u, '').replace(/^(?:id|ma|fk)/u, '');
  if (bare.length > 2 && tables.includes(bare)) return 1;
  const meant = readName(table).concepts.filter((one) => !GENERIC.has(one));
  const said = readName(column).concepts.filter((one) => !GENERIC.has(one));
  if (meant.length === 0 || said.length === 0) return 0;
  return meant.every((one) => said.includes(one)) || said.every((one) => meant.includes(one))
    ? 0.7
    : 0;
}
