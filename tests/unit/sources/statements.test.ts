import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  codesCodec,
  codeTextCodec,
  composedCodec,
  dateCodec,
  integerCodec,
  textCodec,
} from '../../../subgraphs/sources/codecs/index.ts';
import type {
  BoundChildTable,
  BoundRootTable,
} from '../../../subgraphs/sources/compiler/bound-table.ts';
import { compileByKeys } from '../../../subgraphs/sources/compiler/statements/by-keys.ts';
import { compileChildren } from '../../../subgraphs/sources/compiler/statements/children.ts';
import { compileCount } from '../../../subgraphs/sources/compiler/statements/counts.ts';
import { compileList } from '../../../subgraphs/sources/compiler/statements/list.ts';
import { compilePage } from '../../../subgraphs/sources/compiler/statements/page.ts';
import { decides } from '../../../subgraphs/sources/compiler/statements/select.ts';
import type { ClientName, ColumnInfo } from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { code, coded, integer, moment, text } from '../../../subgraphs/sources/model/entity.ts';
import type { FieldMapping, JoinMapping } from '../../../subgraphs/sources/mapping/mapping.ts';
import type { Predicate } from '../../../subgraphs/sources/model/predicate.ts';

const CLIENTS = Object.keys(dialects) as ClientName[];

const AT = { file: 'office.yaml', line: 1 };

const columns: Readonly<Record<string, ColumnInfo>> = {
  ID: { name: 'ID', type: 'int', kind: 'number', unicode: true },
  SoBienNhan: { name: 'SoBienNhan', type: 'varchar', kind: 'text', unicode: false, codePage: 1252 },
  HoTen: { name: 'HoTen', type: 'nvarchar', kind: 'text', unicode: true },
  NgayNhan: { name: 'NgayNhan', type: 'datetime', kind: 'moment', unicode: true, fraction: 3 },
  TrangThai: { name: 'TrangThai', type: 'varchar', kind: 'text', unicode: false, codePage: 1252 },
  DaXoa: { name: 'DaXoa', type: 'int', kind: 'number', unicode: true },
};

/** How a code is compared, whatever the column's collation takes for the same. */
const BY_CODE_UNIT: Readonly<Record<ClientName, RegExp>> = {
  sqlite: /COLLATE BINARY/u,
  postgres: /COLLATE "C"/u,
  mysql: /AS BINARY/u,
  mssql: /COLLATE Latin1_General_BIN2/u,
};

const field = (type: FieldMapping['type'], column: string, codec: unknown): FieldMapping =>
  ({ type, columns: [column], codec, at: AT }) as FieldMapping;

const table = (client: ClientName): BoundRootTable => {
  const mapping = {
    name: null,
    table: { schema: 'dbo', table: 'HoSo' },
    at: AT,
    key: 'ID',
    keyAt: AT,
    joins: [],
    where: [{ column: 'DaXoa', values: [null, 0], negated: false, at: AT }],
    changed: [],
    changedAt: AT,
    children: {},
    fields: {
      code: field(code, 'SoBienNhan', codeTextCodec()),
      name: field(text, 'HoTen', textCodec({ encoding: 'unicode' })),
      receivedAt: field(moment, 'NgayNhan', dateCodec({ format: 'native' })),
      status: field(
        coded('RECEIVED', 'UNKNOWN'),
        'TrangThai',
        codesCodec({
          entries: [
            { source: ['TN'], value: 'RECEIVED' },
            { source: ['ĐG'], value: 'PROCESSING' },
          ],
          unknown: 'UNKNOWN',
        }),
      ),
    },
  };
  return {
    mapping,
    dialect: dialects[client],
    source: 'A',
    id: 'A/dossier',
    columns: new Map(Object.entries(columns)),
    joins: new Map(),
    indexes: [['ID'], ['SoBienNhan'], ['NgayNhan', 'ID']],
    rows: 1_000,
    scannedRows: 5_000_000,
    children: {},
  };
};

/** The same rows as children under the row that `ID` names. */
const children = (client: ClientName, key: string | null): BoundChildTable => {
  const { mapping, ...bound } = table(client);
  const link = { childColumn: 'ID', parentColumn: 'ID', parentAt: AT };
  return { ...bound, mapping: { ...mapping, ...link, key } };
};

