import type { BoundChildTable, BoundRootTable, BoundTable } from '../compiler/bound-table.ts';
import type { RootRow } from '../compiler/row-plan.ts';
import {
  KEY,
  type KeptColumn,
  type KeptForm,
  PARENT,
} from '../dialects/shared/kept/kept-column.ts';
import type { WrittenValue } from '../dialects/shared/kept/kept-writer.ts';
import type { TableFacts } from '../dialects/shared/kept/table-facts.ts';
import {
  type ChildTableMapping,
  type RootTableMapping,
  type SourceMapping,
  tableId,
  type TableMapping,
} from '../mapping/mapping.ts';
import type { AnyRow } from '../model/entity.ts';
import { copiedFields, REPAIRS } from './copied-fields.ts';
import type { CopyKey } from './personal/copy-key.ts';

const PLACE = '_place';

/** An open copy: what keeps it, the name before those of its tables, and the local moment as of which it holds. */
export interface OpenedCopy {
  readonly form: KeptForm;
  readonly alias: string;
  readonly asOf: string;
  /** What is known of its tables, by their names, where anything is. */
  readonly facts: ReadonlyMap<string, TableFacts>;
}

/** One table of a copy. */
interface CopiedTable {
  /** In the copy. */
  readonly name: string;
  /** Among all tables of all sources, as the table that is copied has it. */
  readonly id: string;
  readonly columns: readonly KeptColumn[];
  /** The canonical fields that are read from the database for it. */
  readonly fields: ReadonlySet<string>;
}

/** The copy of a root table, and those of the tables under it. */
export interface CopiedRoot extends CopiedTable {
  readonly children: Readonly<Record<string, CopiedChild>>;
  /** What is written for the row in this place among its table's rows, by their keys; null where it is not known yet. */
  store(row: RootRow, place: number | null): readonly WrittenValue[];
  /** The table as it is read. */
  bind(opened: OpenedCopy): BoundRootTable;
}

export interface CopiedChild extends CopiedTable {
  /** The column of the copy of the parents' table that its rows refer to. */
  readonly link: string;
  /** What is written for the row in this place among those under the parent with this link. */
  store(row: AnyRow, key: string | null, parent: string, place: number): readonly WrittenValue[];
  bind(opened: OpenedCopy): BoundChildTable;
}

/**
 * How the tables of a legacy database are copied, by the entity they are of: every field in its canonical form, beside each row's
 * key, its place in the order of the database's own keys, and what was done to its values. Personal fields are encrypted, and
 * without a key left out.
 */
export function copiedTables(
  { source, entities }: SourceMapping,
  key: CopyKey | null,
): Readonly<Record<string, readonly CopiedRoot[]>> {
  return mapValues(entities, (tables, entity) =>
    tables.map((table) => copiedRoot(source.code, entity, table, key)),
  );
}

function copiedRoot(
  source: string,
  entity: string,
  mapping: RootTableMapping,
  key: CopyKey | null,
): CopiedRoot {
  const name = tableId(source, entity, mapping.name).slice(source.length + 1);
  const links = linkColumns(mapping);
  /** Columns of links, each with a child by whose name rows have what stands there. */
  const others = new Map(
    [...links].flatMap(([child, column]) => (column === KEY ? [] : [[column, child] as const])),
  );
  const linked = mapValues(mapping.children, (its, child) => ({
    ...its,
    parentColumn: links.get(child) ?? KEY,
  }));
  const children = mapValues(linked, (its, child) =>
    copiedChild(source, `${name}/${child}`, its, key),
  );
  const own = [codeColumn(KEY), PLACE_COLUMN, ...[...others.keys()].map(codeColumn)];
  const kept = { ...mapping, key: KEY, children: linked };
  const { table, store, bind } = copiedTable(source, name, kept, own, key);
  return {
    ...table,
    children,
    store: (row, place) => [
      row.key,
      place,
      ...[...others.values()].map((child) => row.links[child] ?? null),
      ...store(row),
    ],
    bind: (opened) => ({
      ...bind(opened),
      children: mapValues(children, (child) => child.bind(opened)),
    }),
  };
}

/** `mapping` refers to a column of the copy of the parents' table. */
function copiedChild(
  source: string,
  name: string,
  mapping: ChildTableMapping,
  key: CopyKey | null,
): CopiedChild {
  const own = [codeColumn(PARENT), codeColumn(KEY), PLACE_COLUMN];
  const kept = { ...mapping, childColumn: PARENT, key: mapping.key === null ? null : KEY };
  const { table, store, bind } = copiedTable(source, name, kept, own, key);
  return {
    ...table,
    link: mapping.parentColumn,
    store: (row, its, parent, place) => [parent, its, place, ...store(row)],
    bind: (opened) => ({ ...bind(opened), children: {} }),
  };
}

/** What the copy of any table is: columns of its own, and those of fields. `mapping` is found by columns of the copy. */
function copiedTable<M extends TableMapping>(
  source: string,
  name: string,
  mapping: M,
  own: readonly KeptColumn[],
  key: CopyKey | null,
) {
  const values = copiedFields(mapping, name, key);
  const { fields, mapped, omitted, sealed } = values;
  const id = `${source}/${name}`;
  const columns = [...own, ...values.columns];
  const table: CopiedTable = { name, id, columns, fields };
  return {
    table,
    store: values.store,
    bind: ({ form, alias, asOf, facts }: OpenedCopy): Omit<BoundTable<M>, 'children'> => {
      const { rows: count = null, full = NONE } = facts.get(name) ?? {};
      return {
        // Rows that the mapping leaves out were not copied, and what was joined stands in fields.
        mapping: {
          ...mapping,
          table: { schema: alias, table: name },
          joins: [],
          where: [],
          changed: [],
          fields: mapped,
        },
        source,
        id,
        dialect: form.dialect,
        columns: new Map(columns.map((column) => [column.name, form.info(column)])),
        joins: new Map(),
        indexes: form.indexes(columns),
        rows: null,
        scannedRows: Infinity,
        kept: { place: PLACE, repairs: REPAIRS, omitted, sealed, asOf, count, full },
      };
    },
  };
}

const NONE: ReadonlySet<string> = new Set();

const PLACE_COLUMN: KeptColumn = { name: PLACE, type: 'whole' };

function codeColumn(name: string): KeptColumn {
  return { name, type: 'code' };
}

/** The column that holds what the rows of each child table refer to: the key, or one of its own. */
function linkColumns({ key, children }: RootTableMapping): ReadonlyMap<string, string> {
  const columns = Object.values(children).map(({ parentColumn }) => parentColumn);
  return new Map(
    Object.entries(children).map(([child, { parentColumn }]) => [
      child,
      parentColumn === key ? KEY : `_link${columns.indexOf(parentColumn)}`,
    ]),
  );
}

function mapValues<T, R>(
  values: Readonly<Record<string, T>>,
  map: (value: T, name: string) => R,
): Readonly<Record<string, R>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, map(value, name)]),
  );
}
