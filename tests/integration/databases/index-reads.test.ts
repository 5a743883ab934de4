import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import Database from 'libsql';
import { createConnection } from 'mysql2/promise';
import pg from 'pg';
import { pino } from 'pino';
import { runAsOwner } from '../../../scripts/demo/writers/owner.ts';
import { createSource, type Source } from '../../../subgraphs/sources/database/source.ts';
import type { Statement } from '../../../subgraphs/sources/dialects/dialect.ts';
import { dialects } from '../../../subgraphs/sources/dialects/index.ts';
import {
  type ConnectionQuery,
  countConnection,
  readConnection,
} from '../../../subgraphs/sources/fan-out/connection.ts';
import { readMapping } from '../../../subgraphs/sources/mapping/read-mapping.ts';
import { code, entity, integer, moment } from '../../../subgraphs/sources/model/entity.ts';
import type { Predicate } from '../../../subgraphs/sources/model/predicate.ts';
import { entityRights, type Rights } from '../../../subgraphs/sources/policy/rights.ts';
import { withRights } from '../../../subgraphs/sources/policy/with-rights.ts';
import { createReading } from '../../../subgraphs/sources/reading/request-reading.ts';
import type { LiveClient } from '../../support/agreement/literals.ts';
import { ask } from '../../support/ask.ts';
import { openOffices } from '../../support/offices/offices.ts';
import { serverUrl } from '../../support/offices/servers.ts';

const ROWS = 20_000;
const PAGE = 50;
const TABLES = ['motcua_sought', 'motcua_sought_step'] as const;

const folder = mkdtempSync(join(tmpdir(), 'motcua-sought-'));
const urls: (readonly [LiveClient, string])[] = [['sqlite', `file:${join(folder, 'rows.db')}`]];
for (const client of ['postgres', 'mysql'] as const) {
  const url = await serverUrl(client);
  if (url !== null) urls.push([client, url]);
}
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Moments a minute apart; every tenth row has none, and a few have the day that means none. */
function receivedAt(id: number): string | null {
  if (id % 10 === 0) return id % 1_000 === 0 ? '1900-01-01 00:00:00' : null;
  const scattered = (id * 7_919) % ROWS;
  return new Date(Date.UTC(2016, 0, 1) + scattered * 60_000)
    .toISOString()
    .slice(0, 19)
    .replace('T', ' ');
}

const days = Array.from({ length: ROWS }, (_, index) => receivedAt(index + 1));

function tableStatements(client: LiveClient): readonly string[] {
  const [rows, steps] = TABLES;
  const moments = client === 'postgres' ? 'timestamp' : 'datetime';
  const quoted = (value: string | null): string => (value === null ? 'NULL' : `'${value}'`);
  const inserts = (table: string, row: (id: number) => string): readonly string[] =>
    Array.from({ length: ROWS / 1_000 }, (_, part) => {
      const values = Array.from({ length: 1_000 }, (_one, at) => row(part * 1_000 + at + 1));
      return `INSERT INTO ${table} VALUES ${values.join(', ')}`;
    });
  return [
    `DROP TABLE IF EXISTS ${rows}`,
    `DROP TABLE IF EXISTS ${steps}`,
    `CREATE TABLE ${rows} (id int NOT NULL PRIMARY KEY, so varchar(30), nhan ${moments} NULL, ngay int)`,
    `CREATE TABLE ${steps} (id int NOT NULL PRIMARY KEY, hoso int, so varchar(30))`,
    ...inserts(rows, (id) => {
      const day = days[id - 1] ?? null;
      const number = day === null ? '0' : day.slice(0, 10).replaceAll('-', '');
      return `(${id}, 'H12-${id}', ${quoted(day)}, ${number})`;
    }),
    ...inserts(steps, (id) => `(${id}, ${Math.ceil(id / 4)}, 'B${id}')`),
    `CREATE INDEX motcua_sought_so ON ${rows} (so)`,
    `CREATE INDEX motcua_sought_nhan ON ${rows} (nhan)`,
    `CREATE INDEX motcua_sought_ngay ON ${rows} (ngay)`,
    `CREATE INDEX motcua_sought_hoso ON ${steps} (hoso)`,
    ...TABLES.map((table) =>
      client === 'mysql'
        ? `ANALYZE TABLE ${table}`
        : client === 'postgres'
          ? `ANALYZE ${table}`
          : 'SELECT 1',
    ),
  ];
}

