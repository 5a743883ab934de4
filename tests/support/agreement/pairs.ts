import fc from 'fast-check';
import {
  code,
  coded,
  decimal,
  type FieldType,
  flag,
  identifier,
  integer,
  list,
  moment,
  money,
  referenceTo,
  text,
} from '../../../subgraphs/sources/model/entity.ts';
import type { LiveClient, Stored } from './literals.ts';
import * as raw from './raw-values.ts';

/** A kind of column, and how a field is read out of it. */
export interface Pair {
  readonly column: string;
  readonly type: FieldType;
  /** The field's keys in the mapping, beside its column. */
  readonly spec: string;
  readonly values: raw.Values;
}

const TEXT: Readonly<Record<LiveClient, string>> = {
  sqlite: 'VARCHAR(60)',
  postgres: 'varchar(60)',
  mysql: 'varchar(60) CHARACTER SET utf8mb4',
};
const REAL: Readonly<Record<LiveClient, string>> = {
  sqlite: 'REAL',
  postgres: 'double precision',
  mysql: 'double',
};
const STATUS = coded('RECEIVED', 'PROCESSING', 'RETURNED', 'UNKNOWN');
const REFERENCE = referenceTo((written) => written);
const CODES =
  'codes: { TN: RECEIVED, ĐG: PROCESSING, "Dạ": PROCESSING, "1": RETURNED, "007": RECEIVED }';
const FLAG = 'flag: { true: ["1", x], false: ["0", null] }';

/** Every pair that a binding accepts at this dialect. */
export function pairsOf(client: LiveClient): readonly Pair[] {
  const pairs = [...written(client), ...OWN[client]];
  return client === 'sqlite' ? pairs.map(withAnything) : pairs;
}

/**
 * SQLite takes any value into any column. Codes sort by code unit, which bytes of old encodings do not, and in a column of
 * numbers are not looked for as bytes.
 */
function withAnything(pair: Pair): Pair {
  const isCode = ['code', 'coded', 'reference', 'flag'].includes(pair.type.kind);
  const isText = /char|text/iu.test(pair.column);
  const besides = [...(isCode && !isText ? [] : raw.BLOBS), ...(isCode ? [] : raw.OLD_TEXT)];
  return { ...pair, values: raw.anything(pair.values, besides) };
}

/** Of more digits than fifteen, MariaDB prints what it does not read back as the same number. */
function reals(client: LiveClient): raw.Values {
  return client === 'mysql'
    ? raw
        .reals()
        .map((stored) => (typeof stored === 'number' ? Number(stored.toPrecision(15)) : stored))
    : raw.reals();
}

