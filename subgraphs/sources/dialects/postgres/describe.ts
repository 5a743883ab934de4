import type { RawRow } from '../../raw.ts';
import type { ColumnInfo, Database, TableName } from '../dialect.ts';
import { describeEach } from '../describe.ts';

export function describe(
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
  defaultSchema: string | undefined,
): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> {
  return describeEach(database, tables, {
    ask: ({ table, schema = defaultSchema ?? null }) => ({
      sql:
        'SELECT column_name, data_type, datetime_precision FROM information_schema.columns ' +
        'WHERE table_schema = COALESCE($1, CURRENT_SCHEMA()) AND table_name = $2 ORDER BY ordinal_position',
      bindings: [schema, table],
    }),
    column: columnInfo,
  });
}

function columnInfo([name, type, fraction]: RawRow): ColumnInfo {
  const info = {
    name: String(name),
    type: String(type),
    kind: kindOf(String(type)),
    unicode: true,
  };
  return info.kind === 'moment' ? { ...info, fraction: Number(fraction) } : info;
}

function kindOf(type: string): ColumnInfo['kind'] {
  if (/^(?:text|character|character varying|name)$/u.test(type)) return 'text';
  if (/^(?:smallint|integer|bigint|numeric|real|double precision|money)$/u.test(type))
    return 'number';
  if (type.startsWith('timestamp')) return 'moment';
  if (type === 'date') return 'date';
  if (type === 'boolean') return 'boolean';
  return type === 'bytea' ? 'binary' : 'other';
}
