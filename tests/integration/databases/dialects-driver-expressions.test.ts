import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import knexPackage from 'knex';
import type { Knex } from 'knex';
import { textCodec } from '../../../subgraphs/sources/codecs/index.ts';
import type { Comparison, Ordering } from '../../../subgraphs/sources/model/condition.ts';
import type {
  ClientName,
  ColumnInfo,
  ColumnRef,
  Database,
  Fragment,
} from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import { readMoment } from '../../../subgraphs/sources/dialects/shared/moment.ts';
import { SqlInput } from '../../../subgraphs/sources/dialects/mssql/input.ts';
import type { RawRow } from '../../../subgraphs/sources/model/raw.ts';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { serverUrl } from '../../support/offices/servers.ts';
import { UNENCRYPTED } from '../../support/offices/unencrypted.ts';

const CLIENTS: readonly ClientName[] = ['sqlite', 'postgres', 'mysql', 'mssql'];
const TABLE = 'motcua_dialect_rows';

/** The types that legacy systems use for the same things. */
const TYPES: Readonly<Record<ClientName, readonly string[]>> = {
  sqlite: [
    'BIGINT',
    'VARCHAR(20)',
    'NVARCHAR(100)',
    'DATETIME',
    'DATE',
    'VARCHAR(20)',
    'DECIMAL(18,2)',
    'INTEGER',
  ],
  postgres: [
    'bigint',
    'varchar(20)',
    'text',
    'timestamp(3)',
    'date',
    'varchar(20)',
    'numeric(18,2)',
    'integer',
  ],
  mysql: [
    'bigint',
    'varchar(20) CHARACTER SET latin1',
    'varchar(100) CHARACTER SET utf8mb4',
    'datetime(3)',
    'date',
    'varchar(20)',
    'decimal(18,2)',
    'int',
  ],
  mssql: [
    'bigint',
    'varchar(20)',
    'nvarchar(100)',
    'datetime',
    'date',
    'varchar(20)',
    'decimal(18,2)',
    'int',
  ],
};
const NAMES = ['id', 'code', 'name', 'received', 'born', 'day', 'fee', 'days'];

const ROWS = [
  `1, 'NC-01', 'Nguyễn Văn Đức', '2016-08-15T10:00:00.000', '1980-02-29', '15/08/2016', 20000.50, 5`,
  `2, 'nc-02', 'NGUYEN', '2016-08-15T10:00:00.003', '1980-03-01', ' 29/02/2016 ', 12345678901234.55, 10`,
  `9007199254740993, ' NC-03 ', '50%_[a]', '2016-08-16T00:00:00.000', NULL, '29/02/2015', 0, NULL`,
  `4, 'NCa', 'Đỗ', '1900-01-01T00:00:00.000', '1900-01-01', '01/01/1900', NULL, -1`,
  `5, NULL, NULL, NULL, '2016-08-15', '', 100, 0`,
];

const NONE: Ordering = { kind: 'moment', none: ['', '00000000', 0, '1900-01-01'] };
const MOMENTS: Ordering = { kind: 'moment', none: [] };
const NUMBERS: Ordering = { kind: 'number', none: [] };
const BINARY: Ordering = { kind: 'binary', none: [] };
const DAYS: Ordering = {
  kind: 'text-date',
  shapes: [{ format: 'dd/MM/yyyy' }],
  none: ['', '01/01/1900'],
};

const SETTINGS = {
  statementTimeout: 5_000,
  connectTimeout: 5_000,
  pool: { max: 2 },
  ...UNENCRYPTED,
};

const urls = new Map<ClientName, string>();
for (const client of ['postgres', 'mysql', 'mssql'] as const) {
  const url = await serverUrl(client);
  if (url !== null) urls.set(client, url);
}
const folder = await mkdtemp(join(tmpdir(), 'motcua-dialects-'));
urls.set('sqlite', `file:${join(folder, 'rows.db')}`);