function written(client: LiveClient): readonly Pair[] {
  const column = TEXT[client];
  const date = (spec: string, ...formats: readonly string[]): Pair => ({
    column,
    type: moment,
    spec: `date: ${spec}`,
    values: raw.writtenDate(...formats),
  });
  const of = (type: FieldType, values: raw.Values, spec = ''): Pair => ({
    column,
    type,
    spec,
    values,
  });
  const alone = (format: string): Pair => date(format, format);
  return [
    ...['dd/MM/yyyy', 'd/M/yyyy', 'MM/dd/yyyy', 'yyyyMMdd', 'dd.MM.yyyy'].map(alone),
    ...[
      'dd/MM/yyyy HH:mm',
      'd/M/yyyy H:mm:ss',
      'yyyy-MM-ddTHH:mm:ss',
      'yyyyMMddHHmmss',
      'dd/MM/yyyy hh:mm a',
      'HH:mm dd/MM/yyyy',
    ].map((format) => date(`"${format}"`, format)),
    date('dd/MM/yy, pivot: 1930', 'dd/MM/yy'),
    date('[dd/MM/yyyy, MM/dd/yyyy]', 'dd/MM/yyyy', 'MM/dd/yyyy'),
    date(
      '[d/M/yyyy, yyyy-MM-dd, "dd/MM/yyyy HH:mm"]',
      'd/M/yyyy',
      'yyyy-MM-dd',
      'dd/MM/yyyy HH:mm',
    ),
    date('[dd/MM/yyyy, excel]', 'dd/MM/yyyy'),
    date('dd/MM/yyyy, swapped: true', 'dd/MM/yyyy', 'MM/dd/yyyy'),
    date('dd/MM/yyyy, none: ["31/12/9999"]', 'dd/MM/yyyy'),
    date('"yyyy-MM-dd HH:mm:ss", timezone: UTC', 'yyyy-MM-dd HH:mm:ss'),
    of(code, raw.codes),
    of(REFERENCE, raw.codes),
    of(STATUS, raw.codes, CODES),
    of(STATUS, raw.codes, `${CODES}, whenNull: RETURNED`),
    of(flag, raw.codes, FLAG),
    of(identifier, raw.identifiers, 'identifier: [9, 12]'),
    of(identifier, raw.identifiers),
    of(text, raw.words),
    of(text, raw.words, 'text: mixed'),
    of(list, raw.words, 'list: ";"'),
    of(integer, raw.writtenNumber, 'number: text'),
    of(decimal, raw.writtenNumber, 'number: text'),
    of(money, raw.writtenNumber, 'money: text'),
    { column: REAL[client], type: moment, spec: 'date: excel', values: raw.counted(1) },
    {
      column: REAL[client],
      type: moment,
      spec: 'date: epoch-seconds',
      values: raw.counted(86_400),
    },
    {
      column: 'bigint',
      type: moment,
      spec: 'date: epoch-milliseconds',
      values: raw.counted(86_400_000, { fractions: false }),
    },
    { column: 'int', type: moment, spec: 'date: yyyyMMdd-integer', values: raw.dateNumber },
    {
      column: 'int',
      type: moment,
      spec: 'date: yyyyMMdd-integer, swapped: true',
      values: raw.dateNumber,
    },
    ...['', ', swapped: true', ', timezone: UTC'].map((more) => ({
      column: 'bigint',
      type: moment,
      spec: `date: yyyyMMddHHmmss-integer${more}`,
      values: raw.momentNumber,
    })),
    {
      column: 'int',
      type: moment,
      spec: 'date: excel',
      values: raw.counted(1, { fractions: false }),
    },
    { column: REAL[client], type: integer, spec: '', values: reals(client) },
    { column: REAL[client], type: decimal, spec: '', values: reals(client) },
    { column: 'bigint', type: integer, spec: '', values: raw.wholes(-(2n ** 63n), 2n ** 63n - 1n) },
    { column: 'decimal(18,2)', type: decimal, spec: '', values: raw.decimals(18, 2) },
    {
      column: 'decimal(18,2)',
      type: money,
      spec: '',
      values: fc.oneof(raw.decimals(18, 2), raw.wholes(0n, 30_000_000n)),
    },
    { column: 'int', type: code, spec: '', values: raw.wholes(-(2n ** 31n), 2n ** 31n - 1n) },
    { column: 'int', type: STATUS, spec: CODES, values: raw.wholes(-2n, 9n) },
    { column: 'int', type: flag, spec: '', values: raw.wholes(-1n, 2n) },
    { column: REAL[client], type: code, spec: '', values: reals(client) },
    { column: REAL[client], type: STATUS, spec: CODES, values: raw.reals(1, 7) },
    {
      column: 'bigint',
      type: identifier,
      spec: 'identifier: [9, 12]',
      values: raw.wholes(0n, 10n ** 12n),
    },
  ];
}

/** A collation that takes letters for the same whatever their case and accents. */
export const ACCENT_BLIND = 'motcua_accent_blind';

const own = (column: string, values: raw.Values, type: FieldType = moment, spec = ''): Pair => ({
  column,
  type,
  spec,
  values,
});
const one = (...values: readonly Stored[]): raw.Values =>
  fc.constantFrom<Stored[]>(null, ...values);

