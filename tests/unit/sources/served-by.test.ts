import { describe, expect, it } from '@jest/globals';
import {
  codesCodec,
  codeTextCodec,
  dateCodec,
  identifierCodec,
  textCodec,
} from '../../../subgraphs/sources/codecs/index.ts';
import type { BoundRootTable } from '../../../subgraphs/sources/compiler/bound-table.ts';
import {
  admitRead,
  exceedsScan,
  isWalked,
  servedBy,
} from '../../../subgraphs/sources/compiler/served-by.ts';
import type { ClientName, ColumnInfo } from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { code, coded, identifier, moment, text } from '../../../subgraphs/sources/model/entity.ts';
import type { FieldMapping } from '../../../subgraphs/sources/mapping/mapping.ts';
import type { FilterValue, Predicate, Test } from '../../../subgraphs/sources/model/predicate.ts';
import { codeTable } from '../../support/code-table.ts';

const AT = { file: 'office.yaml', line: 1 };

const columns: Readonly<Record<string, ColumnInfo>> = {
  ID: { name: 'ID', type: 'int', kind: 'number', unicode: true },
  SoBienNhan: {
    name: 'SoBienNhan',
    type: 'varchar',
    kind: 'text',
    unicode: true,
    collation: 'utf8mb4_general_ci',
  },
  HoTen: { name: 'HoTen', type: 'varchar', kind: 'text', unicode: true },
  SoCMND: { name: 'SoCMND', type: 'varchar', kind: 'text', unicode: true },
  NgayNhan: { name: 'NgayNhan', type: 'datetime', kind: 'moment', unicode: true, fraction: 3 },
  NgayXong: { name: 'NgayXong', type: 'datetime', kind: 'moment', unicode: true, fraction: 3 },
  NgayHen: { name: 'NgayHen', type: 'varchar', kind: 'text', unicode: true },
  TrangThai: { name: 'TrangThai', type: 'varchar', kind: 'text', unicode: true },
};

const field = (type: FieldMapping['type'], column: string, codec: unknown): FieldMapping =>
  ({ type, columns: [column], codec, at: AT }) as FieldMapping;

const OF_CODES = codeTable('SoBienNhan');
const table = (client: ClientName = 'mssql'): BoundRootTable => ({
  ...OF_CODES,
  mapping: {
    ...OF_CODES.mapping,
    fields: {
      code: field(code, 'SoBienNhan', codeTextCodec()),
      name: field(text, 'HoTen', textCodec({ encoding: 'unicode' })),
      idNumber: field(identifier, 'SoCMND', identifierCodec({ lengths: [9, 12] })),
      receivedAt: field(moment, 'NgayNhan', dateCodec({ format: 'native' })),
      finishedAt: field(moment, 'NgayXong', dateCodec({ format: 'native' })),
      dueAt: field(moment, 'NgayHen', dateCodec({ format: 'dd/MM/yyyy' })),
      status: field(
        coded('RECEIVED', 'UNKNOWN'),
        'TrangThai',
        codesCodec({ entries: [{ source: ['TN'], value: 'RECEIVED' }], unknown: 'UNKNOWN' }),
      ),
    },
  },
  dialect: dialects[client],
  columns: new Map(Object.entries(columns)),
  indexes: [['ID'], ['SoBienNhan'], ['NgayNhan', 'ID'], ['NgayHen'], ['TrangThai']],
  rows: 547_500,
  scannedRows: 100_000,
});

const test = (name: string, its: Test<FilterValue>): Predicate => ({
  kind: 'test',
  field: name,
  test: its,
});
const all = (...of: readonly Predicate[]): Predicate => ({ kind: 'all', of });
const any = (...of: readonly Predicate[]): Predicate => ({ kind: 'any', of });
const CODE = test('code', { op: 'eq', value: 'H12' });
const NAME = test('name', { op: 'contains', value: 'Đức' });
const SINCE = test('receivedAt', { op: 'gte', value: '2016-08-15' });
const UNTIL = test('receivedAt', { op: 'lt', value: '2016-09-01' });
const FINISHED = test('finishedAt', { op: 'gte', value: '2016-08-15' });
const RECEIVED = test('status', { op: 'eq', value: 'RECEIVED' });
const NEWEST = [{ field: 'receivedAt', direction: 'DESC' }] as const;

