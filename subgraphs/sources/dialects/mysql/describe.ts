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
  // An index over the first signs of a column neither orders nor keeps apart the whole of it.
  indexes:
    'SELECT s.INDEX_NAME, CASE WHEN s.SUB_PART IS NULL THEN s.COLUMN_NAME END, 1 - s.NON_UNIQUE, t.TABLE_ROWS ' +
    'FROM INFORMATION_SCHEMA.TABLES t LEFT JOIN INFORMATION_SCHEMA.STATISTICS s ' +
    "ON s.TABLE_SCHEMA = t.TABLE_SCHEMA AND s.TABLE_NAME = t.TABLE_NAME AND s.INDEX_TYPE = 'BTREE' " +
    "WHERE t.TABLE_SCHEMA = COALESCE(?, DATABASE()) AND t.TABLE_NAME = ? AND t.TABLE_TYPE = 'BASE TABLE' " +
    'ORDER BY s.INDEX_NAME, s.SEQ_IN_INDEX',
});