/** The same with the office that received each, by who did, and the last of its steps. */
const joined = (client: ClientName): BoundRootTable => {
  const bound = table(client);
  const mappings: readonly JoinMapping[] = [
    {
      name: 'user',
      table: { table: 'NguoiDung' },
      at: AT,
      on: [{ theirs: 'Ma', ours: 'ID' }],
      where: [],
      chosen: null,
    },
    {
      name: 'unit',
      table: { table: 'DonVi' },
      at: AT,
      on: [{ theirs: 'Ma', ours: 'user.DonVi' }],
      where: [{ column: 'unit.Con', values: [1], negated: false, at: AT }],
      chosen: null,
    },
    {
      name: 'last',
      table: { table: 'Buoc' },
      at: AT,
      on: [{ theirs: 'MaHoSo', ours: 'ID' }],
      where: [],
      chosen: {
        which: 'last',
        order: [
          { column: 'Luc', codec: null },
          { column: 'ID', codec: null },
        ],
      },
    },
  ];
  const number = (name: string): ColumnInfo => ({
    name,
    type: 'int',
    kind: 'number',
    unicode: true,
  });
  const others = {
    'user.Ma': number('Ma'),
    'user.DonVi': number('DonVi'),
    'unit.Ma': number('Ma'),
    'unit.Con': number('Con'),
    'unit.Ten': { name: 'Ten', type: 'nvarchar', kind: 'text', unicode: true },
    'last.MaHoSo': number('MaHoSo'),
    'last.ID': { ...number('ID'), nullable: false },
    'last.Luc': { name: 'Luc', type: 'datetime', kind: 'moment', unicode: true, fraction: 3 },
    'last.Buoc': { name: 'Buoc', type: 'nvarchar', kind: 'text', unicode: true },
  } as const satisfies Record<string, ColumnInfo>;
  const fields = { ...bound.mapping.fields, unit: field(integer, 'unit.Ma', integerCodec({})) };
  return {
    ...bound,
    mapping: { ...bound.mapping, joins: mappings, fields },
    columns: new Map<string, ColumnInfo>([...bound.columns, ...Object.entries(others)]),
    joins: new Map(
      mappings.map((mapping, place) => [
        mapping.name,
        { mapping, alias: `j${place + 1}`, indexes: [['Ma'], ['DonVi'], ['Ten']], alone: true },
      ]),
    ),
  };
};

const asked = (...keys: readonly string[]) => keys.map((key, place) => ({ place, key }));

const where: Predicate = {
  kind: 'all',
  of: [
    { kind: 'test', field: 'code', test: { op: 'eq', value: "x' OR '1'='1" } },
    { kind: 'test', field: 'name', test: { op: 'contains', value: 'Đức' } },
    { kind: 'not', of: { kind: 'test', field: 'status', test: { op: 'eq', value: 'RECEIVED' } } },
  ],
};

const predicates: fc.Arbitrary<Predicate> = fc.oneof(
  fc.constant(where),
  fc
    .constantFrom('A', 'B', 'A?')
    .map((value): Predicate => ({ kind: 'test', field: 'code', test: { op: 'eq', value } })),
  fc
    .constantFrom('Đức', 'An')
    .map((value): Predicate => ({ kind: 'test', field: 'name', test: { op: 'contains', value } })),
  fc.constant<Predicate>({ kind: 'test', field: 'receivedAt', test: { op: 'isNull' } }),
);

