import type {
  BoundChildTable,
  BoundRootTable,
  BoundTable,
  KeptRows,
} from '../compiler/bound-table.ts';
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
  type FieldMapping,
  type RootTableMapping,
  type SourceMapping,
  tableId,
  type TableMapping,
} from '../mapping/mapping.ts';
import type { AnyRow } from '../model/entity.ts';
import { canonicalField } from './canonical-field.ts';
import type { CopyKey } from './personal/copy-key.ts';
import { sealedField } from './personal/sealed-field.ts';

const PLACE = '_place';
const REPAIRS = '_repairs';

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
  const id = tableId(source, entity, mapping.name);
  const name = id.slice(source.length + 1);
  const links = linkColumns(mapping);
  /** Columns of links, each with a child by whose name rows have what stands there. */
  const others = new Map(
    [...links].flatMap(([child, column]) => (column === KEY ? [] : [[column, child] as const])),
  );
  const values = copiedFields(mapping, name, key);
  const children = mapValues(mapping.children, (its, child) =>
    copiedChild(source, `${name}/${child}`, { ...its, parentColumn: links.get(child) ?? KEY }, key),
  );
  const columns = [
    codeColumn(KEY),
    PLACE_COLUMN,
    ...[...others.keys()].map(codeColumn),
    ...values.columns,
    REPAIRS_COLUMN,
  ];

  return {
    name,
    columns,
    id,
    fields: values.fields,
    children,
    store: (row, place) => [
      row.key,
      place,
      ...[...others.values()].map((child) => row.links[child] ?? null),
      ...values.store(row),
      values.repairs(row),
    ],
    bind: (opened) => ({
      ...boundBy(columns, values, opened, name),
      source,
      id,
      mapping: {
        ...mapping,
        table: { schema: opened.alias, table: name },
        joins: [],
        where: [],
        changed: [],
        fields: values.mapped,
        key: KEY,
        children: mapValues(mapping.children, (its, child) => ({
          ...its,
          parentColumn: links.get(child) ?? KEY,
        })),
      },
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
  const id = `${source}/${name}`;
  const values = copiedFields(mapping, name, key);
  const columns = [
    codeColumn(PARENT),
    codeColumn(KEY),
    PLACE_COLUMN,
    ...values.columns,
    REPAIRS_COLUMN,
  ];
  return {
    name,
    columns,
    id,
    fields: values.fields,
    link: mapping.parentColumn,
    store: (row, key, parent, place) => [
      parent,
      key,
      place,
      ...values.store(row),
      values.repairs(row),
    ],
    bind: (opened) => ({
      ...boundBy(columns, values, opened, name),
      source,
      id,
      children: {},
      mapping: {
        ...mapping,
        table: { schema: opened.alias, table: name },
        joins: [],
        where: [],
        changed: [],
        fields: values.mapped,
        childColumn: PARENT,
        key: mapping.key === null ? null : KEY,
      },
    }),
  };
}

const PLACE_COLUMN: KeptColumn = { name: PLACE, type: 'whole' };
const REPAIRS_COLUMN: KeptColumn = { name: REPAIRS, type: 'text' };

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

/** The fields that are kept: constants stay what they are. */
function copiedFields({ fields }: TableMapping, table: string, key: CopyKey | null) {
  const constants = Object.entries(fields).filter(([, field]) => 'constant' in field);
  const columned = Object.entries(fields).flatMap(([name, field]) =>
    'constant' in field ? [] : [{ name, type: field.type, at: field.at }],
  );
  const kept = columned.flatMap((field) => {
    const isSealed: boolean = field.type.personal === true;
    if (isSealed && key === null) return [];
    const its =
      isSealed && key !== null
        ? sealedField(key, `${table}/${field.name}`)
        : canonicalField(field.type);
    return [{ ...field, ...its, isSealed }];
  });
  const mapped: Record<string, FieldMapping> = Object.fromEntries(constants);
  for (const { name, type, at, columns, codec } of kept)
    mapped[name] = { type, at, codec, columns: columns.map(({ suffix }) => `${name}${suffix}`) };
  const names = new Set(kept.map(({ name }) => name));
  const sealed = new Set(kept.filter(({ isSealed }) => isSealed).map(({ name }) => name));

  return {
    fields: names,
    omitted: new Set(columned.flatMap(({ name }) => (names.has(name) ? [] : name))),
    sealed,
    columns: kept.flatMap(({ name, columns, type: { gathers } }): readonly KeptColumn[] =>
      columns.map(({ suffix, type }, index) => ({
        name: `${name}${suffix}`,
        type,
        ...(gathers === true && index === 0 ? { gathers } : {}),
      })),
    ),
    mapped,
    store(row: AnyRow): readonly WrittenValue[] {
      const values: Readonly<Record<string, unknown>> = row;
      return kept.flatMap((its) =>
        its.store(
          values[its.name] ?? null,
          row.repairs.find(({ field }) => field === its.name),
        ),
      );
    },
    /** Those of fields that are encrypted stand with their values. */
    repairs({ repairs }: AnyRow): string | null {
      const open = repairs.filter(({ field }) => !sealed.has(field));
      return open.length === 0 ? null : JSON.stringify(open);
    },
  };
}

function boundBy(
  columns: readonly KeptColumn[],
  { omitted, sealed }: Pick<KeptRows, 'omitted' | 'sealed'>,
  { form, asOf, facts }: OpenedCopy,
  name: string,
): Pick<BoundTable, 'dialect' | 'columns' | 'joins' | 'indexes' | 'rows' | 'scannedRows' | 'kept'> {
  const { rows: count = null, full = NONE } = facts.get(name) ?? {};
  return {
    dialect: form.dialect,
    joins: new Map(),
    indexes: form.indexes(columns),
    rows: null,
    scannedRows: Infinity,
    columns: new Map(columns.map((column) => [column.name, form.info(column)])),
    kept: { place: PLACE, repairs: REPAIRS, omitted, sealed, asOf, count, full },
  };
}

const NONE: ReadonlySet<string> = new Set();

function mapValues<T, R>(
  values: Readonly<Record<string, T>>,
  map: (value: T, name: string) => R,
): Readonly<Record<string, R>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, map(value, name)]),
  );
}
