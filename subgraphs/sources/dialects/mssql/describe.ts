import type { ColumnInfo } from '../dialect.ts';
import { describeBy } from '../shared/describe.ts';
import { SqlInput } from './input.ts';

export const describe = describeBy({
  ask: (schema, table) => ({
    sql:
      "SELECT COLUMN_NAME, DATA_TYPE, CAST(DATETIME_PRECISION AS int), CAST(COLLATIONPROPERTY(COLLATION_NAME, 'CodePage') AS int) " +
      'FROM INFORMATION_SCHEMA.COLUMNS WHERE TABLE_SCHEMA = COALESCE(@p0, SCHEMA_NAME()) AND TABLE_NAME = @p1 ORDER BY ORDINAL_POSITION',
    bindings: [new SqlInput('nvarchar', schema), new SqlInput('nvarchar', table)],
  }),
  kindOf,
  charactersOf: (codePage, type) => {
    const unicode = !/^(?:var)?char$|^text$/u.test(type);
    return { unicode, ...(!unicode && codePage !== null ? { codePage: Number(codePage) } : {}) };
  },
});

function kindOf(type: string): ColumnInfo['kind'] {
  if (/^n?(?:var)?char$|^n?text$|^sysname$/u.test(type)) return 'text';
  if (/^(?:tiny|small|big)?int$|^(?:small)?money$|^(?:decimal|numeric|float|real)$/u.test(type))
    return 'number';
  if (/^(?:small)?datetime$|^datetime2$|^datetimeoffset$/u.test(type)) return 'moment';
  if (type === 'date') return 'date';
  if (type === 'bit') return 'boolean';
  return /^(?:(?:var)?binary|image|timestamp|rowversion)$/u.test(type) ? 'binary' : 'other';
}
