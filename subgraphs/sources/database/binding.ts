import type { BoundRootTable, BoundTable } from '../compiler/bound-table.ts';
import { type Absence, type Missing, tableText } from './absence.ts';
import {
  type ColumnInfo,
  type Dialect,
  type TableInfo,
  type TableName,
  USUAL_LIMITS,
} from '../dialects/dialect.ts';
import { doubtfulKey, unfitKey } from './key-rules.ts';
import {
  type FieldMapping,
  type MappingFault,
  type Place,
  type SourceMapping,
  tableId,
  type TableMapping,
} from '../mapping/mapping.ts';
import { didYouMean } from '../mapping/nearest.ts';

/** The tables of each entity, held against the database. */
export type BoundEntities = Readonly<Record<string, readonly BoundRootTable[]>>;

/** Each table that is there. */
export type Described = ReadonlyMap<TableName, TableInfo>;

/** Holds a mapping against what the database says of its tables; all that does not fit is reported together. */
export function bindMapping(
  mapping: SourceMapping,
  dialect: Dialect,
  described: Described,
  absences: readonly Absence[] = [],
): {
  readonly entities: BoundEntities;
  readonly faults: readonly MappingFault[];
  /** What the mapping names and the database does not describe. */
  readonly missing: readonly Missing[];
  /** What the database does not promise, and only its rows could show. */
  readonly doubts: readonly MappingFault[];
} {
  const source = mapping.source.code;
  const { scannedRows } = mapping.database.limits ?? USUAL_LIMITS;
  const faults: MappingFault[] = [];
  const missing: Missing[] = [];
  const doubts: MappingFault[] = [];

  /** `own` are the columns that the table is read by, beside those of its fields. */
  const bindTable = <M extends TableMapping>(
    table: M,
    id: string,
    own: readonly string[],
  ): BoundTable<M> => {
    const { columns: existing, indexes = [], rows } = described.get(table.table) ?? {};
    const { columns, misfits } = bindColumns(table, own, existing);
    const { fields, misfits: unread } = fitFields(table, columns, dialect.strictTypes);
    for (const { column, at, ...otherwise } of misfits) {
      const absence = absences.find(
        (one) => tableText(one.table) === tableText(table.table) && one.column === column,
      );
      const { what, mend } = absence ?? otherwise;
      missing.push({ table: table.table, column });
      faults.push({ ...at, what, mend });
    }
    faults.push(...unread);
    return {
      mapping: { ...table, fields },
      dialect,
      source,
      id,
      columns,
      indexes: indexes.map((index) => index.columns),
      rows: rows ?? null,
      scannedRows,
      children: {},
    };
  };

  const entities = Object.fromEntries(
    Object.entries(mapping.entities).map(([entity, tables]) => [
      entity,
      tables.map((table): BoundRootTable => {
        const children = Object.entries(table.children);
        const id = tableId(source, entity, table.name);
        const own = [table.key, ...children.map(([, { parentColumn }]) => parentColumn)];
        const bound = bindTable(table, id, own);
        const key = bound.columns.get(table.key);
        if (key !== undefined) {
          const unfit = unfitKey(dialect.client, key);
          const doubt = unfit === null ? doubtfulKey(key) : null;
          if (unfit !== null) faults.push({ ...table.keyAt, ...unfit });
          if (doubt !== null) doubts.push({ ...table.keyAt, ...doubt });
        }
        return {
          ...bound,
          children: Object.fromEntries(
            children.map(([child, its]) => {
              const { key, childColumn } = its;
              const keys = key === null ? [childColumn] : [childColumn, key];
              return [child, bindTable(its, `${id}/${child}`, keys)];
            }),
          ),
        };
      }),
    ]),
  );
  return { entities, faults, missing, doubts };
}

/** The fields, each with the codec for just the columns that it lies in, and those whose codec does not fit them. */
function fitFields(
  { fields }: TableMapping,
  columns: ReadonlyMap<string, ColumnInfo>,
  strict: boolean,
): {
  readonly fields: TableMapping['fields'];
  readonly misfits: readonly MappingFault[];
} {
  const misfits: MappingFault[] = [];
  const fitted = Object.entries(fields).map(([name, field]): [string, FieldMapping] => {
    if ('constant' in field || field.codec.fit === undefined) return [name, field];
    const stored = field.columns.flatMap((column) => columns.get(column) ?? []);
    // A column that is not there is said already.
    if (stored.length < field.columns.length) return [name, field];
    const codec = field.codec.fit(stored.map((info) => ({ ...info, strict })));
    if (!('mend' in codec)) return [name, { ...field, codec }];
    misfits.push({ ...field.at, ...codec });
    return [name, field];
  });
  return { fields: Object.fromEntries(fitted), misfits };
}

/** The table's columns by the names that the mapping uses, and those that the database does not have. */
function bindColumns(
  { table, at: itsPlace, where, changed, fields }: TableMapping,
  own: readonly string[],
  existing: readonly ColumnInfo[] | undefined,
): {
  readonly columns: ReadonlyMap<string, ColumnInfo>;
  readonly misfits: readonly (Pick<Missing, 'column'> & {
    readonly at: Place;
    readonly what: string;
    readonly mend: string;
  })[];
} {
  const columns = new Map<string, ColumnInfo>();
  if (existing === undefined) {
    const what = `the database has no table “${tableText(table)}”`;
    return {
      columns,
      misfits: [{ column: null, at: itsPlace, what, mend: 'mend the name, or state its schema' }],
    };
  }
  const wanted = [
    ...[...new Set([...own, ...changed])].map((column) => ({ column, at: itsPlace })),
    ...where,
    ...Object.values(fields).flatMap((field) =>
      'constant' in field ? [] : field.columns.map((column) => ({ column, at: field.at })),
    ),
  ];
  const misfits = wanted.flatMap(({ column, at }) => {
    const info =
      existing.find(({ name }) => name === column) ??
      existing.find(({ name }) => name.toLowerCase() === column.toLowerCase());
    if (info !== undefined) {
      columns.set(column, info);
      return [];
    }
    const what = `the table “${tableText(table)}” has no column “${column}”`;
    const names = existing.map(({ name }) => name);
    const mend = didYouMean(column, names, `its columns are ${names.join(', ')}`);
    return [{ column, at, what, mend }];
  });
  return { columns, misfits };
}

/** Columns that are of another type than when they were last described, or have gone. */
export function changesOf(
  before: Described,
  now: Described,
): readonly { readonly column: string; readonly was: string; readonly is: string }[] {
  return [...before].flatMap(([table, { columns }]) =>
    columns.flatMap(({ name, type: was }) => {
      const is =
        now.get(table)?.columns.find((column) => column.name === name)?.type ?? 'not there';
      return is === was ? [] : [{ column: `${tableText(table)}.${name}`, was, is }];
    }),
  );
}
