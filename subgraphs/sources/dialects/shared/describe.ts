import type { RawRow, RawValue } from '../../model/raw.ts';
import {
  type ColumnInfo,
  type Database,
  DatabaseFault,
  type Statement,
  type TableName,
} from '../dialect.ts';

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
  readonly bind?: (name: string | null) => unknown;
  readonly kinds: Kinds;
  /** Further expressions over INFORMATION_SCHEMA.COLUMNS, called `c`, and what their values say of the column. */
  readonly asked: readonly string[];
  readonly details: (values: readonly RawValue[], type: string) => Partial<ColumnInfo>;
  /** A SELECT, over the same places, of the columns that have an index of their own that keeps their values apart. */
  readonly uniques: string;
  /** How often the two places stand in it, where each takes a binding of its own. */
  readonly uniquesTimes?: number;
}

/** A `describe` over the standard's INFORMATION_SCHEMA. */
export function describeBy({
  places: [schemaPlace, tablePlace],
  usualSchema,
  bind = (name): unknown => name,
  kinds,
  asked,
  details,
  uniques,
  uniquesTimes = 1,
}: InformationSchema): Describe {
  const sql =
    `SELECT ${['COLUMN_NAME', 'DATA_TYPE', 'IS_NULLABLE', 'NUMERIC_PRECISION', 'NUMERIC_SCALE', ...asked].join(', ')} ` +
    `FROM INFORMATION_SCHEMA.COLUMNS c WHERE TABLE_SCHEMA = COALESCE(${schemaPlace}, ${usualSchema}) ` +
    `AND TABLE_NAME = ${tablePlace} ORDER BY ORDINAL_POSITION`;
  return (database, tables, defaultSchema) =>
    describeEach(database, tables, (of) => {
      const bindings = ({ table, schema = defaultSchema }: TableName): readonly unknown[] => [
        bind(schema ?? null),
        bind(table),
      ];
      return {
        ask: { sql, bindings: bindings(of) },
        uniques: {
          sql: uniques,
          bindings: Array.from({ length: uniquesTimes }, () => bindings(of)).flat(),
        },
        column: ([name, declared, nullable, precision, scale, ...values]) => {
          const declaredType = String(declared).toLowerCase();
          const more = details(values, declaredType);
          const { type = declaredType } = more;
          return {
            name: String(name),
            type,
            kind: kindOf(type, kinds),
            unicode: true,
            nullable: nullable !== 'NO',
            ...(precision == null ? {} : { precision: Number(precision) }),
            ...(scale == null ? {} : { scale: Number(scale) }),
            ...more,
          };
        },
      };
    });
}

/** The parts of a description that are not NULL. */
export function present(parts: {
  readonly [K in keyof ColumnInfo]?: ColumnInfo[K] | null;
}): Partial<ColumnInfo> {
  return Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== null));
}

interface Questions {
  readonly ask: Statement;
  readonly uniques: Statement;
  readonly column: (row: RawRow) => ColumnInfo;
}

/** Asks for each table alone; one without columns does not exist. */
export async function describeEach(
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
  questionsOf: (table: TableName) => Questions,
): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> {
  const described = new Map<TableName, readonly ColumnInfo[]>();
  for (const table of tables) {
    const { ask, uniques, column } = questionsOf(table);
    const rows = await database.read(ask);
    if (rows.length === 0) continue;
    const unique = await uniqueColumns(database, uniques);
    described.set(
      table,
      rows.map((row) => {
        const info = column(row);
        return unique === null ? info : { ...info, unique: unique.has(info.name) };
      }),
    );
  }
  return described;
}

/** Null where the server does not tell: not all logins may look into its catalogue, and a view has no index. */
async function uniqueColumns(
  database: Pick<Database, 'read'>,
  statement: Statement,
): Promise<ReadonlySet<string> | null> {
  try {
    const rows = await database.read(statement);
    return rows.length === 0
      ? null
      : new Set(rows.flatMap(([name]) => (name == null ? [] : [String(name)])));
  } catch (error) {
    if (error instanceof DatabaseFault && error.reason === 'FAILED') return null;
    throw error;
  }
}

/** The kind of a type by its name in lower case. */
export function kindOf(type: string, kinds: Kinds): ColumnInfo['kind'] {
  return kinds.find(([, names]) => names.test(type))?.[0] ?? 'other';
}
