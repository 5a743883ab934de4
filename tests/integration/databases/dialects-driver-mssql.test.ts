import { afterEach, describe, expect, it } from '@jest/globals';
import {
  type Database,
  type DatabaseOptions,
  USUAL_LIMITS,
} from '../../../subgraphs/sources/dialects/dialect.ts';
import { mssql } from '../../../subgraphs/sources/dialects/mssql/index.ts';
import { type StandIn, type StandInOptions, startStandIn } from '../../support/tds/stand-in.ts';
import { COLLATION_1258 } from '../../support/tds/tokens.ts';
import { UNENCRYPTED } from '../../support/offices/unencrypted.ts';

const closing: { readonly close: () => Promise<void> }[] = [];

afterEach(async () => {
  for (const one of closing.splice(0).reverse()) await one.close();
});

async function standIn(options: StandInOptions): Promise<StandIn> {
  const server = await startStandIn(options);
  closing.push(server);
  return server;
}

function open(port: number, settings: Partial<DatabaseOptions> = {}): Database {
  const database = mssql.open({
    client: 'mssql',
    url: `mssql://motcua:p%40ss@127.0.0.1:${port}/MotCua`,
    statementTimeout: 2_000,
    connectTimeout: 1_000,
    pool: { max: 2 },
    ...UNENCRYPTED,
    ...settings,
  });
  closing.push(database);
  return database;
}

const one = { columns: ['a'], rows: [['1']] };
const SELECT = { sql: 'select 1 as [a]', bindings: [] };

function varchar(value: string, codePage = 1258): unknown {
  const column = { name: 'c', type: 'varchar', kind: 'text', unicode: false, codePage } as const;
  return mssql.expressions.bind(value, column);
}