describe.each(CLIENTS)('statements for %s', (client) => {
  it('keep every value of a filter out of the SQL text', () => {
    const statement = compileCount(table(client), where);

    expect(statement.sql).not.toContain("'1'='1");
    expect(statement.sql).toMatchSnapshot();
    expect(decides(table(client), where)).toBe(false);
  });

  it('page by a keyset with an explicit null rank, without OFFSET', () => {
    const statement = compilePage(table(client), {
      keys: ['ID'],
      columns: ['SoBienNhan', 'NgayNhan'],
      where: null,
      order: [{ field: 'receivedAt', direction: 'DESC' }],
      backwards: false,
      after: { keys: ['2016-08-15T10:00:00.1230000'], equal: { afterKey: '42' } },
      limit: 51,
    });

    expect(statement.sql).not.toMatch(/offset/iu);
    expect(statement.sql).toMatchSnapshot();
    expect(decides(table(client), null)).toBe(true);
  });

  it('count by the very condition that a page is read by, accents told apart', () => {
    const status: Predicate = {
      kind: 'test',
      field: 'status',
      test: { op: 'in', values: ['RECEIVED', 'PROCESSING', 'UNKNOWN'] },
    };
    const page = compilePage(table(client), {
      keys: ['ID'],
      columns: ['TrangThai'],
      where: status,
      order: [],
      backwards: false,
      after: null,
      limit: 51,
    });
    const count = compileCount(table(client), status);

    const conditionOf = ({ sql }: { readonly sql: string }) =>
      / where (.*?)(?: order by .*)?$/u.exec(sql)?.[1]?.replace(/@p\d+|\$\d+/gu, '?');
    expect(conditionOf(count)).toBe(conditionOf(page));
    expect(decides(table(client), status)).toBe(true);
    expect(conditionOf(count)).toMatch(BY_CODE_UNIT[client]);
  });

  it.each(['ASC', 'DESC'] as const)(
    'page by what stands in an index, its values first: %s',
    (direction) => {
      const statement = compilePage(table(client), {
        keys: ['ID'],
        columns: ['SoBienNhan'],
        where: null,
        order: [{ field: 'receivedAt', direction }],
        backwards: false,
        after: { keys: ['2016-08-15T10:00:00.1230000'], equal: { afterKey: '42' } },
        part: 'valued',
        limit: 51,
      });

      expect(statement.sql.replace(/^select .*? from/u, '')).toMatchSnapshot();
      // A database that forgets its plans, or sorts what it need not, is asked in just these words.
      if (client === 'mssql') {
        const [, order = ''] = /order by (?!.*order by)(.*)$/u.exec(statement.sql) ?? [];
        expect(order).toBe(`[t].[NgayNhan] ${direction}, [t].[ID] ASC`);
        expect(statement.sql).not.toMatch(/CASE|(?:CAST|CONVERT)\((?:\w+, )?\[t\]\.\[NgayNhan\]/u);
        expect(statement.sql).toContain(
          `[t].[NgayNhan] ${direction === 'ASC' ? '>' : '<'}= CONVERT`,
        );
      }
    },
  );

  it('sort by the one text that several columns make, by code unit', () => {
    const bound = table(client);
    const codec = composedCodec({
      items: [codeTextCodec(), codeTextCodec()],
      layout: { pattern: ['HS-', 0, '/', 1] },
    });
    const composed = { type: code, columns: ['ID', 'SoBienNhan'], codec, at: AT } as FieldMapping;
    const fields = { ...bound.mapping.fields, code: composed };

    const statement = compilePage(
      { ...bound, mapping: { ...bound.mapping, fields } },
      {
        keys: ['ID'],
        columns: [],
        where: null,
        order: [{ field: 'code', direction: 'ASC' }],
        backwards: false,
        after: { keys: ['HS-12/A'], equal: { afterKey: '42' } },
        part: 'valued',
        limit: 51,
      },
    );

    expect(/order by (.*)$/u.exec(statement.sql)?.[1]).toMatchSnapshot();
    expect(statement.sql).toMatch(BY_CODE_UNIT[client]);
    expect(statement.bindings).toContain('HS-12/A');
  });

  it('read the first children of all parents at once, in the order of their key', () => {
    const statement = compileChildren(
      children(client, 'SoBienNhan'),
      { keys: ['SoBienNhan'], columns: ['HoTen'] },
      asked('1', '2', "3'; DROP TABLE HoSo"),
    );

    expect(statement?.sql).toMatchSnapshot();
    expect(statement?.bindings).toHaveLength(4);
  });

  it('are the same of a table that was read in other ways before as of one that was not', () => {
    const known = [table(client), joined(client)] as const;
    const knownChildren = children(client, 'SoBienNhan');
    const read = fc.record({
      columns: fc.subarray(['SoBienNhan', 'NgayNhan', 'HoTen']),
      where: fc.option(predicates, { nil: null }),
      order: fc.constantFrom(
        [],
        ...(['ASC', 'DESC'] as const).map((direction) => [{ field: 'receivedAt', direction }]),
      ),
      backwards: fc.boolean(),
      after: fc.option(
        fc.record({
          keys: fc.constantFrom([null], ['2016-08-15T10:00:00.1230000']),
          equal: fc.constantFrom('all' as const, 'none' as const, { afterKey: '42' }),
        }),
        { nil: null },
      ),
      part: fc.constantFrom('all' as const, 'valued' as const, 'empty' as const),
      limit: fc.constantFrom(2, 51),
      asked: fc.array(fc.constantFrom('1', '2', 'x'), { minLength: 1, maxLength: 3 }),
      isJoined: fc.boolean(),
    });

    fc.assert(
      fc.property(read, ({ isJoined, asked: keys, ...query }) => {
        const selection = { keys: ['ID'], columns: query.columns };
        const statementsOf = (rows: BoundRootTable, under: BoundChildTable) => [
          compilePage(rows, { ...query, keys: ['ID'] }),
          compileList(rows, selection, query.where ?? where, query.limit),
          compileByKeys(rows, selection, asked(...keys)),
          compileChildren(under, selection, asked(...keys)),
        ];

        const of = isJoined ? joined : table;
        expect(statementsOf(known[isJoined ? 1 : 0], knownChildren)).toEqual(
          statementsOf(of(client), children(client, 'SoBienNhan')),
        );
      }),
    );
  });

  it('order children without a key by all that is read of them', () => {
    const statement = compileChildren(
      children(client, null),
      { keys: [], columns: ['HoTen'] },
      asked('1'),
    );

    expect(/ORDER BY (.*?)\) as .place/u.exec(statement?.sql ?? '')?.[1]).toMatchSnapshot();
  });

  describe('with rows of other tables beside them', () => {
    const page = (columns: readonly string[], filter: Predicate | null = null) =>
      compilePage(joined(client), {
        keys: ['ID'],
        columns,
        where: filter,
        order: [],
        backwards: false,
        after: null,
        limit: 51,
      }).sql;

    it('read what lies one table away, two, and in the last of several rows', () => {
      expect(page(['unit.Ten', 'last.Buoc'])).toMatchSnapshot();
    });

    it('begin at the other table where an index finds rows there', () => {
      const sql = page([], { kind: 'test', field: 'unit', test: { op: 'eq', value: 7 } });

      expect(sql.match(/inner join/gu)).toHaveLength(2);
      expect(sql).not.toContain('left join');
    });

    it('are the same statements as without where nothing of them is asked for', () => {
      const plain = compilePage(table(client), {
        keys: ['ID'],
        columns: ['HoTen'],
        where,
        order: [],
        backwards: false,
        after: null,
        limit: 51,
      });

      expect(page(['HoTen'], where)).toBe(plain.sql);
    });
  });
});
