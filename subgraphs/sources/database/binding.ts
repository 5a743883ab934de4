import type { BoundRootTable, BoundTable } from '../compiler/bound-table.ts';
import { type Absence, type Missing, tableText } from './absence.ts';
import {
  type ColumnInfo,
  type Dialect,
  type TableInfo,
  type TableName,
  USUAL_LIMITS,
} from '../dialects/dialect.ts';
import { bindJoins } from './join-rules.ts';
import { doubtfulKey, unfitKey } from './key-rules.ts';
import {
  type FieldMapping,
  joinNameOf,
  type SourceMapping,
  tableId,
  type TableMapping,
} from '../mapping/mapping.ts';
import { didYouMean } from '../../../service/nearest.ts';
import type { Place, WrittenFault } from '../../../service/yaml/written-fault.ts';

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
  readonly faults: readonly WrittenFault[];
  /** What the mapping names and the database does not describe. */
  readonly missing: readonly Missing[];
  /** What the database does not promise, and only its rows could show. */
  readonly doubts: readonly WrittenFault[];
} {
  const source = mapping.source.code;
  const { scannedRows } = mapping.database.limits ?? USUAL_LIMITS;
  const faults: WrittenFault[] = [];
  const missing: Missing[] = [];
  const doubts: WrittenFault[] = [];

  /** `own` are the columns that the table is read by, beside those of its fields. */
  const bindTable = <M extends TableMapping>(
    table: M,
    id: string,
    own: readonly WrittenColumn[],
  ): BoundTable<M> => {
    const { indexes = [], rows } = described.get(table.table) ?? {};
    const { columns, misfits } = bindColumns(table, own, described);
    const { fields, misfits: unread } = fitFields(table, columns, dialect.strictTypes);
    for (const { table: its, column, at, ...otherwise } of misfits) {
      const absence = absences.find(
        (one) => tableText(one.table) === tableText(its) && one.column === column,
      );
      const { what, mend } = absence ?? otherwise;
      missing.push({ table: its, column });
      faults.push({ ...at, what, mend });
    }
    faults.push(...unread);
    const joins = bindJoins(table, columns, described, dialect.strictTypes);
    if (misfits.length === 0) {
      faults.push(...joins.faults);
      doubts.push(...joins.doubts);
    }
    return {
      mapping: { ...table, fields },
      dialect,
      source,
      id,
      columns,
      joins: joins.bound,
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
        const own = [
          { column: table.key, at: table.keyAt },
          ...children.map(([, { parentColumn, parentAt }]) => ({
            column: parentColumn,
            at: parentAt,
          })),
        ];
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
              const { key, keyAt, childColumn, parentAt } = its;
              const keys = [
                { column: childColumn, at: parentAt },
                ...(key === null ? [] : [{ column: key, at: keyAt }]),
              ];
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
  readonly misfits: readonly WrittenFault[];
} {
  const misfits: WrittenFault[] = [];
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

/** A column that the mapping names, and where it does. */
interface WrittenColumn {
  readonly column: string;
  readonly at: Place;
}

interface Misfit extends Missing {
  readonly at: Place;
  readonly what: string;
  readonly mend: string;
}

/** The table's columns by the names that the mapping uses, and those that the database does not have. */
function bindColumns(
  mapping: TableMapping,
  own: readonly WrittenColumn[],
  described: Described,
): {
  readonly columns: ReadonlyMap<string, ColumnInfo>;
  readonly misfits: readonly Misfit[];
} {
  const { table, at: itsPlace, joins } = mapping;
  const tables = [
    { join: null, table, at: itsPlace },
    ...joins.map((join) => ({ join: join.name, table: join.table, at: join.at })),
  ];
  const columns = new Map<string, ColumnInfo>();
  const wanted = wantedColumns(mapping, own);
  const misfits = tables.flatMap(({ join, table, at: whole }): readonly Misfit[] => {
    const existing = described.get(table)?.columns;
    if (existing === undefined) {
      const what = `the database has no table “${tableText(table)}”`;
      return [{ table, column: null, at: whole, what, mend: 'mend the name, or state its schema' }];
    }
    return wanted.flatMap(({ column, at }) => {
      if (joinNameOf(column) !== join) return [];
      const bare = join === null ? column : column.slice(join.length + 1);
      const info =
        existing.find(({ name }) => name === bare) ??
        existing.find(({ name }) => name.toLowerCase() === bare.toLowerCase());
      if (info !== undefined) {
        columns.set(column, info);
        return [];
      }
      const what = `the table “${tableText(table)}” has no column “${bare}”`;
      const names = existing.map(({ name }) => name);
      const mend = didYouMean(bare, names, `its columns are ${names.join(', ')}`);
      return [{ table, column: bare, at, what, mend }];
    });
  });
  return { columns, misfits };
}

/** Every column that the mapping of a table names, and where; of those that the table is read by, where it does first. */
function wantedColumns(
  { joins, where, changed, changedAt, fields }: TableMapping,
  own: readonly WrittenColumn[],
): readonly WrittenColumn[] {
  const reads = [...own, ...changed.map((column) => ({ column, at: changedAt }))];
  return [
    ...reads.filter(
      ({ column }, index) => reads.findIndex((one) => one.column === column) === index,
    ),
    ...where,
    ...joins.flatMap(({ name, at, on, where: its, chosen }) => [
      ...on
        .flatMap(({ theirs, ours }) => [`${name}.${theirs}`, ours])
        .map((column) => ({ column, at })),
      ...its,
      ...(chosen?.order ?? []).flatMap(({ column }) => [
        { column: `${name}.${column}`, at },
        ...(chosen?.which === 'next' || chosen?.which === 'previous' ? [{ column, at }] : []),
      ]),
    ]),
    ...Object.values(fields).flatMap((field) =>
      'constant' in field ? [] : field.columns.map((column) => ({ column, at: field.at })),
    ),
  ];
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