describe.each([...urls])('the expressions of %s', (client, url) => {
  const { expressions, knexClient } = dialects[client];
  const compiler: Knex = knexPackage({ client: knexClient, useNullAsDefault: true });
  const database: Database = dialects[client].open({ ...SETTINGS, client, url });
  let columns: readonly ColumnInfo[] = [];

  beforeAll(async () => {
    const declared = NAMES.map((name, index) => `${name} ${TYPES[client][index]!} NULL`).join(', ');
    // Without N the literal itself would lose its Vietnamese letters.
    const literal = (row: string): string =>
      client === 'mssql' ? row.replace(/^(\d+, (?:'[^']*'|NULL)), '/u, "$1, N'") : row;
    await runAsOwner(client, url, [
      ...(client === 'mssql'
        ? [`IF OBJECT_ID('${TABLE}') IS NOT NULL DROP TABLE ${TABLE}`]
        : [`DROP TABLE IF EXISTS ${TABLE}`]),
      `CREATE TABLE ${TABLE} (${declared})`,
      ...ROWS.map((row) => `INSERT INTO ${TABLE} VALUES (${literal(row)})`),
    ]);
    const table = { table: TABLE };
    columns = (await database.describe([table])).get(table)?.columns ?? [];
  });

  afterAll(async () => {
    await database.close();
    await runAsOwner(client, url, [`DROP TABLE ${TABLE}`]);
  });

  const column = (name: string): ColumnRef => ({
    reference: `t.${name}`,
    info: columns.find((info) => info.name === name)!,
  });
  const from = (): Knex.QueryBuilder =>
    compiler.queryBuilder().from(compiler.raw('?? as ??', [TABLE, 't']));
  const raw = ({ sql, bindings }: Fragment): Knex.Raw =>
    compiler.raw(sql, bindings as Knex.RawBinding[]);
  const read = (query: Knex.QueryBuilder): Promise<readonly RawRow[]> =>
    database.read(query.toSQL().toNative());
  const values = async (fragment: Fragment): Promise<unknown> =>
    (await read(from().select(raw(fragment)).orderBy('days'))).map(([value]) => value);
  const passing = async (fragment: Fragment): Promise<unknown> =>
    (await read(from().select('t.days').where(raw(fragment)).orderBy('t.days'))).map(
      ([days]) => days,
    );
  const comparing = (
    name: string,
    ordering: Ordering,
    op: Comparison,
    value: string | number,
  ): Promise<unknown> => passing(expressions.compare(column(name), ordering, op, value));
  /** Rows are known by their `days`: null sorts last on one server and first on another. */
  const byDays = (list: unknown): unknown => [...(list as unknown[])].map(String).sort();

  it('describes columns by what they mean', () => {
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['id', 'number'],
      ['code', 'text'],
      ['name', 'text'],
      ['received', 'moment'],
      ['born', 'date'],
      ['day', 'text'],
      ['fee', 'number'],
      ['days', 'number'],
    ]);
  });

  it('leaves a table that is not there out of the description', async () => {
    expect([...(await database.describe([{ table: 'motcua_nowhere' }])).keys()]).toEqual([]);
  });

  it('reads rows without losing a digit', async () => {
    const selected = NAMES.map((name) => raw(expressions.select(column(name))));

    const [row] = await read(from().select(selected).where('t.days', 10));

    expect(row?.map(String).map((value) => value.replace(/0*$/u, ''))).toEqual([
      '2',
      'nc-02',
      'NGUYEN',
      '2016-08-15T10:00:00.003',
      '1980-03-01',
      ' 29/02/2016 ',
      '12345678901234.55',
      '1',
    ]);
    const ids = await read(
      from()
        .select(raw(expressions.select(column('id'))))
        .where('t.fee', 0),
    );
    expect([...ids]).toEqual([['9007199254740993']]);
  });

  it('sorts native moments, a sentinel as none', async () => {
    const keys = (await values(expressions.order(column('received'), NONE))) as unknown[];

    expect(keys.filter((key) => key !== null)).toHaveLength(3);
    expect(keys.filter((key) => key === null)).toHaveLength(2);
  });

  it('compares native moments with what a finer database keeps', async () => {
    expect({
      after: await comparing('received', NONE, '>', '2016-08-15T10:00:00.0010000'),
      notBefore: await comparing('received', NONE, '>=', '2016-08-15T10:00:00.0030001'),
      before: byDays(await comparing('received', NONE, '<', '2016-08-15T10:00:00.0030001')),
      until: await comparing('received', NONE, '<=', '2016-08-15T10:00:00'),
      fromTheDay: byDays(await comparing('received', NONE, '>=', '2016-08-15')),
      sinceEver: byDays(await comparing('received', MOMENTS, '>', '0001-01-01')),
      impossible: await comparing('received', NONE, '>', '2016-02-30'),
      born: byDays(await comparing('born', NONE, '>=', '1980-02-29T12:00:00')),
    }).toEqual({
      after: expect.arrayContaining([10, null]),
      notBefore: [null],
      before: ['10', '5'],
      until: [5],
      fromTheDay: ['10', '5', 'null'],
      sinceEver: ['-1', '10', '5', 'null'],
      impossible: [],
      born: ['0', '10'],
    });
  });

  it('sorts and compares dates kept as text by the calendar', async () => {
    const sorted = await values(expressions.order(column('day'), DAYS));

    expect({
      sorted: byDays(sorted),
      leapDay: await comparing('day', DAYS, '<=', '2016-02-29'),
      later: await comparing('day', DAYS, '>', '2016-02-29T00:00:00'),
      laterThanNoon: await comparing('day', DAYS, '>=', '2016-02-29T12:00:00.5'),
    }).toEqual({
      sorted: ['2016-02-29T00:00:00', '2016-08-15T00:00:00', 'null', 'null', 'null'],
      leapDay: [10],
      later: [5],
      laterThanNoon: [5],
    });
  });

  it('compares codes by code unit, whatever the collation', async () => {
    expect({
      afterUpper: byDays(await comparing('code', BINARY, '>', 'NC-02')),
      beforeLower: byDays(await comparing('code', BINARY, '<', 'nc')),
      name: await comparing('name', BINARY, '>=', 'Đỗ'),
    }).toEqual({ afterUpper: ['-1', '10', 'null'], beforeLower: ['-1', '5', 'null'], name: [-1] });
  });

  it('compares numbers, never matching what is none or no number', async () => {
    expect({
      large: await comparing('fee', NUMBERS, '>=', '12345678901234.55'),
      larger: await comparing('fee', NUMBERS, '>', '12345678901234.55'),
      notNone: byDays(await comparing('fee', { kind: 'number', none: [0, ''] }, '<', 20000.5)),
      exact: await comparing('id', NUMBERS, '>', '9007199254740992'),
      half: byDays(await comparing('days', NUMBERS, '>', 4.5)),
      text: await comparing('days', NUMBERS, '>', 'x'),
    }).toEqual({
      large: [10],
      larger: [],
      notNone: ['0'],
      exact: [null],
      half: ['10', '5'],
      text: [],
    });
  });

  it('finds text in either case, with nothing in it but what it says', async () => {
    const like = async (name: string, pattern: string): Promise<unknown> =>
      byDays(await passing(expressions.like(column(name), pattern)));

    expect({
      start: await like('code', 'nc-%'),
      gap: await like('name', '%n%v%c%'),
      literal: await like('name', String.raw`%50\%\_\[a\]%`),
      bracket: await like('name', '%[a]%'),
      accents: await like('name', '%nguyen%'),
      number: await like('days', '1%'),
    }).toEqual({
      start: ['10', '5'],
      gap: ['5'],
      literal: ['null'],
      bracket: ['null'],
      accents: ['10'],
      number: ['10'],
    });
  });

  it('binds values as data', async () => {
    const among = async (name: string, ...bound: (string | number)[]): Promise<unknown> =>
      byDays(await passing(expressions.among(column(name), bound)));
    const trimmed = (): Promise<unknown> =>
      passing(expressions.among(column('code'), ['NC-03'], { trimmed: 'blanks' }));

    expect({
      code: await among('code', 'NCa', "x' OR '1'='1"),
      name: await among('name', 'Nguyễn Văn Đức', 'a\\'),
      id: await among('id', '9007199254740993'),
      fee: await among('fee', '20000.5', 100),
      // SQLite's moments are text: there the raw form counts.
      sentinel: await among('received', '', '1900-01-01', 'never'),
      trimmed: await trimmed(),
      none: await among('code'),
    }).toEqual({
      code: ['-1'],
      name: ['5'],
      id: ['null'],
      fee: ['0', '5'],
      sentinel: client === 'sqlite' ? [] : ['-1'],
      trimmed: [null],
      none: [],
    });
  });
});

