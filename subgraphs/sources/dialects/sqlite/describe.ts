import type { RawRow } from '../../model/raw.ts';
import type { ColumnInfo } from '../dialect.ts';
import { type Describe, describeEach, kindOf, type Kinds } from '../shared/describe.ts';

const KINDS: Kinds = [
  ['moment', /datetime|timestamp/u],
  ['date', /^date/u],
  ['text', /char|text|clob|string/u],
  ['boolean', /^(?:bool|bit\b)/u],
  ['number', /int|real|floa|doub|num|dec|money/u],
  ['binary', /blob|binary|image/u],
];

/** The columns of each table, by what they were declared as: SQLite itself lets any value into any column. */
export const describe: Describe = (database, tables) =>
  describeEach(database, tables, {
    ask: ({ table, schema = 'main' }) => ({
      // To ask within a schema that is not attached would be an error.
      sql:
        'SELECT name, type FROM pragma_table_info(?1, (SELECT name FROM pragma_database_list WHERE name = ?2)) ' +
        'WHERE EXISTS (SELECT 1 FROM pragma_database_list WHERE name = ?2) ORDER BY cid',
      bindings: [table, schema],
    }),
    column: columnInfo,
  });

function columnInfo([name, declared]: RawRow): ColumnInfo {
  const type = String(declared).toLowerCase();
  const info = {
    name: String(name),
    type: type.replace(/\s*\(.*$/u, ''),
    kind: kindOf(type, KINDS),
    unicode: true,
  };
  return info.kind === 'moment' ? { ...info, fraction: 7 } : info;
}
