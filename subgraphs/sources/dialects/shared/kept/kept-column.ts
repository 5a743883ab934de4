import type { ColumnInfo, SqlDialect } from '../../dialect.ts';

/**
 * A column of a copy. A `code` is a text that rows are looked up by; what is `coded` is one of a few texts; a `search key` is in
 * small letters and without diacritics; moments are ticks.
 */
export interface KeptColumn {
  readonly name: string;
  readonly type: 'text' | 'code' | 'coded' | 'search key' | 'number' | 'flag' | 'whole' | 'moment';
  /** Rows that have one value in it are asked for together. */
  readonly gathers?: true;
}

/** The key of every table, exactly as the database has it. */
export const KEY = '_key';

/** What the rows of a table under another's refer to, in its column of links. */
export const PARENT = '_parent';

/** A database in which copies are kept: how it is asked, and what it makes of their columns. */
export interface KeptForm {
  readonly dialect: SqlDialect;
  /** Whether tables of several copies go into one statement: where one keeps nothing it says NULL, of whatever type the others have. */
  readonly isOneShelf: boolean;
  /** The column as a described one. */
  info(column: KeptColumn): ColumnInfo;
  /** The columns of each index of a table that has these. */
  indexes(columns: readonly KeptColumn[]): readonly (readonly string[])[];
}

const KINDS = {
  text: 'text',
  code: 'text',
  coded: 'text',
  'search key': 'text',
  number: 'number',
  flag: 'boolean',
  whole: 'number',
  moment: 'moment',
} as const satisfies Record<KeptColumn['type'], ColumnInfo['kind']>;

/** The column as a described one, with what its database calls its type. */
export function describeKept(
  { name, type }: KeptColumn,
  its: Pick<ColumnInfo, 'type' | 'collation'>,
): ColumnInfo {
  return { name, ...its, kind: KINDS[type], unicode: true, nullable: name !== KEY };
}
