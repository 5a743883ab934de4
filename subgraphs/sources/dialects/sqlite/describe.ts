import type { RawRow } from '../../model/raw.ts';
import type { ColumnInfo, Database, TableName } from '../dialect.ts';
import { describeEach } from '../shared/describe.ts';

/** The columns of each table, by what they were declared as: SQLite itself lets any value into any column. */
export function describe(
  database: Pick<Database, 'read'>,
  tables: readonly TableName[],
): Promise<ReadonlyMap<TableName, readonly ColumnInfo[]>> {
  return describeEach(database, tables, {
    ask: ({ table, schema = 'main' }) => ({
      sql: 'SELECT name, type FROM pragma_table_info(?, ?) ORDER BY cid',
      bindings: [table, schema],
    }),
    column: columnInfo,
  });
}

function columnInfo([name, declared]: RawRow): ColumnInfo {
  const type = String(declared).toLowerCase();
  const info = {
    name: String(name),
    type: type.replace(/\s*\(.*$/u, ''),
    kind: kindOf(type),
    unicode: true,
  };
  return info.kind === 'moment' ? { ...info, fraction: 7 } : info;
}

function kindOf(type: string): ColumnInfo['kind'] {
  if (/datetime|timestamp/u.test(type)) return 'moment';
  if (/^date/u.test(type)) return 'date';
  if (/char|text|clob|string/u.test(type)) return 'text';
  if (/^(?:bool|bit\b)/u.test(type)) return 'boolean';
  if (/int|real|floa|doub|num|dec|money/u.test(type)) return 'number';
  if (/blob|binary|image/u.test(type)) return 'binary';
  return 'other';
}
