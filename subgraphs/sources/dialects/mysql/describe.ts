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
        'SELECT COLUMN_NAME, DATA_TYPE, DATETIME_PRECISION, CHARACTER_SET_NAME FROM INFORMATION_SCHEMA.COLUMNS ' +
        'WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION',
      bindings: [schema, table],
    }),
    column: columnInfo,
  });
}

function columnInfo([name, declared, fraction, charset]: RawRow): ColumnInfo {
  const type = String(declared).toLowerCase();
  const kind = kindOf(type);
  const unicode = charset === null || /^(?:utf|ucs)/u.test(String(charset));
  return {
    name: String(name),
    type,
    kind,
    unicode,
    // What MySQL calls latin1 is Windows-1252.
    ...(charset === 'latin1' ? { codePage: 1252 } : {}),
    ...(kind === 'moment' ? { fraction: Number(fraction ?? 0) } : {}),
  };
}

function kindOf(type: string): ColumnInfo['kind'] {
  if (/^(?:char|varchar|(?:tiny|medium|long)?text|enum|set)$/u.test(type)) return 'text';
  if (/^(?:(?:tiny|small|medium|big)?int|decimal|float|double|year)$/u.test(type)) return 'number';
  if (type === 'datetime' || type === 'timestamp') return 'moment';
  if (type === 'date') return 'date';
  if (type === 'bit') return 'boolean';
  return /binary|blob/u.test(type) ? 'binary' : 'other';
}
