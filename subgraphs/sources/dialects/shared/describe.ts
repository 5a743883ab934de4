import { groupBy } from '../../../../service/group-by.ts';
import type { RawRow, RawValue } from '../../model/raw.ts';
import {
  type ColumnInfo,
  type Database,
  DatabaseFault,
  type Statement,
  type TableIndex,
  type TableInfo,
  type TableName,
} from '../dialect.ts';

/** Asks a database what each table is; unqualified ones lie in the default schema. */
export type Describe = (
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
  defaultSchema: string | undefined,
) => Promise<ReadonlyMap<TableName, TableInfo>>;

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
  /**
   * Tables that are no part of INFORMATION_SCHEMA, by the same names of columns: what stands behind FROM, over the same places.
   * Asked where INFORMATION_SCHEMA has no such table.
   */
  readonly unlisted?: string;
  /** Further expressions over INFORMATION_SCHEMA.COLUMNS, called `c`, and what their values say of the column. */
  readonly asked: readonly string[];
  readonly details: (values: readonly RawValue[], type: string) => Partial<ColumnInfo>;
  /**
   * A SELECT, over the same places, of the indexes of a table that is no view: of each its columns in their order, with the
   * index's name, the column (NULL for an expression) and 1 where it keeps values apart. One row of NULLs where there is none.
   * In the last column of each row, about how many rows the table has.
   */
  readonly indexes: string;
  /** How often the two places stand in it, where each takes a binding of its own. */
  readonly indexesTimes?: number;
}

/** A `describe` over the standard's INFORMATION_SCHEMA. */
export function describeBy({
  places: [schemaPlace, tablePlace],
  usualSchema,
  bind = (name): unknown => name,
  kinds,
  unlisted,
  asked,
  details,
  indexes,
  indexesTimes = 1,
}: InformationSchema): Describe {
  const columns = `SELECT ${['COLUMN_NAME', 'DATA_TYPE', 'IS_NULLABLE', 'NUMERIC_PRECISION', 'NUMERIC_SCALE', ...asked].join(', ')}`;
  const listed =
    `INFORMATION_SCHEMA.COLUMNS c WHERE TABLE_SCHEMA = COALESCE(${schemaPlace}, ${usualSchema}) ` +
    `AND TABLE_NAME = ${tablePlace}`;
  return (database, tables, defaultSchema) =>
    describeEach(database, tables, (of) => {
      const bindings = ({ table, schema = defaultSchema }: TableName): readonly unknown[] => [
        bind(schema ?? null),
        bind(table),
      ];
      return {
        ask: [listed, ...(unlisted === undefined ? [] : [unlisted])].map((from) => ({
          sql: `${columns} FROM ${from} ORDER BY ORDINAL_POSITION`,
          bindings: bindings(of),
        })),
        indexes: {
          sql: indexes,
          bindings: Array.from({ length: indexesTimes }, () => bindings(of)).flat(),
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
  /** Of its columns: each is asked where those before it had no answer. */
  readonly ask: readonly Statement[];
  readonly indexes: Statement;
  /** Where that is not in the answer about indexes: about how many rows it has. */
  readonly size?: Statement;
  readonly column: (row: RawRow) => ColumnInfo;
}

/** Asks for each table alone; one without columns does not exist. */
export async function describeEach(
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
  questionsOf: (table: TableName) => Questions,
): Promise<ReadonlyMap<TableName, TableInfo>> {
  const described = new Map<TableName, TableInfo>();
  for (const table of tables) {
    const { ask, indexes: askIndexes, size, column } = questionsOf(table);
    const columns = (await firstAnswer(database, ask)).map(column);
    if (columns.length === 0) continue;
    const found = await told(database, askIndexes);
    const counted = size === undefined ? found : await told(database, size);
    const rows = rowsIn(counted);
    const indexes = found.length === 0 ? undefined : indexesIn(found);
    const unique = new Set(
      indexes?.flatMap((index) =>
        index.unique && index.columns.length === 1 ? index.columns : [],
      ),
    );
    described.set(table, {
      columns:
        indexes === undefined
          ? columns
          : columns.map((info) => ({ ...info, unique: unique.has(info.name) })),
      ...(indexes === undefined ? {} : { indexes }),
      ...(rows === undefined ? {} : { rows }),
    });
  }
  return described;
}

async function firstAnswer(
  database: Pick<Database, 'read'>,
  [first, ...others]: readonly Statement[],
): Promise<readonly RawRow[]> {
  if (first === undefined) return [];
  const rows = await database.read(first);
  return rows.length > 0 ? rows : firstAnswer(database, others);
}

/** The indexes of rows of index, column and whether it keeps values apart. */
function indexesIn(found: readonly RawRow[]): readonly TableIndex[] {
  return groupBy(
    found.filter(([index]) => index !== null),
    ([index]) => String(index),
  ).flatMap((members) => {
    const named = members.map(([, column]) => column ?? null);
    const end = named.indexOf(null);
    const columns = (end < 0 ? named : named.slice(0, end)).map(String);
    // What is cut off is part of what it keeps apart.
    const unique = end < 0 && Number(members[0][2]) === 1;
    return columns.length === 0 ? [] : [{ columns, unique }];
  });
}

/** Statistics of a table that was never looked at are below zero, or none. */
function rowsIn([first]: readonly RawRow[]): number | undefined {
  const rows = first?.at(-1) ?? null;
  return rows === null || Number(rows) < 0 ? undefined : Number(rows);
}

/** Nothing where the server does not tell: not all logins may look into its catalogue. */
async function told(
  database: Pick<Database, 'read'>,
  statement: Statement,
): Promise<readonly RawRow[]> {
  try {
    return await database.read(statement);
  } catch (error) {
    if (error instanceof DatabaseFault && error.reason === 'FAILED') return [];
    throw error;
  }
}

/** The kind of a type by its name in lower case. */
export function kindOf(type: string, kinds: Kinds): ColumnInfo['kind'] {
  return kinds.find(([, names]) => names.test(type))?.[0] ?? 'other';
}
