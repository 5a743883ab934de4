import type { SqlDialect } from '../../dialect.ts';
import { createExpressions } from '../../shared/expressions.ts';
import type { Words } from '../../shared/words.ts';
import { glue, name, value } from '../../shared/fragment.ts';
import { describeKept, type KeptColumn, type KeptForm } from '../../shared/kept/kept-column.ts';
import { tickWords } from '../../shared/kept/tick-words.ts';
import { words as its } from '../expressions.ts';
import { postgres } from '../index.ts';

/** The type of a column of search keys, which are in small letters already. */
const SEARCHED = 'search key';

/** PostgreSQL's own words, but for moments, which no timestamp is fine enough for. */
const words: Words = {
  ...its,
  ...tickWords('/'),
  like: (column, pattern) =>
    column.info.type === SEARCHED
      ? glue`${name(column.reference)} LIKE ${value(pattern)} ESCAPE '\\'`
      : its.like(column, pattern),
};

const dialect: SqlDialect = { ...postgres, expressions: createExpressions(words) };

const TYPES = {
  text: 'text',
  code: 'text',
  coded: 'text',
  'search key': SEARCHED,
  number: 'double precision',
  flag: 'boolean',
  whole: 'bigint',
  moment: 'bigint',
} as const satisfies Record<KeptColumn['type'], string>;

const INDEXED: ReadonlySet<KeptColumn['type']> = new Set(['code', 'whole', 'moment']);

/** Columns as PostgreSQL makes them. Text is compared as DuckDB compares it, whatever the database's own collation is. */
export const SQL_TYPES: Readonly<Record<KeptColumn['type'], string>> = {
  ...TYPES,
  text: 'text COLLATE "C"',
  code: 'text COLLATE "C"',
  coded: 'text COLLATE "C"',
  'search key': 'text COLLATE "C"',
};

/** Copies in schemas of PostgreSQL: an index over each column that rows are looked up or sorted by. */
export const inPostgres: KeptForm = {
  dialect,
  isOneShelf: false,
  info(column) {
    const type = TYPES[column.type];
    const isText = SQL_TYPES[column.type] !== type;
    return describeKept(column, { type, ...(isText ? { collation: 'C' } : {}) });
  },
  indexes: (columns) =>
    columns.flatMap(({ name: its, type }) => (INDEXED.has(type) ? [[its]] : [])),
};
