import type { ColumnInfo } from '../dialect.ts';

/** A column of a file that we keep; a `search key` is in small letters and without diacritics, moments are ticks. */
export interface KeptColumn {
  readonly name: string;
  readonly type: 'text' | 'search key' | 'number' | 'flag' | 'whole' | 'moment';
}

export const SQL_TYPES = {
  text: 'VARCHAR',
  'search key': 'VARCHAR',
  number: 'DOUBLE',
  flag: 'BOOLEAN',
  whole: 'BIGINT',
  moment: 'BIGINT',
} as const satisfies Record<KeptColumn['type'], string>;

const KINDS = {
  text: 'text',
  'search key': 'text',
  number: 'number',
  flag: 'boolean',
  whole: 'number',
  moment: 'moment',
} as const satisfies Record<KeptColumn['type'], ColumnInfo['kind']>;

/** The column as a described one. */
export function infoOf({ name, type }: KeptColumn): ColumnInfo {
  const sqlType = type === 'search key' ? type : SQL_TYPES[type].toLowerCase();
  return { name, type: sqlType, kind: KINDS[type], unicode: true, nullable: name !== KEY };
}

/** The key of every table, exactly as the database has it. */
export const KEY = '_key';
