import { describeBy, present } from '../shared/describe.ts';
import { SqlInput } from './input.ts';

export const describe = describeBy({
  places: ['@p0', '@p1'],
  usualSchema: 'SCHEMA_NAME()',
  bind: (name) => new SqlInput('nvarchar', name),
  kinds: [
    ['text', /^n?(?:var)?char$|^n?text$|^sysname$/u],
    ['number', /^(?:tiny|small|big)?int$|^(?:small)?money$|^(?:decimal|numeric|float|real)$/u],
    ['moment', /^(?:small)?datetime$|^datetime2$|^datetimeoffset$/u],
    ['date', /^date$/u],
    ['boolean', /^bit$/u],
    ['binary', /^(?:(?:var)?binary|image|timestamp|rowversion)$/u],
  ],
  unlisted:
    // A synonym of what lies in this database; of what lies elsewhere, only that database tells.
    'INFORMATION_SCHEMA.COLUMNS c JOIN sys.synonyms y ON c.TABLE_NAME = PARSENAME(y.base_object_name, 1) ' +
    'AND c.TABLE_SCHEMA = COALESCE(PARSENAME(y.base_object_name, 2), SCHEMA_NAME()) ' +
    'AND COALESCE(PARSENAME(y.base_object_name, 3), DB_NAME()) = DB_NAME() AND PARSENAME(y.base_object_name, 4) IS NULL ' +
    'WHERE y.schema_id = SCHEMA_ID(COALESCE(@p0, SCHEMA_NAME())) AND y.name = @p1',
  asked: [
    'CAST(DATETIME_PRECISION AS int)',
    "CAST(COLLATIONPROPERTY(COLLATION_NAME, 'CodePage') AS int)",
    'COLLATION_NAME',
    'CHARACTER_MAXIMUM_LENGTH',
  ],
  details: ([fraction, codePage, collation, length], type) => {
    const unicode = !/^(?:var)?char$|^text$/u.test(type);
    const number = (value: unknown) =>
      value === null || value === undefined ? null : Number(value);
    return {
      unicode,
      ...present({
        codePage: unicode ? null : number(codePage),
        fraction: /datetime/u.test(type) ? Number(fraction ?? 0) : null,
        collation: typeof collation === 'string' && /^\w+$/u.test(collation) ? collation : null,
        // -1 stands for the types of no limit.
        length: number(length) === -1 ? Infinity : number(length),
      }),
    };
  },
  indexes:
    'SELECT x.name, COL_NAME(o.object_id, x.column_id), CAST(x.is_unique AS int), ' +
    'CAST((SELECT SUM(p.rows) FROM sys.partitions p WHERE p.object_id = o.object_id AND p.index_id IN (0, 1)) AS float) ' +
    'FROM sys.tables o ' +
    'LEFT JOIN (SELECT i.object_id, i.name, i.is_unique, k.column_id, k.key_ordinal FROM sys.indexes i ' +
    'JOIN sys.index_columns k ON k.object_id = i.object_id AND k.index_id = i.index_id ' +
    'WHERE i.type IN (1, 2) AND i.has_filter = 0 AND i.is_disabled = 0 AND k.key_ordinal > 0) x ON x.object_id = o.object_id ' +
    // Names are their schema's: a synonym bears that of no table.
    'WHERE o.object_id = (SELECT COALESCE(OBJECT_ID(y.base_object_name), a.object_id) FROM sys.objects a ' +
    'LEFT JOIN sys.synonyms y ON y.object_id = a.object_id ' +
    'WHERE a.schema_id = SCHEMA_ID(COALESCE(@p0, SCHEMA_NAME())) AND a.name = @p1) ORDER BY x.name, x.key_ordinal',
});