describe.each([...urls])('white space in %s', (client, url) => {
  const TEXTS = 'motcua_dialect_texts';
  const { expressions, knexClient } = dialects[client];
  const compiler: Knex = knexPackage({ client: knexClient, useNullAsDefault: true });
  const codec = textCodec({ encoding: 'unicode' });
  const texts = [
    ...['Hộ tịch', 'hộ tịch', 'Hộ  tịch', 'Hộ\ttịch', ' Hộ tịch ', '\tHộ tịch', 'Hộ tịch\r\n'],
    ...[' \nHộ tịch\u00A0', '\uFEFFHộ tịch', 'Hộ tịch\u200B ', 'Hộ tịch\nmới\n', 'Hộ tịch mới'],
    ...['', ' ', '\t', '\r\n', ' \u00A0\t ', '\u200B', '\uFEFF\n', '.'],
  ];
  const info: ColumnInfo = {
    name: 'label',
    type: client === 'mssql' ? 'nvarchar' : 'text',
    kind: 'text',
    unicode: true,
  };
  const database = dialects[client].open({ ...SETTINGS, client, url });

  beforeAll(() =>
    runAsOwner(client, url, [
      client === 'mssql'
        ? `IF OBJECT_ID('${TEXTS}') IS NOT NULL DROP TABLE ${TEXTS}`
        : `DROP TABLE IF EXISTS ${TEXTS}`,
      `CREATE TABLE ${TEXTS} (place int, label ${client === 'mssql' ? 'nvarchar(50)' : 'varchar(50)'})`,
      `INSERT INTO ${TEXTS} VALUES ${texts
        .map((text, place) => `(${place}, ${client === 'mssql' ? 'N' : ''}'${text}')`)
        .join(', ')}`,
    ]),
  );
  afterAll(async () => {
    await database.close();
    await runAsOwner(client, url, [`DROP TABLE ${TEXTS}`]);
  });

  const found = async (...values: readonly string[]): Promise<ReadonlySet<string>> => {
    const { sql, bindings } = expressions.among({ reference: 't.label', info }, values, {
      trimmed: 'white space',
    });
    const query = compiler
      .select('t.place')
      .from(compiler.raw('?? as ??', [TEXTS, 't']))
      .where(compiler.raw(sql, bindings as Knex.RawBinding[]));
    const rows = await database.read(query.toSQL().toNative());
    return new Set(rows.map(([place]) => texts[Number(place)]!));
  };

  it('at both ends hides no text from a filter', async () => {
    for (const wanted of ['Hộ tịch', 'Hộ tịch\nmới']) {
      const atLeast = codec.push({ op: 'eq', value: wanted })!.atLeast;
      const rows = await found(...(atLeast.kind === 'in' ? atLeast.values.map(String) : []));

      const meant = texts.filter((text) => codec.decode([text]).value === wanted);
      expect(meant.filter((text) => !rows.has(text))).toEqual([]);
    }
  });

  it('alone is nothing, just as it is decoded', async () => {
    const rows = await found('');

    expect([...rows]).toEqual(texts.filter((text) => codec.decode([text]).value === null));
  });
});

