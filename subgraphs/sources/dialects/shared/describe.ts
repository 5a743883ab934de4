import type { RawRow, RawValue } from '../../model/raw.ts';
import type { ColumnInfo, Database, Statement, TableName } from '../dialect.ts';

/** How a dialect's INFORMATION_SCHEMA is asked, and what its words mean. */
interface InformationSchema {
  /** Asks for each column's name, type, digits of a second and character set; null stands for the usual schema. */
  readonly ask: (schema: string | null, table: string) => Statement;
  readonly kindOf: (type: string) => ColumnInfo['kind'];
  readonly charactersOf: (set: RawValue, type: string) => Pick<ColumnInfo, 'unicode' | 'codePage'>;
}

/** A `describe` over the standard's INFORMATION_SCHEMA. */
export function describeBy({ ask, kindOf, charactersOf }: InformationSchema) {
  return (
    database: Pick<Database, 'read'>,
    tables: readonly TableName[],
    defaultSchema: string | undefined,
  ): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> =>
    describeEach(database, tables, {
      ask: ({ table, schema = defaultSchema ?? null }) => ask(schema, table),
      column: ([name, declared, fraction, set = null]) => {
        const type = String(declared).toLowerCase();
        const kind = kindOf(type);
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
