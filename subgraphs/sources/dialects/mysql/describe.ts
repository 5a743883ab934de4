import { describeBy, present } from '../shared/describe.ts';

/** Its character sets by the names that iconv-lite has for them; of others only ASCII is taken for sure. */
const CHARSETS: Readonly<Record<string, string>> = {
  // What MySQL calls latin1 is Windows-1252.
  latin1: 'windows1252',
  latin2: 'iso88592',
  latin5: 'iso88599',
  latin7: 'iso885913',
  greek: 'iso88597',
  hebrew: 'iso88598',
  macroman: 'macroman',
  armscii8: 'armscii8',
  ujis: 'eucjp',
  eucjpms: 'eucjp',
  sjis: 'shiftjis',
  // Signs of one unit of UTF-16.
  utf8: 'ucs2',
  utf8mb3: 'ucs2',
};

/** The sets that keep any sign. */
const UNICODE = /^(?:utf8mb4|utf16(?:le)?|utf32)$/u;

export const describe = describeBy({
  places: ['?', '?'],
  usualSchema: 'DATABASE()',
  kinds: [
    ['text', /^(?:char|varchar|(?:tiny|medium|long)?text|enum|set)$/u],
    ['number', /^(?:(?:tiny|small|medium|big)?int|decimal|float|double|year|bit)$/u],
    ['moment', /^(?:datetime|timestamp)$/u],
    ['date', /^date$/u],
    ['binary', /binary|blob/u],
  ],
  asked: ['DATETIME_PRECISION', 'CHARACTER_SET_NAME', 'COLLATION_NAME', 'COLUMN_TYPE'],
  details: ([fraction, characters, collation, declared], type) => {
    const set = characters === null ? null : String(characters);
    return {
      unicode: set === null || /^(?:utf|ucs)/u.test(set),
      ...(set === 'latin1' ? { codePage: 1252 } : {}),
      ...present({
        fraction: /^(?:datetime|timestamp)$/u.test(type) ? Number(fraction ?? 0) : null,
        charset: set === null || UNICODE.test(set) ? null : (CHARSETS[set] ?? set),
        collation: collation === null ? null : String(collation),
        valueType: set,
        unsigned: String(declared).includes('unsigned') || null,
      }),
    };
  },
  uniques:
    'SELECT s.COLUMN_NAME FROM INFORMATION_SCHEMA.TABLES t LEFT JOIN (' +
    'SELECT TABLE_SCHEMA, TABLE_NAME, MAX(COLUMN_NAME) AS COLUMN_NAME FROM INFORMATION_SCHEMA.STATISTICS ' +
    'WHERE TABLE_SCHEMA = COALESCE(?, DATABASE()) AND TABLE_NAME = ? AND NON_UNIQUE = 0 ' +
    'GROUP BY TABLE_SCHEMA, TABLE_NAME, INDEX_NAME HAVING COUNT(*) = 1 AND MAX(SUB_PART) IS NULL' +
    ') s ON s.TABLE_SCHEMA = t.TABLE_SCHEMA AND s.TABLE_NAME = t.TABLE_NAME ' +
    "WHERE t.TABLE_SCHEMA = COALESCE(?, DATABASE()) AND t.TABLE_NAME = ? AND t.TABLE_TYPE = 'BASE TABLE'",
  uniquesTimes: 2,
});