describe.each([...urls])('dates kept as text in %s', (client, url) => {
  const TEXTS = 'motcua_dialect_days';
  const { expressions, knexClient } = dialects[client];
  const compiler: Knex = knexPackage({ client: knexClient, useNullAsDefault: true });
  const digits = (value: number, length: number): string => String(value).padStart(length, '0');
  const days = ['0000', '0004', '1900', '2000', '2015', '2016', '2100'].flatMap((year) =>
    Array.from({ length: 14 }, (_m, month) =>
      Array.from({ length: 33 }, (_d, day) => `${year}-${digits(month, 2)}-${digits(day, 2)}`),
    ).flat(),
  );
  const times = ['00:00', '23:59', '24:00', '10:60', '9:05', '1²:00', '10:05x', '10:05\n'];
  const info: ColumnInfo = { name: 'day', type: 'varchar', kind: 'text', unicode: false };
  const database: Database = dialects[client].open({ ...SETTINGS, client, url });

  /** What each text is read as, by the text. */
  const readAll = async (
    texts: readonly string[],
    format: string,
  ): Promise<Record<string, unknown>> => {
    const chunks = Array.from({ length: Math.ceil(texts.length / 500) }, (_, index) =>
      texts.slice(index * 500, (index + 1) * 500),
    );
    await runAsOwner(client, url, [
      `CREATE TABLE ${TEXTS} (day varchar(20))`,
      ...chunks.map(
        (chunk) => `INSERT INTO ${TEXTS} VALUES ${chunk.map((day) => `('${day}')`).join(', ')}`,
      ),
    ]);
    try {
      const { sql, bindings } = expressions.order(
        { reference: 't.day', info },
        { kind: 'text-date', shapes: [{ format }], none: [] },
      );
      const query = compiler
        .select('t.day', compiler.raw(sql, bindings as Knex.RawBinding[]))
        .from(compiler.raw('?? as ??', [TEXTS, 't']));
      return Object.fromEntries(
        (await database.read(query.toSQL().toNative())).map(([day, read]) => [day, read]),
      );
    } finally {
      await runAsOwner(client, url, [`DROP TABLE ${TEXTS}`]);
    }
  };

  afterAll(() => database.close());

  it('are those of the calendar, leap years and centuries too', async () => {
    const read = await readAll(days, 'yyyy-MM-dd');

    const meant = (day: string): string | null =>
      day.startsWith('0000') ? null : (readMoment(day)?.slice(0, 19) ?? null);
    expect(read).toEqual(Object.fromEntries(days.map((day) => [day, meant(day)])));
  });

  it('have times of the clock, in ASCII digits, and nothing after', async () => {
    const texts = times.map((time) => `15/08/2016 ${time}`);

    const read = await readAll(texts, 'dd/MM/yyyy HH:mm');

    expect(texts.map((text) => read[text])).toEqual([
      '2016-08-15T00:00:00',
      '2016-08-15T23:59:00',
      ...Array.from({ length: 6 }, () => null),
    ]);
  });
});

