import fc from 'fast-check';
import type { LiveClient, Stored } from '../agreement/literals.ts';

/** A kind of column that a table may have for its key, and keys that differ in what databases think of differently. */
export interface KeyColumn {
  readonly column: string;
  readonly values: fc.Arbitrary<Stored>;
  readonly refused?: true;
}

const WORDS = [
  'ab',
  'AB',
  'Ab',
  'âb',
  'Ấb',
  'a\u0302b',
  'a b',
  'Đ',
  'đ',
  'D',
  'ß',
  'ss',
  '1',
  '01',
];
const ENDS = [
  '',
  ' ',
  '  ',
  '\t',
  '\r',
  '\r\n',
  '\u00A0',
  '\u3000',
  '\u200B',
  '%20',
  '%',
  '.',
  '-',
];

const texts = fc.oneof(
  { weight: 6, arbitrary: written(WORDS) },
  { weight: 2, arbitrary: fc.constantFrom('', ...ENDS, 'a/b', 'a:b', 'a|b', "a'b", 'a"b', 'a\\b') },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', minLength: 1, maxLength: 5 }) },
);

function written(words: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(fc.constantFrom(...ENDS), fc.constantFrom(...words), fc.constantFrom(...ENDS))
    .map((parts) => parts.join(''));
}

/** Whole numbers, and with `scale` decimals. */
function numbers(least: bigint, most: bigint, scale = 0): fc.Arbitrary<string> {
  const whole = fc.oneof(
    fc.constantFrom(least, most, most - 1n),
    fc.bigInt({ min: least, max: most }),
    fc.bigInt({ min: least < -20n ? -20n : least, max: 20n }),
  );
  if (scale === 0) return whole.map(String);
  return fc
    .tuple(whole, fc.bigInt({ min: 0n, max: 10n ** BigInt(scale) - 1n }))
    .map(([before, after]) => `${before}.${String(after).padStart(scale, '0')}`);
}

const INT64 = numbers(-(2n ** 63n), 2n ** 63n - 1n);
const MOST_38 = 10n ** 38n - 1n;
const MOST_28 = 10n ** 28n - 1n;
const uuids = fc.uuid().map((uuid) => uuid.toUpperCase());
const LABELS = ['ab', 'AB', 'Đ', '1'];

const MYSQL_TEXTS = [
  'latin1',
  'latin1 COLLATE latin1_bin',
  'cp1250',
  'gbk',
  'tis620',
  'utf8mb4 COLLATE utf8mb4_general_ci',
  'utf8mb4 COLLATE utf8mb4_unicode_ci',
  'utf8mb4 COLLATE utf8mb4_vietnamese_ci',
  'utf8mb4 COLLATE utf8mb4_nopad_bin',
  'utf8mb4 COLLATE utf8mb4_bin',
];

export const KEY_COLUMNS: Readonly<Record<LiveClient, readonly KeyColumn[]>> = {
  sqlite: [
    ...['VARCHAR(40)', 'TEXT COLLATE NOCASE', 'TEXT COLLATE RTRIM', ''].map((column) => ({
      column,
      values: texts,
    })),
    // A number and its digits as text would be one key.
    { column: '', values: fc.oneof(texts, fc.bigInt({ min: 100n, max: 2n ** 63n - 1n })) },
    { column: 'INTEGER', values: INT64 },
    { column: 'BIGINT', values: INT64 },
    { column: 'NUMERIC', values: fc.oneof(texts, INT64) },
    { column: 'BLOB', values: texts, refused: true },
    { column: 'REAL', values: INT64, refused: true },
  ],
  postgres: [
    ...['varchar(40)', 'text', 'text COLLATE "C"', 'char(12)', 'citext'].map((column) => ({
      column,
      values: texts,
    })),
    { column: 'text COLLATE motcua_level1', values: texts },
    { column: 'uuid', values: uuids },
    { column: 'motcua_key_label', values: fc.constantFrom(...LABELS) },
    { column: 'int', values: numbers(-(2n ** 31n), 2n ** 31n - 1n) },
    { column: 'bigint', values: INT64 },
    { column: 'numeric(38)', values: numbers(-MOST_38, MOST_38) },
    { column: 'numeric(38,10)', values: numbers(-MOST_28, MOST_28, 10) },
    { column: 'bytea', values: fc.constantFrom('a', 'b'), refused: true },
    { column: 'double precision', values: INT64, refused: true },
    { column: 'boolean', values: fc.constantFrom('true', 'false'), refused: true },
  ],
  mysql: [
    ...MYSQL_TEXTS.map((charset) => ({
      column: `varchar(40) CHARACTER SET ${charset}`,
      values: texts,
    })),
    { column: 'char(12) CHARACTER SET utf8mb4', values: texts },
    {
      column: `enum(${LABELS.map((label) => `'${label}'`).join(', ')}) CHARACTER SET utf8mb4`,
      values: fc.constantFrom(...LABELS),
    },
    { column: 'bigint', values: INT64 },
    { column: 'bigint unsigned', values: numbers(0n, 2n ** 64n - 1n) },
    { column: 'int(6) zerofill', values: numbers(0n, 2n ** 32n - 1n) },
    { column: 'decimal(38)', values: numbers(-MOST_38, MOST_38) },
    { column: 'decimal(38,10)', values: numbers(-MOST_28, MOST_28, 10) },
    { column: 'varbinary(40)', values: texts, refused: true },
    { column: 'double', values: INT64, refused: true },
  ],
};