const OWN: Readonly<Record<LiveClient, readonly Pair[]>> = {
  sqlite: [
    own(
      'DATETIME',
      raw.writtenDate(
        'yyyy-MM-dd',
        'yyyy-MM-dd HH:mm',
        'yyyy-MM-dd HH:mm:ss',
        'yyyy-MM-ddTHH:mm:ss',
        'yyyy-MM-dd HH:mm:ss.5',
        'yyyy-MM-dd HH:mm:ss.1230000',
        'yyyy-MM-dd HH:mm:ss.00',
      ),
    ),
    own('DATE', raw.writtenDate('yyyy-MM-dd', 'yyyy-MM-dd 00:00:00')),
    own('DATETIME', raw.writtenDate('yyyy-MM-dd HH:mm:ss', 'yyyy-MM-dd'), moment, 'timezone: UTC'),
    own('BOOLEAN', one(0, 1, 2, '1', 'x'), flag, FLAG),
    own('BOOLEAN', one(0, 1, 7), STATUS, CODES),
    own('', raw.writtenDate('dd/MM/yyyy'), moment, 'date: [dd/MM/yyyy, excel]'),
    own('NUMERIC', raw.writtenNumber, decimal),
    own('', raw.codes, code),
    own('', raw.codes, STATUS, CODES),
    own('BOOLEAN', raw.codes, code),
    own('NUMERIC', raw.codes, code),
    own('NUMERIC', raw.codes, STATUS, CODES),
    own('TEXT COLLATE NOCASE', raw.codes, code),
    own('TEXT COLLATE RTRIM', raw.codes, STATUS, CODES),
  ],
  postgres: [
    own(
      'timestamp',
      raw.nativeDate({
        timed: true,
        digits: 6,
        special: [
          'infinity',
          '-infinity',
          '0044-03-15 12:00:00 BC',
          '0001-01-01',
          '0001-12-31 BC',
          '10000-01-01',
          '294276-12-31',
          '1900-01-01',
        ],
      }),
    ),
    own(
      'timestamp(3)',
      raw.nativeDate({ timed: true, digits: 3, special: ['infinity', '9999-12-31 23:59:59.999'] }),
    ),
    own(
      'timestamp',
      raw.nativeDate({
        timed: true,
        digits: 6,
        special: ['infinity', '-infinity', '9999-12-31 23:59:59'],
      }),
      moment,
      'timezone: UTC',
    ),
    own(
      'timestamp',
      raw.nativeDate({ timed: true, digits: 0, special: ['2016-08-15'] }),
      moment,
      'none: ["2016-08-15"]',
    ),
    own(
      'timestamptz',
      raw.nativeDate({
        timed: true,
        digits: 6,
        special: ['infinity', '0044-03-15 BC', '10000-01-01'],
      }),
    ),
    own(
      'date',
      raw.nativeDate({
        timed: false,
        digits: 0,
        special: ['infinity', '-infinity', '0044-03-15 BC', '5874897-12-31', '1900-01-01'],
      }),
    ),
    own('char(12)', raw.writtenDate('dd/MM/yyyy').map(fitting(12)), moment, 'date: dd/MM/yyyy'),
    own('char(8)', raw.codes.map(fitting(8)), code),
    own('char(8)', raw.codes.map(fitting(8)), STATUS, CODES),
    own('boolean', one(true, false), flag),
    own('boolean', one(true, false), STATUS, CODES),
    own('smallint', raw.wholes(-32768n, 32767n), integer),
    own(
      'real',
      raw
        .reals()
        .map((value) =>
          typeof value === 'number'
            ? Math.fround(
                Math.abs(value) > 1e30 || (value !== 0 && Math.abs(value) < 1e-30) ? 1 : value,
              )
            : value,
        ),
      decimal,
    ),
    own('double precision', raw.reals(NaN, Infinity, -Infinity), decimal),
    own('double precision', raw.reals(NaN, Infinity, -Infinity), code),
    own('double precision', raw.reals(NaN, Infinity, -Infinity), moment, 'date: excel'),
    own('numeric', raw.reals(NaN), decimal),
    own('numeric', raw.reals(NaN), integer),
    own('numeric', raw.reals(NaN, 1, 7), STATUS, CODES),
    own('numeric', raw.decimals(12, 2), code),
    own('numeric', raw.longNumbers(80, 20), code),
    own('numeric', raw.longNumbers(80, 20), STATUS, CODES),
    own('numeric(38)', raw.longNumbers(38, 1), code),
    own('numeric', raw.counted(1), moment, 'date: excel'),
    own('money', raw.decimals(16, 2), money),
    own('text COLLATE "C"', raw.codes, code),
    own(`text COLLATE ${ACCENT_BLIND}`, raw.codes, code),
    own(`text COLLATE ${ACCENT_BLIND}`, raw.codes, STATUS, CODES),
    own(`text COLLATE ${ACCENT_BLIND}`, raw.writtenDate('dd/MM/yyyy'), moment, 'date: dd/MM/yyyy'),
    own(
      'uuid',
      one('0e37df36-f698-11e6-8dd4-cb9ced3df976', 'a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11'),
      code,
    ),
  ],
  mysql: [
    own(
      'datetime(6)',
      raw.nativeDate({
        timed: true,
        digits: 6,
        special: [
          '0000-00-00',
          '2016-08-00',
          '2016-00-15',
          '2016-02-31',
          '0000-05-05',
          '1900-01-01',
        ],
      }),
    ),
    own(
      'datetime',
      raw.nativeDate({
        timed: true,
        digits: 0,
        special: ['0000-00-00', '2016-02-30 10:00:00', '9999-12-31 23:59:59'],
      }),
    ),
    own(
      'datetime(3)',
      raw.nativeDate({ timed: true, digits: 3, special: ['0000-00-00', '2016-02-30'] }),
      moment,
      'timezone: UTC',
    ),
    own(
      'timestamp NULL',
      raw.nativeDate({ timed: true, digits: 0, special: ['0000-00-00'], from: 1971, to: 2037 }),
    ),
    own(
      'date',
      raw.nativeDate({
        timed: false,
        digits: 0,
        special: ['0000-00-00', '2016-08-00', '2016-02-31', '0000-05-05', '1900-01-01'],
      }),
    ),
    own('char(8) CHARACTER SET utf8mb4', raw.codes.map(fitting(8)), code),
    own('varchar(20) CHARACTER SET latin1', raw.codes, code),
    own('varchar(20) CHARACTER SET latin1', raw.codes, STATUS, CODES),
    own('varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci', raw.codes, STATUS, CODES),
    own(
      'varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci',
      raw.writtenDate('dd/MM/yyyy'),
      moment,
      'date: dd/MM/yyyy',
    ),
    own('varchar(20) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin', raw.codes, code),
    own("enum('TN','DG','1','') CHARACTER SET utf8mb4", one('TN', 'DG', '1', ''), STATUS, CODES),
    own("enum('TN','DG','1','') CHARACTER SET utf8mb4", one('TN', 'DG', '1', ''), code),
    own('bit(1)', one(0, 1), flag),
    own('bit(8)', one(0, 1, 7, 255), STATUS, CODES),
    own('bit(8)', one(0, 1, 7, 255), code),
    own('tinyint(1)', one(0, 1, 2), flag),
    own('bigint unsigned', raw.wholes(0n, 2n ** 64n - 1n), integer),
    own('int(6) zerofill', one(0, 1, 7, 123456), code),
    own('int(6) zerofill', one(0, 1, 7, 123456), STATUS, CODES),
    own(
      'float',
      raw
        .reals()
        .map((value) =>
          typeof value === 'number'
            ? Math.fround(Math.abs(value) > 1e30 || Math.abs(value) < 1e-30 ? 1 : value)
            : value,
        ),
      decimal,
    ),
    own('decimal(20,6)', raw.decimals(18, 6), moment, 'date: excel'),
    own('decimal(20,6)', raw.decimals(18, 6), code),
    own('decimal(65,20)', raw.longNumbers(65, 20), code),
    own('decimal(65,20)', raw.longNumbers(65, 20), STATUS, CODES),
    own('decimal(38)', raw.longNumbers(38, 1), code),
    own('decimal(20,6)', raw.decimals(18, 6), STATUS, CODES),
  ],
};

/** What does not fit into a column of so many signs is no value of it. */
function fitting(most: number): (stored: Stored) => Stored {
  return (stored) =>
    typeof stored === 'string' ? Array.from(stored).slice(0, most).join('') : stored;
}
