import { describeBy, present } from '../shared/describe.ts';

/** Its character sets by the names that iconv-lite has for them; of others only ASCII is taken for sure. */
const CHARSETS: Readonly<Record<string, string>> = {
  SQL_ASCII: 'bytes',
  LATIN1: 'iso88591',
  LATIN2: 'iso88592',
  LATIN3: 'iso88593',
  LATIN4: 'iso88594',
  LATIN5: 'iso88599',
  LATIN6: 'iso885910',
  LATIN7: 'iso885913',
  LATIN8: 'iso885914',
  LATIN9: 'iso885915',
  LATIN10: 'iso885916',
  ISO_8859_5: 'iso88595',
  ISO_8859_6: 'iso88596',
  ISO_8859_7: 'iso88597',
  ISO_8859_8: 'iso88598',
  KOI8R: 'koi8r',
  KOI8U: 'koi8u',
  WIN866: 'cp866',
  WIN874: 'windows874',
  ...Object.fromEntries(
    Array.from({ length: 9 }, (_, page) => [`WIN125${page}`, `windows125${page}`]),
  ),
};

/** An enumeration's own name stands for its type; a citext and what is made of one is text. */
export const describe = describeBy({
  places: ['$1', '$2'],
  usualSchema: 'CURRENT_SCHEMA()',
  kinds: [
    ['text', /^(?:text|character|character varying|name|citext)$/u],
    ['number', /^(?:smallint|integer|bigint|numeric|real|double precision|money)$/u],
    ['moment', /^timestamp/u],
    ['date', /^date$/u],
    ['boolean', /^boolean$/u],
    ['binary', /^bytea$/u],
  ],
  unlisted:
    // Materialised views are no part of the standard; their columns by the words and functions of INFORMATION_SCHEMA.
    '(SELECT n.nspname AS table_schema, m.relname AS table_name, a.attname AS column_name, a.attnum AS ordinal_position, ' +
    "CASE WHEN b.typelem <> 0 AND b.typlen = -1 THEN 'ARRAY' WHEN s.nspname = 'pg_catalog' THEN FORMAT_TYPE(b.oid, NULL) " +
    "ELSE 'USER-DEFINED' END AS data_type, CASE WHEN a.attnotnull THEN 'NO' ELSE 'YES' END AS is_nullable, " +
    'information_schema._pg_numeric_precision(b.oid, information_schema._pg_truetypmod(a.*, t.*)) AS numeric_precision, ' +
    'information_schema._pg_numeric_scale(b.oid, information_schema._pg_truetypmod(a.*, t.*)) AS numeric_scale, ' +
    'information_schema._pg_datetime_precision(b.oid, information_schema._pg_truetypmod(a.*, t.*)) AS datetime_precision, ' +
    's.nspname AS udt_schema, b.typname AS udt_name, l.collname AS collation_name ' +
    'FROM pg_catalog.pg_class m JOIN pg_catalog.pg_namespace n ON n.oid = m.relnamespace ' +
    'JOIN pg_catalog.pg_attribute a ON a.attrelid = m.oid AND a.attnum > 0 AND NOT a.attisdropped ' +
    'JOIN pg_catalog.pg_type t ON t.oid = a.atttypid ' +
    "JOIN pg_catalog.pg_type b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END " +
    'JOIN pg_catalog.pg_namespace s ON s.oid = b.typnamespace ' +
    "LEFT JOIN pg_catalog.pg_collation l ON l.oid = a.attcollation AND l.collname <> 'default' " +
    "WHERE m.relkind = 'm' AND HAS_COLUMN_PRIVILEGE(m.oid, a.attnum, 'SELECT')) c " +
    'WHERE table_schema = COALESCE($1, CURRENT_SCHEMA()) AND table_name = $2',
  asked: [
    'datetime_precision',
    "CURRENT_SETTING('server_encoding')",
    'udt_name',
    "QUOTE_IDENT(udt_schema) || '.' || QUOTE_IDENT(udt_name)",
    '(SELECT CAST(JSON_AGG(e.enumlabel ORDER BY e.enumsortorder) AS text) FROM pg_catalog.pg_enum e ' +
      'JOIN pg_catalog.pg_type y ON y.oid = e.enumtypid JOIN pg_catalog.pg_namespace n ON n.oid = y.typnamespace ' +
      'WHERE y.typname = udt_name AND n.nspname = udt_schema)',
    // Of a database whose collation is not the C library's, another column tells, which old servers do not have.
    'COALESCE(collation_name, (SELECT CAST(d.datcollate AS text) FROM pg_catalog.pg_database d ' +
      "WHERE d.datname = CURRENT_DATABASE() AND COALESCE(TO_JSON(d) ->> 'datlocprovider', 'c') = 'c'))",
  ],
  details: ([fraction, encoding, udt, qualified, labels, collation], declared) => {
    const type = declared === 'user-defined' ? String(udt) : declared;
    const set = String(encoding);
    return present({
      type,
      fraction: type.startsWith('timestamp') ? Number(fraction ?? 0) : null,
      collation: typeof collation === 'string' ? collation : null,
      charset: set === 'UTF8' ? null : (CHARSETS[set] ?? set),
      valueType: valueTypeOf(type, String(qualified), declared === 'user-defined'),
      labels: typeof labels === 'string' ? (JSON.parse(labels) as string[]) : null,
    });
  },
  indexes:
    'SELECT x.indexrelid, x.attname, x.is_unique, r.reltuples ' +
    'FROM pg_catalog.pg_class r JOIN pg_catalog.pg_namespace n ON n.oid = r.relnamespace LEFT JOIN (' +
    'SELECT i.indrelid, i.indexrelid, CAST(i.indisunique AS int) AS is_unique, k.place, a.attname ' +
    'FROM pg_catalog.pg_index i JOIN pg_catalog.pg_class o ON o.oid = i.indexrelid ' +
    "JOIN pg_catalog.pg_am m ON m.oid = o.relam AND m.amname = 'btree' " +
    'CROSS JOIN LATERAL UNNEST(i.indkey) WITH ORDINALITY k (attnum, place) ' +
    'LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.attnum AND a.attnum > 0 ' +
    'WHERE i.indpred IS NULL AND i.indisvalid) x ON x.indrelid = r.oid ' +
    "WHERE n.nspname = COALESCE($1, CURRENT_SCHEMA()) AND r.relname = $2 AND r.relkind IN ('r', 'p', 'm') " +
    'ORDER BY x.indexrelid, x.place',
});

/** Without a length: a value that is cut to it would be another one. */
function valueTypeOf(type: string, qualified: string, own: boolean): string {
  if (own) return qualified;
  if (type === 'character') return 'bpchar';
  return type === 'character varying' ? 'text' : type;
}