describe('moments kept as text in sqlite', () => {
  const { expressions } = dialects.sqlite;
  const url = urls.get('sqlite')!;
  const compiler: Knex = knexPackage({
    client: dialects.sqlite.knexClient,
    useNullAsDefault: true,
  });
  const database = dialects.sqlite.open({ ...SETTINGS, client: 'sqlite', url });
  const moment: ColumnRef = {
    reference: 't.at',
    info: { name: 'at', type: 'datetime', kind: 'moment', unicode: true, fraction: 7 },
  };
  afterAll(() => database.close());

  const read = async (query: Knex.QueryBuilder): Promise<readonly RawRow[]> =>
    database.read(query.toSQL().toNative());
  const from = (): Knex.QueryBuilder =>
    compiler.select('t.at').from(compiler.raw('?? as ??', ['moments', 't']));
  const raw = ({ sql, bindings }: Fragment): Knex.Raw =>
    compiler.raw(sql, bindings as Knex.RawBinding[]);
  /** What is meant, in a form that sorts as text; databases keep 100 ns. */
  const meant = (text: string): string | null => readMoment(text)?.slice(0, 27) ?? null;

  const two = (most: number) => fc.nat(most).map((value) => String(value).padStart(2, '0'));
  const day = fc
    .tuple(fc.constantFrom('1900', '2015', '2016', '9999'), two(13), two(32))
    .map((parts) => parts.join('-'));
  const time = fc.oneof(
    fc.constant(''),
    fc
      .tuple(fc.constantFrom('T', ' '), two(25), two(61), fc.option(two(61)))
      .map(
        ([mark, hour, minute, second]) =>
          `${mark}${hour}:${minute}${second === null ? '' : `:${second}`}`,
      ),
    fc
      .tuple(fc.constantFrom('T', ' '), fc.constantFrom('0', '12', '1200', '9996', '123456789'))
      .map(([mark, fraction]) => `${mark}23:59:59.${fraction}`),
  );
  const rotten = fc.constantFrom(
    ...['2016-08-15T10', '2016-08-15 10:5', '2016-08-15  10:00', '2016-08-15    10:00', '2457500'],
    ...['2016-08-15T10:00Z', '2016-08-15 10:00+07:00', '2016-08-15 10:00:00Z', '15/08/2016', 'now'],
    ...['2016-08-15\t10:00', '2016-08-15 10:00:00.5x', '2016-08-15 10:00:005', '', '10:00'],
  );
  const stored = fc.oneof(
    { weight: 9, arbitrary: fc.tuple(day, time).map((parts) => parts.join('')) },
    { weight: 1, arbitrary: rotten },
  );

  it('sort and compare as what they mean, and what is no moment is none', async () => {
    const texts = fc.sample(stored, { numRuns: 1_000, seed: 7 });
    await runAsOwner('sqlite', url, [
      'CREATE TABLE moments (at datetime)',
      `INSERT INTO moments VALUES ${texts.map((text) => `('${text}')`).join(', ')}`,
    ]);
    const order = expressions.order(moment, MOMENTS);

    const sorted = await read(
      from()
        .where(raw(expressions.compare(moment, MOMENTS, '>=', '0000-01-01')))
        .orderByRaw(raw(order)),
    );

    const keys = sorted.map(([text]) => meant(String(text)));
    expect(keys).toEqual(texts.flatMap((text) => meant(text) ?? []).sort());
    for (const boundary of texts.flatMap((text) => readMoment(text) ?? []).slice(0, 40)) {
      for (const op of ['<', '<=', '>', '>='] as const) {
        const passing = await read(
          from().where(raw(expressions.compare(moment, MOMENTS, op, boundary))),
        );

        const wanted = texts.filter((text) => {
          const key = readMoment(meant(text) ?? '');
          return key !== null && COMPARE[op](key, boundary);
        });
        expect(passing.map(([text]) => String(text)).sort()).toEqual(wanted.sort());
      }
    }
  }, 30_000);
});

