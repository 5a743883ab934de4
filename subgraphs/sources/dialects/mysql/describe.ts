import type { ColumnInfo } from '../dialect.ts';
import { describeBy } from '../shared/describe.ts';

export const describe = describeBy({
  ask: (schema, table) => ({
    sql:
      'SELECT COLUMN_NAME, DATA_TYPE, DATETIME_PRECISION, CHARACTER_SET_NAME FROM INFORMATION_SCHEMA.COLUMNS ' +
      'WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? ORDER BY ORDINAL_POSITION',
    bindings: [schema, table],
  }),
  kindOf,
  charactersOf: (set) => ({
    unicode: set === null || /^(?:utf|ucs)/u.test(String(set)),
    // What MySQL calls latin1 is Windows-1252.
    ...(set === 'latin1' ? { codePage: 1252 } : {}),
  }),
});

function kindOf(type: string): ColumnInfo['kind'] {
  if (/^(?:char|varchar|(?:tiny|medium|long)?text|enum|set)$/u.test(type)) return 'text';
  if (/^(?:(?:tiny|small|medium|big)?int|decimal|float|double|year)$/u.test(type)) return 'number';
  if (type === 'datetime' || type === 'timestamp') return 'moment';
  if (type === 'date') return 'date';
  if (type === 'bit') return 'boolean';
  return /binary|blob/u.test(type) ? 'binary' : 'other';
}