describe('a SQL Server database', () => {
  it('logs in with its database, its password and the intent only to read', async () => {
    const server = await standIn({ answer: () => one, password: 'p@ss' });

    const rows = await open(server.port).read(SELECT);

    expect([...rows]).toEqual([['1']]);
    const login = {
      user: 'motcua',
      password: 'p@ss',
      database: 'MotCua',
      readOnlyIntent: true,
      tdsVersion: 0x74000004,
    };
    expect(server.logins).toEqual([login]);
  });

  it('stands aside for the program that writes, as its source has it', async () => {
    const server = await standIn({ answer: () => one });

    await open(server.port).read(SELECT);
    const usual = server.settings.splice(0).slice(1);
    const locks = { isolation: 'snapshot', lockTimeout: 200 } as const;
    await open(server.port, { locks }).read(SELECT);

    expect(usual).toEqual([
      'SET LOCK_TIMEOUT 1000',
      'SET DEADLOCK_PRIORITY LOW',
      expect.stringMatching(
        /snapshot_isolation_state = 1 .* SET TRANSACTION ISOLATION LEVEL SNAPSHOT$/u,
      ),
    ]);
    expect(server.settings.slice(1)).toEqual([
      'SET LOCK_TIMEOUT 200',
      'SET TRANSACTION ISOLATION LEVEL SNAPSHOT',
    ]);
  });

  it('gives up rows that another program holds, and goes on with its connection', async () => {
    let held = true;
    const server = await standIn({
      answer: () =>
        held ? { error: 1222, message: 'Lock request time out period exceeded.' } : one,
    });
    const database = open(server.port);

    await expect(database.read(SELECT)).rejects.toMatchObject({ reason: 'BUSY' });
    held = false;

    expect([...(await database.read(SELECT))]).toEqual([['1']]);
    expect(server.logins).toHaveLength(1);
  });

  it('sends values apart from the statement, text with a fixed length', async () => {
    const server = await standIn({ answer: () => one });
    const nvarchar = { name: 'c', type: 'nvarchar', kind: 'text', unicode: true } as const;
    const bindings = [50, varchar('NC-01'), mssql.expressions.bind("Đức' OR 1=1", nvarchar)];

    await open(server.port).read({
      sql: 'select top (@p0) [a] from [t] where [b] = @p1 and [c] = @p2',
      bindings,
    });

    expect(server.calls.map(({ sql, declarations }) => ({ sql, declarations }))).toEqual([
      {
        sql: 'select top (@p0) [a] from [t] where [b] = @p1 and [c] = @p2',
        declarations: '@p0 bigint, @p1 varchar(8000), @p2 nvarchar(4000)',
      },
    ]);
  });

  it('sends Vietnamese as varchar only where the code page is also the connection’s', async () => {
    const western = await standIn({ answer: () => one });
    const vietnamese = await standIn({ answer: () => one, collation: COLLATION_1258 });
    const statement = {
      sql: 'select 1 from [t] where [b] = @p0 and [c] = @p1',
      bindings: [varchar('Đăng'), varchar('Nguyễn')],
    };

    await open(western.port).read(statement);
    await open(vietnamese.port).read(statement);

    expect([western, vietnamese].map(({ calls }) => calls[0]?.declarations)).toEqual([
      '@p0 nvarchar(4000), @p1 nvarchar(4000)',
      '@p0 varchar(8000), @p1 nvarchar(4000)',
    ]);
    expect(vietnamese.calls[0]?.values.includes(Buffer.from([0xd0, 0xe3, 0x6e, 0x67]))).toBe(true);
  });

  it('tells the server to stop when time is up, and uses the connection again', async () => {
    const server = await standIn({ answer: ({ sql }) => (sql.includes('slow') ? 'hang' : one) });
    const database = open(server.port, { pool: { max: 1 } });

    await database.read(SELECT);
    const slow = database.read({ sql: 'select slow', bindings: [] }, { timeout: 100 });

    await expect(slow).rejects.toMatchObject({ name: 'DatabaseFault', reason: 'TIMEOUT' });
    expect([...(await database.read(SELECT))]).toEqual([['1']]);
    expect(server.attentions()).toBe(1);
    expect(server.logins).toHaveLength(1);
  });

  it('says that its turn did not come while the one connection is in use', async () => {
    const server = await standIn({ answer: ({ sql }) => (/slow/u.test(sql) ? 'hang' : one) });
    const database = open(server.port, { pool: { max: 1 } });
    await database.read(SELECT);
    const slow = database.read({ sql: 'select slow', bindings: [] }, { timeout: 300 });

    const late = database.read(SELECT, { timeout: 100 });
    const patient = database.read(SELECT);

    await expect(late).rejects.toMatchObject({ reason: 'BUSY' });
    await expect(slow).rejects.toMatchObject({ reason: 'TIMEOUT' });
    expect([...(await patient)]).toEqual([['1']]);
  });

  it('tells the server to stop when the source’s own statement timeout is over', async () => {
    const server = await standIn({ answer: ({ sql }) => (/slow/u.test(sql) ? 'hang' : one) });
    const database = open(server.port, { statementTimeout: 1_500 });
    await database.read(SELECT);

    const slow = database.read({ sql: 'select slow', bindings: [] });

    await expect(slow).rejects.toMatchObject({ reason: 'TIMEOUT' });
    await until(() => server.attentions() === 1);
  });

  it('tells the server to stop when the request is cancelled', async () => {
    const server = await standIn({ answer: ({ sql }) => (/slow/u.test(sql) ? 'hang' : one) });
    const database = open(server.port);
    await database.read(SELECT);
    const request = new AbortController();
    const reading = database.read({ sql: 'select slow', bindings: [] }, { signal: request.signal });
    await until(() => server.calls.length === 2);

    request.abort();

    await expect(reading).rejects.toMatchObject({ reason: 'CANCELLED' });
    await until(() => server.attentions() === 1);
  });

  it('is unreachable when the login fails, with nothing secret in the message', async () => {
    const server = await standIn({ answer: () => one, password: 'other' });

    const reading = open(server.port).read(SELECT);

    await expect(reading).rejects.toMatchObject({ message: 'UNREACHABLE', reason: 'UNREACHABLE' });
  });

  it('is unreachable while its server is down, and reads again when it is back', async () => {
    const first = await startStandIn({ answer: () => one });
    const database = open(first.port);
    await database.read(SELECT);
    await first.close();

    await expect(database.read(SELECT)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    await standIn({ answer: () => one, port: first.port });

    expect([...(await database.read(SELECT))]).toEqual([['1']]);
  });

  it('is unreachable when it was down from the start, and reads when it comes', async () => {
    const gone = await startStandIn({ answer: () => one });
    await gone.close();
    const database = open(gone.port);

    await expect(database.read(SELECT)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
    await standIn({ answer: () => one, port: gone.port });

    expect([...(await database.read(SELECT))]).toEqual([['1']]);
  });

  it('is unreachable when the connection breaks under a statement', async () => {
    const server = await standIn({ answer: () => 'drop' });

    await expect(open(server.port).read(SELECT)).rejects.toMatchObject({ reason: 'UNREACHABLE' });
  });

  it('fails when the server refuses the statement, and refuses what is no SELECT itself', async () => {
    const server = await standIn({
      answer: () => ({ error: 208, message: "Invalid object name 'dbo.X'." }),
    });
    const database = open(server.port);

    await expect(database.read(SELECT)).rejects.toMatchObject({
      message: 'FAILED',
      reason: 'FAILED',
    });
    await expect(database.read({ sql: 'delete from [t]', bindings: [] })).rejects.toMatchObject({
      reason: 'REFUSED',
    });
    expect(server.calls).toHaveLength(1);
  });

  it('never gives one agency the rows of another, however many statements are under way', async () => {
    const agencies = ['Năm Căn', 'Cái Nước'];
    const servers = await Promise.all(
      agencies.map((agency) =>
        standIn({
          answer: async ({ values }) => {
            await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
            return { columns: ['a', 'b'], rows: [[agency, values.toString('hex').slice(-8)]] };
          },
        }),
      ),
    );
    const databases = servers.map(({ port }) =>
      open(port, {
        pool: { max: 3 },
        statementTimeout: 20_000,
        limits: { ...USUAL_LIMITS, wait: 20_000 },
      }),
    );

    const answers = await Promise.all(
      Array.from({ length: 400 }, async (_, index) => {
        const [row] = await databases[index % 2]!.read({
          sql: 'select [a], [b] from [t] where [c] = @p0',
          bindings: [varchar(String(index).padStart(4, '0'))],
        });
        return row;
      }),
    );

    expect(answers).toEqual(
      answers.map((_row, index) => [
        agencies[index % 2],
        Buffer.from(String(index).padStart(4, '0')).toString('hex'),
      ]),
    );
  });
});

async function until(condition: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !condition(); tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  expect(condition()).toBe(true);
}
