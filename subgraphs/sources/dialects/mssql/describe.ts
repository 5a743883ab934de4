import type { RawRow } from '../../raw.ts';
import type { ColumnInfo, Database, TableName } from '../dialect.ts';
import { describeEach } from '../describe.ts';
import { SqlInput } from './input.ts';

export function describe(
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
  defaultSchema: string | undefined,
): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> {
  return describeEach(database, tables, {
    ask: ({ table, schema = defaultSchema ?? null }) => ({
      sql:
        "SELECT COLUMN_NAME, DATA_TYPE, CAST(DATETIME_PRECISION AS int), CAST(COLLATIONPROPERTY(COLLATION_NAME, 'CodePage') AS int) " +
        'FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = COALESCE(@p0, SCHEMA_NAME()) AND TABLE_NAME = @p1 ORDER BY ORDINAL_POSITION',
      bindings: [new SqlInput('nvarchar', schema), new SqlInput('nvarchar', table)],
    }),
    column: columnInfo,
  });
}

function columnInfo([name, declared, fraction, codePage]: RawRow): ColumnInfo {
  const type = String(declared).toLowerCase();
  const kind = kindOf(type);
  const unicode = !/^(?:var)?char$|^text$/u.test(type);
  return {
    name: String(name),
    type,
    kind,
    unicode,
    ...(!unicode && codePage !== null ? { codePage: Number(codePage) } : {}),
    ...(kind === 'moment' ? { fraction: Number(fraction ?? 0) } : {}),
  };
}

function kindOf(type: string): ColumnInfo['kind'] {
  if (/^n?(?:var)?char$|^n?text$|^sysname$/u.test(type)) return 'text';
  if (/^(?:tiny|small|big)?int$|^(?:small)?money$|^(?:decimal|numeric|float|real)$/u.test(type))
    return 'number';
  if (/^(?:small)?datetime$|^datetime2$|^datetimeoffset$/u.test(type)) return 'moment';
  if (type === 'date') return 'date';
  if (type === 'bit') return 'boolean';
  return /^(?:(?:var)?binary|image|timestamp|rowversion)$/u.test(type) ? 'binary' : 'other';
}