describe('servedBy', () => {
  it.each<[string, Predicate | null, Parameters<typeof servedBy>[1]['order'], readonly string[]]>([
    ['a page by a native date', null, NEWEST, ['NgayNhan']],
    ['a page by a native date within a stretch of it', all(SINCE, UNTIL), NEWEST, ['NgayNhan']],
    [
      'a page by a native date and something else',
      null,
      [...NEWEST, { field: 'code', direction: 'ASC' }],
      ['NgayNhan'],
    ],
    ['a page by the key', null, [], ['ID']],
    ['a page by a field that is not kept', null, [{ field: 'none', direction: 'ASC' }], ['ID']],
    ['a look-up by code, whatever else is asked', all(NAME, CODE), NEWEST, ['SoBienNhan']],
    ['look-ups of several codes', any(CODE, CODE), null, ['SoBienNhan']],
    ['a count within a stretch of a native date', all(SINCE, UNTIL), null, ['NgayNhan']],
    [
      'a count of rows without a native date',
      test('receivedAt', { op: 'isNull' }),
      null,
      ['NgayNhan'],
    ],
  ])('an index serves %s', (_name, where, order, served) => {
    expect(servedBy(table(), { where, order })).toMatchObject({ by: 'index', columns: served });
  });

  it.each<[string, Predicate | null, Parameters<typeof servedBy>[1]['order'], readonly string[]]>([
    ['a count of all', null, null, []],
    ['text that is searched', NAME, null, ['name']],
    ['what an ordered page would be filtered by', all(SINCE, NAME), NEWEST, ['name']],
    ['a date without an index', FINISHED, null, ['finishedAt']],
    [
      'an order without an index',
      null,
      [{ field: 'finishedAt', direction: 'ASC' }],
      ['finishedAt'],
    ],
    ['dates kept as text', null, [{ field: 'dueAt', direction: 'ASC' }], ['dueAt']],
    ['a code of a list in either case', RECEIVED, null, ['status']],
    ['one alternative without an index', any(CODE, NAME), null, ['code', 'name']],
    ['what is not', { kind: 'not', of: CODE }, null, ['code']],
  ])('every row is looked at for %s', (_name, where, order, fields) => {
    expect(servedBy(table(), { where, order })).toEqual({ by: 'scan', fields });
  });

  it.each<[ClientName, 'index' | 'scan']>([
    ['mssql', 'index'],
    ['mysql', 'index'],
    // Its column has no collation here that keeps together what begins alike.
    ['postgres', 'scan'],
    ['sqlite', 'scan'],
  ])('a code with blanks around it is found by %s: %s', (client, by) => {
    expect(servedBy(table(client), { where: CODE, order: null }).by).toBe(by);
  });
});

describe('isWalked', () => {
  const CITIZEN = test('idNumber', { op: 'eq', value: '381234567' });
  const OTHER = test('idNumber', { op: 'eq', value: '096012345678' });

  it.each<[string, Predicate | null, boolean]>([
    ['all rows', null, true],
    ['a stretch of them', all(SINCE, UNTIL), true],
    ['text that is searched', NAME, true],
    ['all but one citizen’s', { kind: 'not', of: CITIZEN }, true],
    ['one citizen’s, by no index', CITIZEN, false],
    ['one citizen’s, of a stretch', all(SINCE, CITIZEN), false],
    ['one citizen’s, or those that a code names', any(CITIZEN, CODE), true],
    ['one citizen’s by either of two papers', any(CITIZEN, OTHER), false],
    [
      'one citizen’s by a paper, or by another in a stretch',
      any(CITIZEN, all(SINCE, OTHER)),
      false,
    ],
    ['those of a code, which an index finds', CODE, false],
  ])('a page by a native date of %s', (_name, where, walked) => {
    expect(isWalked(table(), { where, order: NEWEST })).toBe(walked);
  });

  it('goes along no index that there is not', () => {
    const order = [{ field: 'finishedAt', direction: 'ASC' }] as const;
    expect(isWalked(table(), { where: null, order })).toBe(false);
  });

  it('is not, where whoever asks sees few rows', () => {
    const whole = table();
    const rights = {
      whole,
      rows: CITIZEN,
      closed: new Set<string>(),
      unsaid: new Set<string>(),
      withheld: null,
    };

    expect(isWalked(whole, { where: null, order: NEWEST })).toBe(true);
    expect(isWalked({ ...whole, rights }, { where: null, order: NEWEST })).toBe(false);
  });
});

describe('admitRead', () => {
  const read = { where: NAME, order: null };

  it('refuses to look through a large table, and says by what to narrow', () => {
    expect(() => {
      admitRead(table(), read);
    }).toThrow(
      'The source “A” would have to look through about 547500 rows for this. Narrow it by one of: code, receivedAt, dueAt.',
    );
  });

  it('lets a small table be looked through, and one of unknown size', () => {
    expect(() => {
      admitRead({ ...table(), rows: 100_000 }, read);
      admitRead({ ...table(), rows: null }, read);
      admitRead(table(), { where: CODE, order: NEWEST });
    }).not.toThrow();
    expect(exceedsScan({ ...table(), rows: 100_000 })).toBe(false);
    expect(exceedsScan(table())).toBe(true);
  });
});
