import { describeKept, type KeptColumn, type KeptForm } from '../shared/kept/kept-column.ts';
import { duckdb } from './index.ts';

export const SQL_TYPES = {
  text: 'VARCHAR',
  code: 'VARCHAR',
  coded: 'VARCHAR',
  'search key': 'VARCHAR',
  number: 'DOUBLE',
  flag: 'BOOLEAN',
  whole: 'BIGINT',
  moment: 'BIGINT',
} as const satisfies Record<KeptColumn['type'], string>;

/** Copies in files of DuckDB. It looks through a column faster than others find a row. */
export const inDuckdb: KeptForm = {
  dialect: duckdb,
  isOneShelf: true,
  info(column) {
    const { type, gathers } = column;
    const isTold = type === 'search key' || (type === 'coded' && gathers !== true);
    return describeKept(column, { type: isTold ? type : SQL_TYPES[type].toLowerCase() });
  },
  indexes: () => [],
};
