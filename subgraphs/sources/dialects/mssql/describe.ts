import { describeBy } from '../shared/describe.ts';
import { SqlInput } from './input.ts';

export const describe = describeBy({
  places: ['@p0', '@p1'],
  usualSchema: 'SCHEMA_NAME()',
  columns: {
    fraction: 'CAST(DATETIME_PRECISION AS int)',
    characters: "CAST(COLLATIONPROPERTY(COLLATION_NAME, 'CodePage') AS int)",
  },
  bind: (name) => new SqlInput('nvarchar', name),
  kinds: [
    ['text', /^n?(?:var)?char$|^n?text$|^sysname$/u],
    ['number', /^(?:tiny|small|big)?int$|^(?:small)?money$|^(?:decimal|numeric|float|real)$/u],
    ['moment', /^(?:small)?datetime$|^datetime2$|^datetimeoffset$/u],
    ['date', /^date$/u],
    ['boolean', /^bit$/u],
    ['binary', /^(?:(?:var)?binary|image|timestamp|rowversion)$/u],
  ],
  charactersOf: (codePage, type) => {
    const unicode = !/^(?:var)?char$|^text$/u.test(type);
    return { unicode, ...(!unicode && codePage !== null ? { codePage: Number(codePage) } : {}) };
  },
});