const mappingText = (client: LiveClient, url: string): string => `
source: { code: A, name: A }
database: { client: ${client}, url: '${url}', statementTimeout: 60s }
row:
  table: ${TABLES[0]}
  key: id
  columns: { code: so, receivedAt: nhan, day: { column: ngay, date: yyyyMMdd-integer } }
  steps: { table: ${TABLES[1]}, key: id, parent: hoso, columns: { code: so, number: id } }
`;

/** Rows and index entries that the database looks at for a statement; of SQLite, which does not tell, none or all. */
type Touched = (statement: Statement) => Promise<number>;

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

function rowsOf(plan: Plan): number {
  const own =
    plan['Relation Name'] === undefined
      ? 0
      : (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
  return (plan.Plans ?? []).reduce((sum, part) => sum + rowsOf(part), own);
}

async function openTouched(
  client: LiveClient,
  url: string,
): Promise<{ readonly touched: Touched; readonly close: () => Promise<unknown> }> {
  switch (client) {
    case 'postgres': {
      const connection = new pg.Client({ connectionString: url });
      await connection.connect();
      return {
        async touched({ sql, bindings }) {
          const { rows } = await connection.query<{ 'QUERY PLAN': readonly { Plan: Plan }[] }>(
            `EXPLAIN (ANALYZE, FORMAT JSON) ${sql}`,
            [...bindings],
          );
          return rowsOf(rows[0]!['QUERY PLAN'][0]!.Plan);
        },
        close: () => connection.end(),
      };
    }
    case 'mysql': {
      const connection = await createConnection({ uri: url, charset: 'UTF8MB4_BIN' });
      return {
        async touched({ sql, bindings }) {
          await connection.query('FLUSH STATUS');
          await connection.query(sql, [...bindings]);
          const [rows] = await connection.query("SHOW SESSION STATUS LIKE 'Handler_read_%'");
          return (rows as unknown as readonly { Value: string }[]).reduce(
            (sum, { Value }) => sum + Number(Value),
            0,
          );
        },
        close: () => connection.end(),
      };
    }
    case 'sqlite': {
      const database = new Database(url.slice('file:'.length));
      return {
        touched({ sql, bindings }) {
          const plan = database.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...bindings) as readonly {
            detail: string;
          }[];
          // A walk along an index ends where it has enough rows.
          const scan = /limit \?/u.test(sql) ? /^SCAN t(?! USING)/u : /^SCAN t/u;
          const scans = plan.some(({ detail }) => scan.test(detail));
          // Where a code finds the rows, what lies beyond a moment is for nothing.
          const goesBy = (index: string): boolean =>
            plan.some(({ detail }) => detail.includes(`USING INDEX motcua_sought_${index} `));
          const strays = goesBy('so') && goesBy('nhan');
          return Promise.resolve(scans || strays ? ROWS : 0);
        },
        close: () => Promise.resolve(database.close()),
      };
    }
  }
}

const shape = entity(
  { code, receivedAt: moment, day: moment },
  { steps: entity({ code, number: integer }) },
);

/** The rights of one whose rows bear these codes, and who may not see of some of them what their moments are. */
function rightsTo(codes: readonly string[]): Rights {
  const allow = { usually: 'allow', for: {} } as const;
  const tested = (values: readonly string[]): Predicate => ({
    kind: 'any',
    of: values.map((value) => ({ kind: 'test', field: 'code', test: { op: 'eq', value } })),
  });
  const show = Object.fromEntries(
    ['code', 'receivedAt', 'day', 'steps.code'].map((field) => [field, allow]),
  );
  const own = entityRights(
    shape,
    { show, groups: null },
    { rows: tested(codes), sensitive: null, purpose: undefined },
  );
  const sensitive = tested(codes.slice(0, 1));
  return {
    secondFactor: null,
    of: () => ({ ...own, sensitive, withheld: new Set(['receivedAt']) }),
  };
}

