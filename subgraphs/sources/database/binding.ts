import type { BoundRootTable, BoundTable } from '../compiler/bound-table.ts';
import type { ColumnInfo, Dialect, TableName } from '../dialects/dialect.ts';
import type { MappingFault, SourceMapping, TableMapping } from '../mapping/mapping.ts';

/** The tables of each entity, held against the database. */
export type BoundEntities = Readonly<Record<string, readonly BoundRootTable[]>>;

type Described = ReadonlyMap<TableName, readonly ColumnInfo[]>;

/** Holds a mapping against what the database says of its tables; all that does not fit is reported together. */
export function bindMapping(
  mapping: SourceMapping,
  dialect: Dialect,
  described: Described,
): { readonly entities: BoundEntities; readonly faults: readonly MappingFault[] } {
  const source = mapping.source.code;
  const faults: MappingFault[] = [];

  /** `own` are the columns that the table is read by, beside those of its fields. */
  const bindTable = <M extends TableMapping>(
    table: M,
    id: string,
    own: readonly string[],
  ): BoundTable<M> => {
    const { columns, misfits } = bindColumns(table, own, described.get(table.table));
    faults.push(...misfits.map((misfit) => ({ file: mapping.file, ...misfit })));
    return { mapping: table, dialect, source, id, columns, children: {} };
  };

  const entities = Object.fromEntries(
    Object.entries(mapping.entities).map(([entity, tables]) => [
      entity,
      tables.map((table): BoundRootTable => {
        const children = Object.entries(table.children);
        const id = [source, entity, ...(table.name === null ? [] : [table.name])].join('/');
        const own = [table.key, ...children.map(([, { parentColumn }]) => parentColumn)];
        return {
          ...bindTable(table, id, own),
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
  return { entities, faults };
}

/** The table's columns by the names that the mapping uses, and those that the database does not have. */
function bindColumns(
  { table, line: itsLine, where, fields }: TableMapping,
  own: readonly string[],
  existing: readonly ColumnInfo[] | undefined,
): {
  readonly columns: ReadonlyMap<string, ColumnInfo>;
  readonly misfits: readonly Omit<MappingFault, 'file'>[];
} {
  const columns = new Map<string, ColumnInfo>();
  if (existing === undefined) {
    const what = `the database has no table “${tableText(table)}”`;
    return {
      columns,
      misfits: [{ line: itsLine, what, mend: 'mend the name, or state its schema' }],
    };
  }
  const wanted = [
    ...own.map((column) => ({ column, line: itsLine })),
    ...where,
    ...Object.values(fields).flatMap((field) =>
      'constant' in field ? [] : field.columns.map((column) => ({ column, line: field.line })),
    ),
  ];
  const misfits = wanted.flatMap(({ column, line }) => {
    const info =
      existing.find(({ name }) => name === column) ??
      existing.find(({ name }) => name.toLowerCase() === column.toLowerCase());
    if (info !== undefined) {
      columns.set(column, info);
      return [];
    }
    const what = `the table “${tableText(table)}” has no column “${column}”`;
    return [{ line, what, mend: `its columns are ${existing.map(({ name }) => name).join(', ')}` }];
  });
  return { columns, misfits };
}

function tableText({ schema, table }: TableName): string {
  return schema === undefined ? table : `${schema}.${table}`;
}