const COMPARE: Readonly<Record<Comparison, (a: string, b: string) => boolean>> = {
  '<': (a, b) => a < b,
  '<=': (a, b) => a <= b,
  '>': (a, b) => a > b,
  '>=': (a, b) => a >= b,
};

afterAll(() => rm(folder, { recursive: true }));

describe('the SQL of the expressions', () => {
  const text = (name: string): ColumnRef => ({
    reference: `t.${name}`,
    info: { name, type: 'varchar', kind: 'text', unicode: false, codePage: 1258 },
  });
  const TIMES: Readonly<Record<ClientName, string>> = {
    sqlite: 'datetime',
    postgres: 'timestamp without time zone',
    mysql: 'datetime',
    mssql: 'datetime',
  };
  const each = (build: (client: ClientName) => Fragment): Record<string, unknown> =>
    Object.fromEntries(
      CLIENTS.map((client) => {
        const { sql, bindings } = build(client);
        const compiler = knexPackage({
          client: dialects[client].knexClient,
          useNullAsDefault: true,
        });
        const native = compiler
          .raw(sql, bindings as Knex.RawBinding[])
          .toSQL()
          .toNative();
        const plain = native.bindings.map((bound: unknown) =>
          bound instanceof SqlInput ? `${bound.type} ${String(bound.value)}` : bound,
        );
        return [client, [native.sql, ...plain]];
      }),
    );

  it('keeps a native column bare and converts the value to its type', () => {
    const compared = each((client) => {
      const info: ColumnInfo = {
        name: 'd',
        type: TIMES[client],
        kind: 'moment',
        unicode: true,
        fraction: 3,
      };
      return dialects[client].expressions.compare(
        { reference: 't.d', info },
        MOMENTS,
        '>=',
        '2016-08-15T10:00:00.0045',
      );
    });

    expect(compared).toEqual({
      sqlite: [
        // An index serves the bare column; what begins with a blank stands before all digits.
        expect.stringMatching(
          /^\(\(`t`\.`d` >= \? OR `t`\.`d` < '!'\) AND CASE WHEN .* END >= \?\)$/u,
        ),
        '2016-08-15',
        '2016-08-15 10:00:00.0045',
      ],
      postgres: [
        `("t"."d" > CAST($1 AS timestamp without time zone) AND "t"."d" >= CAST('0001-01-01' AS timestamp without time zone) AND "t"."d" < CAST('10000-01-01' AS timestamp without time zone))`,
        '2016-08-15T10:00:00.004',
      ],
      mysql: [
        "(`t`.`d` > CAST(? AS DATETIME(6)) AND `t`.`d` >= '0001-01-01' AND FROM_DAYS(TO_DAYS(`t`.`d`)) = DATE(`t`.`d`))",
        '2016-08-15T10:00:00.004',
      ],
      mssql: ['[t].[d] > CONVERT(datetime, @p0, 126)', 'varchar 2016-08-15T10:00:00.003'],
    });
  });

  it('orders codes in a binary order', () => {
    expect(each((client) => dialects[client].expressions.order(text('c'), BINARY))).toEqual({
      sqlite: ['TRIM(`t`.`c`) COLLATE BINARY'],
      postgres: ['BTRIM(CAST("t"."c" AS text)) COLLATE "C"'],
      mysql: ['CAST(CONVERT(TRIM(`t`.`c`) USING utf8mb4) AS BINARY)'],
      mssql: ['LTRIM(RTRIM(CAST([t].[c] AS nvarchar(4000)))) COLLATE Latin1_General_BIN2'],
    });
  });

  it('trims and searches text', () => {
    expect({
      trim: each((client) =>
        dialects[client].expressions.among(text('c'), ['a'], { trimmed: 'blanks' }),
      ),
      like: each((client) => dialects[client].expressions.like(text('c'), 'a[%')),
    }).toEqual({
      trim: {
        sqlite: ['TRIM(`t`.`c`) IN (?)', 'a'],
        postgres: ['BTRIM(CAST("t"."c" AS text)) IN ($1)', 'a'],
        mysql: ['TRIM(`t`.`c`) IN (?)', 'a'],
        mssql: [
          `(([t].[c] IN (@p0) OR [t].[c] LIKE ' %') AND LTRIM(RTRIM(CAST([t].[c] AS nvarchar(4000)))) IN (@p1))`,
          'varchar a',
          'varchar a',
        ],
      },
      like: {
        sqlite: [`\`t\`.\`c\` LIKE ? ESCAPE '\\'`, 'a[%'],
        postgres: [`CAST("t"."c" AS text) ILIKE $1 ESCAPE '\\'`, 'a[%'],
        mysql: ['LOWER(CONVERT(`t`.`c` USING utf8mb4)) COLLATE utf8mb4_bin LIKE LOWER(?)', 'a[%'],
        mssql: [
          `LOWER(CAST([t].[c] AS nvarchar(max)) COLLATE Latin1_General_BIN2) LIKE LOWER(@p0) ESCAPE '\\'`,
          String.raw`nvarchar a\[%`,
        ],
      },
    });
  });

  it('looks a code up by the bare column where that finds it with blanks at its ends', () => {
    const info: Partial<Record<ClientName, Partial<ColumnInfo>>> = {
      sqlite: { affinity: 'text' },
      postgres: { type: 'character varying', collation: 'C.UTF-8' },
      mysql: { collation: 'latin1_swedish_ci' },
    };
    const sought = each((client) =>
      dialects[client].expressions.among(
        { ...text('c'), info: { ...text('c').info, ...info[client] } },
        ['a'],
        { trimmed: 'blanks' },
      ),
    );

    expect(sought).toMatchObject({
      sqlite: [
        "(((LIKELIHOOD(`t`.`c` < '!', 0.0001) AND `t`.`c` < '!' OR LIKELIHOOD(`t`.`c` >= ?, 0.0001) AND `t`.`c` < ?) OR LIKELIHOOD(`t`.`c` >= X'', 0.0001) AND `t`.`c` >= X'') AND TRIM(`t`.`c`) IN (?))",
        'a',
        'a!',
        'a',
      ],
      postgres: [
        `(("t"."c" < '!' OR "t"."c" >= $1 AND "t"."c" < $2) AND BTRIM("t"."c") IN ($3))`,
        'a',
        'a!',
        'a',
      ],
      mysql: ["((`t`.`c` IN (?) OR `t`.`c` LIKE ' %') AND TRIM(`t`.`c`) IN (?))", 'a', 'a'],
      mssql: [
        `(([t].[c] IN (@p0) OR [t].[c] LIKE ' %') AND LTRIM(RTRIM(CAST([t].[c] AS nvarchar(4000)))) IN (@p1))`,
        'varchar a',
        'varchar a',
      ],
    });
  });

  it('reads a date kept as text without a cast that could fail on another row', () => {
    const [sql] = each((client) => dialects[client].expressions.order(text('c'), DAYS))
      .mssql as string[];

    const value = 'LTRIM(RTRIM(CAST([t].[c] AS nvarchar(4000))))';
    const part = (start: number, length: number): string =>
      `SUBSTRING(${value}, ${start}, ${length})`;
    const fourths = Array.from(
      { length: 25 },
      (_, index) => `'${String(index * 4).padStart(2, '0')}'`,
    ).join(', ');
    expect(sql).toBe(
      [
        `CASE WHEN ${value} COLLATE Latin1_General_BIN2 LIKE '[0-9][0-9]/[0-9][0-9]/[0-9][0-9][0-9][0-9]'`,
        `AND ${part(7, 4)} > '0000' AND ${part(4, 2)} BETWEEN '01' AND '12'`,
        `AND ${part(1, 2)} BETWEEN '01' AND CASE WHEN ${part(4, 2)} = '02'`,
        `THEN CASE WHEN CASE WHEN ${part(9, 2)} = '00' THEN ${part(7, 2)} ELSE ${part(9, 2)} END IN (${fourths}) THEN '29' ELSE '28' END`,
        `WHEN ${part(4, 2)} IN ('04', '06', '09', '11') THEN '30' ELSE '31' END`,
        `AND ${value} NOT IN (@p0)`,
        `THEN ${part(7, 4)} + '-' + ${part(4, 2)} + '-' + ${part(1, 2)} + 'T' + '00' + ':' + '00' + ':' + '00' END`,
      ].join(' '),
    );
  });
});
