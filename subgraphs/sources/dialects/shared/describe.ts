import type { RawRow, RawValue } from '../../model/raw.ts';
import type { ColumnInfo, Database, Statement, TableName } from '../dialect.ts';

/** Asks a database for the columns of each table; unqualified ones lie in the default schema. */
export type Describe = (
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
  defaultSchema: string | undefined,
) => Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>>;

/** The type names of each kind; the first kind whose names match is a column's, and `other` where none does. */
export type Kinds = readonly (readonly [ColumnInfo['kind'], RegExp])[];

/** How a dialect's INFORMATION_SCHEMA is asked, and what its words mean. */
interface InformationSchema {
  /** The places of the schema and the table in a statement. */
  readonly places: readonly [schema: string, table: string];
  /** Where unqualified tables lie unless the source says otherwise, as an expression. */
  readonly usualSchema: string;
  /** Expressions for a moment's digits of a second and for a text's character set. */
  readonly columns: { readonly fraction: string; readonly characters: string };
  readonly bind?: (name: string | null) => unknown;
  readonly kinds: Kinds;
  readonly charactersOf: (set: RawValue, type: string) => Pick<ColumnInfo, 'unicode' | 'codePage'>;
}

/** A `describe` over the standard's INFORMATION_SCHEMA. */
export function describeBy({
  places: [schemaPlace, tablePlace],
  usualSchema,
  columns: { fraction: fractionColumn, characters },
  bind = (name) => name,
  kinds,
  charactersOf,
}: InformationSchema): Describe {
  const sql =
    `SELECT COLUMN_NAME, DATA_TYPE, ${fractionColumn}, ${characters} FROM INFORMATION_SCHEMA.COLUMNS ` +
    `WHERE TABLE_SCHEMA = COALESCE(${schemaPlace}, ${usualSchema}) AND TABLE_NAME = ${tablePlace} ORDER BY ORDINAL_POSITION`;
  return (database, tables, defaultSchema) =>
    describeEach(database, tables, {
      ask: ({ table, schema = defaultSchema ?? null }) => ({
        sql,
        bindings: [bind(schema), bind(table)],
      }),
      column: ([name, declared, fraction, set = null]) => {
        const type = String(declared).toLowerCase();
        const kind = kindOf(type, kinds);
        return {
          name: String(name),
          type,
          kind,
          ...charactersOf(set, type),
          ...(kind === 'moment' ? { fraction: Number(fraction ?? 0) } : {}),
        };
      },
    });
}

/** Asks for each table alone; one without columns does not exist. */
export async function describeEach(
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
  {
    ask,
    column,
  }: {
    readonly ask: (table: TableName) => Statement;
    readonly column: (row: RawRow) => ColumnInfo;
  },
): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> {
  const described = new Map<TableName, readonly ColumnInfo[]>();
  for (const table of tables) {
    const rows = await database.read(ask(table));
    if (rows.length > 0) described.set(table, rows.map(column));
  }
  return described;
}

/** The kind of a type by its name in lower case. */
export function kindOf(type: string, kinds: Kinds): ColumnInfo['kind'] {
  return kinds.find(([, names]) => names.test(type))?.[0] ?? 'other';
}
