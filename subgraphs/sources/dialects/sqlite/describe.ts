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
  describeEach(database, tables, ({ table, schema = 'main' }) => ({
    ask: [
      {
        // To ask within a schema that is not attached would be an error. A key of whole numbers is the number of the row.
        sql:
          `SELECT name, type, "notnull" OR (pk > 0 AND LOWER(type) = 'integer') FROM pragma_table_info(?1, (SELECT name FROM pragma_database_list WHERE name = ?2)) ` +
          'WHERE EXISTS (SELECT 1 FROM pragma_database_list WHERE name = ?2) ORDER BY cid',
        bindings: [table, schema],
      },
    ],
    // A key of whole numbers is the number of the row and has no index of its own.
    indexes: {
      sql:
        'SELECT x.name, x."column", x."unique" FROM sqlite_master m LEFT JOIN (' +
        `SELECT '' AS name, name AS "column", 1 AS "unique", pk AS place FROM pragma_table_info(?, ?) WHERE pk > 0 UNION ALL ` +
        'SELECT l.name, i.name, l."unique", i.seqno FROM pragma_index_list(?, ?) l JOIN pragma_index_info(l.name) i ' +
        'WHERE l.partial = 0' +
        ") x WHERE m.type = 'table' AND LOWER(m.name) = LOWER(?) ORDER BY x.name, x.place",
      bindings: [table, schema, table, schema, table],
    },
    // No more than this: keys may be far apart, and no row is smaller than sixteen bytes.
    size: {
      sql:
        `SELECT MIN((SELECT MAX(rowid) FROM "${schema}"."${table}") - (SELECT MIN(rowid) FROM "${schema}"."${table}") + 1, ` +
        '(SELECT page_count * page_size / 16 FROM pragma_page_count(), pragma_page_size()))',
      bindings: [],
    },
    column: columnInfo,
  }));

function columnInfo([name, declared, notNull]: RawRow): ColumnInfo {
  const type = String(declared).toLowerCase();
  const info = {
    name: String(name),
    type: type.replace(/\s*\(.*$/u, ''),
    kind: kindOf(type, KINDS),
    unicode: true,
    affinity: affinityOf(type),
    nullable: Number(notNull) === 0,
  };
  return info.kind === 'moment' ? { ...info, fraction: 7 } : info;
}

/** https://www.sqlite.org/datatype3.html#determination_of_column_affinity, both kinds of number as one. */
function affinityOf(type: string): 'text' | 'number' | 'none' {
  if (type.includes('int')) return 'number';
  if (/char|clob|text/u.test(type)) return 'text';
  return type === '' || type.includes('blob') ? 'none' : 'number';
}