describe.each(urls)('%s reads off its indexes', (client, url) => {
  let source: Source;
  let touched: Touched;
  let close: () => Promise<unknown>;
  const asked: Statement[] = [];

  beforeAll(async () => {
    await runAsOwner(client, url, tableStatements(client));
    const file = join(folder, `${client}.yaml`);
    writeFileSync(file, mappingText(client, url));
    const read = readMapping(file, { entities: { row: shape }, extra: {} }, {});
    if ('faults' in read) throw new Error(JSON.stringify(read.faults));
    const real = createSource(read.mapping, dialects[client], pino({ level: 'silent' }));
    source = {
      ...real,
      read(statement, options) {
        asked.push(statement);
        return real.read(statement, options);
      },
    };
    ({ touched, close } = await openTouched(client, url));
  }, 120_000);
  afterAll(async () => {
    await close();
    await source.close();
    await runAsOwner(
      client,
      url,
      TABLES.map((table) => `DROP TABLE ${table}`),
    );
  });

  /** What the statements of a read look at, together. */
  async function lookedAt(read: () => Promise<unknown>): Promise<number> {
    asked.length = 0;
    await read();
    let sum = 0;
    for (const statement of [...asked]) sum += await touched(statement);
    return sum;
  }

  const page = (
    of: Pick<ConnectionQuery, 'page' | 'order'> & { readonly where?: Predicate },
    from: Source = source,
  ): ReturnType<typeof readConnection> =>
    readConnection(
      [from],
      {
        entity: 'row',
        fields: new Set(['code']),
        where: null,
        freshness: 'LIVE',
        onUnavailable: 'FAIL',
        ...of,
      },
      {},
    );

  it('describes them', async () => {
    const [table] = await source.tables('row');

    expect(new Set(table!.indexes.map((columns) => columns.join()))).toEqual(
      new Set(['id', 'so', 'nhan', 'ngay']),
    );
    expect(table!.rows).toBeGreaterThan(ROWS / 2);
    expect(table!.rows).toBeLessThan(ROWS * 2);
  });

  it.each(['receivedAt', 'day'] as const)(
    'pages by %s, either way and on from the middle',
    async (field) => {
      // Of a day there are up to 1,440 rows, of a moment one.
      const alike = field === 'day' ? 1_440 : 1;
      for (const direction of ['ASC', 'DESC'] as const) {
        for (const way of ['forwards', 'backwards'] as const) {
          const order = [{ field, direction }];
          let cursor: string | null = null;
          // Backwards, those without a value come first.
          const where: Predicate = {
            kind: 'not',
            of: { kind: 'test', field, test: { op: 'isNull' } },
          };
          for (let count = 0; count < 3; count += 1) {
            const args: ConnectionQuery['page'] =
              way === 'forwards' ? { first: PAGE, after: cursor } : { last: PAGE, before: cursor };
            const read = { order, page: args, ...(way === 'backwards' ? { where } : {}) };
            let found: Awaited<ReturnType<typeof page>> | undefined;
            const looked = await lookedAt(async () => (found = await page(read)));
            expect(found!.edges).toHaveLength(PAGE);
            expect({ direction, way, count, looked }).toEqual({
              direction,
              way,
              count,
              looked: expect.any(Number),
            });
            expect(looked).toBeLessThan(10 * PAGE + 4 * alike);
            expect(asked).toHaveLength(1);
            const { startCursor, endCursor } = found!.pageInfo;
            cursor = way === 'forwards' ? endCursor : startCursor;
          }
        }
      }
    },
    60_000,
  );

  it('counts a stretch of days', async () => {
    const where: Predicate = {
      kind: 'all',
      of: [
        { kind: 'test', field: 'receivedAt', test: { op: 'gte', value: '2016-01-03' } },
        { kind: 'test', field: 'receivedAt', test: { op: 'lt', value: '2016-01-04' } },
      ],
    };
    const wanted = days.filter((day) => day?.startsWith('2016-01-03') === true).length;

    let total: number | null = null;
    const looked = await lookedAt(async () => {
      ({ total } = await countConnection(
        [source],
        { entity: 'row', where, freshness: 'LIVE', onUnavailable: 'FAIL' },
        {},
      ));
    });

    expect(total).toBe(wanted);
    expect(looked).toBeLessThanOrEqual(wanted + 10);
  });

  it('looks up by id, by code, and what belongs to a row', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `A:${index * 900 + 7}`);
    const codes = ids.map((id) => id.replace('A:', 'H12-'));
    const reading = createReading([source], {});

    let rows: Awaited<ReturnType<typeof reading.byId>>[] = [];
    const byId = await lookedAt(async () => {
      rows = await Promise.all(ids.map((id) => reading.byId('row', id, new Set(['code']))));
    });
    let found: unknown[] = [];
    const byCode = await lookedAt(async () => {
      const all = codes.map((one) => reading.byFields(source, 'row', { code: one }, new Set()));
      found = (await Promise.all(all)).flat();
    });
    let steps: unknown[] = [];
    const under = await lookedAt(async () => {
      const all = rows.map((row) => reading.children(row!, 'steps', new Set(['code'])));
      steps = (await Promise.all(all)).flat();
    });

    expect([rows.length, found.length]).toEqual([20, 20]);
    expect(steps.length).toBeGreaterThan(10);
    expect(byId).toBeLessThan(200);
    expect(byCode).toBeLessThan(200);
    expect(under).toBeLessThan(8 * steps.length + 200);
  });

  it('looks up by a code and a day together, by the code, which few rows bear', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => index * 900 + 7);
    const reading = createReading([source], {});

    let found: unknown[] = [];
    const looked = await lookedAt(async () => {
      const all = ids.map((id) => {
        const receivedAt = days[id - 1]!.slice(0, 'yyyy-MM-dd'.length);
        return reading.byFields(source, 'row', { code: `H12-${id}`, receivedAt }, new Set());
      });
      found = (await Promise.all(all)).flat();
    });

    expect(found).toHaveLength(20);
    expect(looked).toBeLessThan(200);
  });

  it('finds the rows of a role by the index of what its rule looks at, however they are asked for', async () => {
    const codes = [7, 4_007, 8_007, 12_007, 16_007].map((id) => `H12-${id}`);
    const rights = rightsTo(codes);
    const own = withRights(source, rights);
    const reading = createReading([own], {}, rights);
    const shared = { entity: 'row', freshness: 'LIVE', onUnavailable: 'FAIL' } as const;
    const after2015: Predicate = {
      kind: 'test',
      field: 'receivedAt',
      test: { op: 'gte', value: '2016-01-01' },
    };
    const order = [{ field: 'receivedAt', direction: 'DESC' }] as const;
    let pages: Awaited<ReturnType<typeof page>>[] = [];
    let totals: (number | null)[] = [];
    let rows: unknown[] = [];

    const looked = {
      pages: await lookedAt(async () => {
        pages = [
          await page({ order, page: { first: PAGE } }, own),
          await page({ order, page: { first: PAGE }, where: after2015 }, own),
        ];
      }),
      counts: await lookedAt(async () => {
        const [all, some] = [null, after2015].map((where) =>
          countConnection([own], { ...shared, where }, {}),
        );
        totals = [(await all!).total, (await some!).total];
      }),
      byKey: await lookedAt(async () => {
        rows = await Promise.all(
          ['A:7', 'A:8'].map((id) => reading.byId('row', id, new Set(['code']))),
        );
      }),
    };

    // Of one of them it is not told when it was.
    expect(pages.map(({ edges }) => edges.length)).toEqual([5, 4]);
    expect(totals).toEqual([5, 4]);
    expect(rows).toEqual([expect.objectContaining({ code: codes[0] }), null]);
    expect(looked.pages).toBeLessThan(100);
    expect(looked.counts).toBeLessThan(100);
    expect(looked.byKey).toBeLessThan(50);
  });
});

describe('a SQLite table whose keys are far apart', () => {
  it('is not taken for a large one, and may be looked through', async () => {
    const offices = await openOffices([
      {
        file: 'a.yaml',
        yaml: `
source: { code: A, name: Office A }
office: { level: DISTRICT }
database: { client: sqlite, url: "file:\${DIR}/a.db", limits: { scannedRows: 1000 } }
dossier: { table: HoSo, key: ID, columns: { code: So, applicantName: HoTen } }
`,
        sql: [
          'CREATE TABLE HoSo (ID INTEGER PRIMARY KEY, So varchar(20), HoTen nvarchar(100))',
          "INSERT INTO HoSo VALUES (20160815000121, '1', 'Lê'), (20160815000124, '2', 'Lý')",
          "INSERT INTO HoSo VALUES (1, '3', 'Hà')",
        ],
      },
    ]);

    const { data, errors } = await ask(
      offices.subgraph,
      '{ dossiers(orderBy: [{ by: CODE, direction: ASC }]) { nodes { code } totalCount } }',
    );
    await offices.close();

    expect(errors).toEqual([]);
    expect(data.dossiers).toEqual({
      nodes: [{ code: '1' }, { code: '2' }, { code: '3' }],
      totalCount: 3,
    });
  });
});
